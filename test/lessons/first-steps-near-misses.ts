import type { NearMiss } from "../support/walk-lesson.ts";

const settled = "kubectl rollout status deployment/web --timeout=100s";

/** What the checks of `first-steps` must not take for the real thing. */
export const firstStepsNearMisses: readonly NearMiss[] = [
  { step: 0, name: "a note with the wrong name", script: "kubectl create configmap hello --from-literal=node=nowhere", undo: "kubectl delete configmap hello" },
  { step: 0, name: "a note with the wrong entry", script: "kubectl create configmap hello --from-literal=nodes=x", undo: "kubectl delete configmap hello" },
  { step: 1, name: "a Pod without a Deployment", script: "kubectl run web --image=tatami/web:1 && kubectl wait --for=condition=Ready pod/web --timeout=60s", undo: "kubectl delete pod web" },
  { step: 1, name: "a Deployment without Pods", script: "kubectl create deployment web --image=tatami/web:1 --replicas=0", undo: "kubectl delete deployment web" },
  { step: 1, name: "a Deployment in another namespace", script: "kubectl create namespace elsewhere && kubectl create deployment web --image=tatami/web:1 -n elsewhere", undo: "kubectl delete namespace elsewhere" },
  { step: 2, name: "a Service inside the cluster only", script: "kubectl create service clusterip web --tcp=80:8080", undo: "kubectl delete service web" },
  { step: 2, name: "another node port", script: "kubectl create service nodeport web --tcp=80:8080 --node-port=30081", undo: "kubectl delete service web" },
  { step: 2, name: "the wrong port of the Pod", script: "kubectl create service nodeport web --tcp=80:9999 --node-port=30080", undo: "kubectl delete service web" },
  { step: 2, name: "a Service that selects nothing", script: "kubectl create service nodeport other --tcp=80:8080 --node-port=30080", undo: "kubectl delete service other" },
  { step: 3, name: "switched off and on", script: `kubectl scale deployment web --replicas=0 && ${settled} && kubectl scale deployment web --replicas=1 && ${settled}` },
  { step: 3, name: "a restart by rollout", script: `kubectl rollout restart deployment/web && ${settled}` },
  { step: 3, name: "the Deployment made anew", script: `kubectl delete deployment web && kubectl create deployment web --image=tatami/web:1 && ${settled}` },
  { step: 4, name: "killed before there were three", script: `kubectl delete pod -l app=web && kubectl scale deployment web --replicas=3 && ${settled}` },
  { step: 4, name: "to two and back to three", script: `kubectl scale deployment web --replicas=2 && ${settled} && kubectl scale deployment web --replicas=3 && ${settled}` },
  { step: 5, name: "the right probe at once", script: `kubectl patch deployment web --patch-file ~/probe-right.yaml && ${settled}`, undo: `kubectl rollout undo deployment/web && ${settled}` },
  { step: 6, name: "the wrong release taken back", script: `kubectl rollout undo deployment/web && ${settled}` },
];
