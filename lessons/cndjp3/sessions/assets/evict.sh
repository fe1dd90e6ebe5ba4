#!/bin/bash
# Asks the cluster politely to remove one Pod of publish, as those do who empty a machine for repairs: by an Eviction.
pod=$(kubectl -n kafka get pods -l app=publish --field-selector=status.phase=Running -o jsonpath='{.items[0].metadata.name}')
echo "May $pod go?"
kubectl create --raw "/api/v1/namespaces/kafka/pods/$pod/eviction" -f - <<EVICTION
{"apiVersion": "policy/v1", "kind": "Eviction", "metadata": {"name": "$pod", "namespace": "kafka"}}
EVICTION
