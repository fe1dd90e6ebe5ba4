#!/bin/bash
# Sets the stage as it was on that evening: one copy of what readers have read, on kafka-1. Only once, so that a repair stays.
set -eu
# The proof of the step before may still be under way: it comes first, and the check says then how to set the stage.
if pgrep -u checker -f 'pods[?]watch=true' >/dev/null; then exit 0; fi
# Nobody kills here but the learner, whether the proof was opened or not.
if [ -n "$(kubectl -n kafka get deployment chaoskube --ignore-not-found -o name)" ]; then
  kubectl -n kafka scale deployment chaoskube --replicas=0
  kubectl -n kafka wait pod -l app=chaoskube --for=delete --timeout=45s
fi
if [ -n "$(kubectl -n kafka get configmap one-copy --ignore-not-found -o name)" ]; then exit 0; fi
bash ~/offsets.sh 1
