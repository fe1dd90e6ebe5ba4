module tatami/pause

go 1.26
