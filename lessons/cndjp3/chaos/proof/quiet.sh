#!/bin/bash
# Ends the killing when a step is left whose window was never opened. A window that is under way needs it, and ends it itself.
set -eu
if pgrep -u checker -f 'pods[?]watch=true' >/dev/null; then exit 0; fi
if [ -z "$(kubectl -n kafka get deployment chaoskube --ignore-not-found -o name)" ]; then exit 0; fi
kubectl -n kafka scale deployment chaoskube --replicas=0
kubectl -n kafka wait pod -l app=chaoskube --for=delete --timeout=45s
