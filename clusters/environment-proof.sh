# Ends well when a Pod of the learner's has run and found the API server's name by DNS. Leaves nothing behind.
deadline=$((SECONDS + 100))
kubectl="kubectl --request-timeout=10s"
# The aggregated role `admin` is empty for the first seconds of a cluster.
until $kubectl auth can-i create pods --quiet > /dev/null 2>&1; do
  ((SECONDS < deadline)) || { echo "the learner may not create Pods yet"; exit 1; }
  sleep 0.2
done
until $kubectl create -f - > /tmp/proof.log 2>&1 << POD
apiVersion: v1
kind: Pod
metadata: { name: venue-proof }
spec:
  restartPolicy: Never
  terminationGracePeriodSeconds: 0
  containers:
  - name: proof
    image: $IMAGE
    # By default a question that was lost while kube-proxy and CoreDNS start is asked again after 5 s.
    env: [{ name: RES_OPTIONS, value: "timeout:1 attempts:1" }]
    command: [sh, -c, "until getent hosts kubernetes.default.svc.cluster.local.; do sleep 0.2; done"]
POD
do
  # The default ServiceAccount comes a moment after its namespace.
  ((SECONDS < deadline)) || { cat /tmp/proof.log; exit 1; }
  sleep 0.2
done
if ! $kubectl --request-timeout=0 wait pod/venue-proof --for=jsonpath='{.status.phase}'=Succeeded --timeout=$((deadline - SECONDS))s > /tmp/proof.log 2>&1; then
  cat /tmp/proof.log
  $kubectl describe pod venue-proof
  exit 1
fi
$kubectl delete pod venue-proof --wait=false > /dev/null && rm -f /tmp/proof.log
