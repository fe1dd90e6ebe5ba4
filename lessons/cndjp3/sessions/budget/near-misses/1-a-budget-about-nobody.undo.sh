kubectl -n kafka delete poddisruptionbudget publish
