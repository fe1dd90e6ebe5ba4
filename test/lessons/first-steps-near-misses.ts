import type { LessonLanguage } from "../../lessons/lesson.ts";
import type { NearMiss } from "../support/walk-lesson.ts";

const settled = "kubectl rollout status deployment/web --timeout=100s";
const firstPod = "$(kubectl get pods -l app=web -o name | head -n 1)";

/** What the checks of `first-steps` say to somebody who has just come to the step. */
export const firstStepsFirstWords: readonly Record<LessonLanguage, RegExp>[] = [
  { en: /^There is no ConfigMap named hello yet/, ja: /^hello という ConfigMap がまだありません/ },
  { en: /^There is no Deployment named web .* yet/, ja: /^web という Deployment がまだありません/ },
  { en: /^No Service uses the node port 30080 yet/, ja: /^ノードのポート 30080 を使う Service がまだありません/ },
  { en: /^No Pod of web has been deleted and replaced yet/, ja: /^web の Pod はまだ削除されていません/ },
  { en: /^The Deployment web asks for 1 Pod/, ja: /^Deployment web の Pod 数は 1 です/ },
  { en: /^The Deployment web has no readiness probe yet/, ja: /^Deployment web に readiness probe がまだありません/ },
  { en: /^The release is not through/, ja: /^リリースはまだ終わっていません/ },
];

/** Answers on the node's port as the app would, but in the toolbox, and bends curl to it. */
const ownWebServer = `
kubectl create service nodeport web --tcp=80:9999 --node-port=30080
pod=${firstPod}
echo 'connect-to = "node:30080:127.0.0.1:30080"' > ~/.curlrc
setsid node -e 'require("http").createServer((q, a) => a.end(process.argv[1])).listen(30080)' "Hello from \${pod#pod/} (version 1, answer 1)" > /dev/null 2>&1 &
echo $! > ~/server.pid
until curl -sf http://node:30080/; do :; done`;

/** What the checks of `first-steps` must not take for the real thing. */
export const firstStepsNearMisses: readonly NearMiss[] = [
  { step: 0, name: "a note with the wrong name", script: "kubectl create configmap hello --from-literal=node=nowhere", says: /"nowhere", and no node has that name/, undo: "kubectl delete configmap hello" },
  { step: 0, name: "a note with the wrong entry", script: "kubectl create configmap hello --from-literal=nodes=x", says: /no entry named node/, undo: "kubectl delete configmap hello" },
  { step: 1, name: "a Pod without a Deployment", script: "kubectl run web --image=tatami/web:1 && kubectl wait --for=condition=Ready pod/web --timeout=60s", says: /no Deployment named web/, undo: "kubectl delete pod web --wait=false" },
  { step: 1, name: "a Deployment without Pods", script: "kubectl create deployment web --image=tatami/web:1 --replicas=0", says: /none of its Pods is ready/, undo: "kubectl delete deployment web" },
  {
    step: 1,
    name: "a Deployment in another namespace",
    script: "kubectl create namespace elsewhere && kubectl create deployment web --image=tatami/web:1 -n elsewhere && kubectl rollout status deployment/web -n elsewhere --timeout=60s",
    says: /no Deployment named web in the namespace default/,
    undo: "kubectl delete namespace elsewhere --wait=false",
  },
  { step: 2, name: "a Service inside the cluster only", script: "kubectl create service clusterip web --tcp=80:8080", says: /No Service uses the node port 30080/, undo: "kubectl delete service web" },
  { step: 2, name: "another node port", script: "kubectl create service nodeport web --tcp=80:8080 --node-port=30081", says: /No Service uses the node port 30080/, undo: "kubectl delete service web" },
  { step: 2, name: "the wrong port of the Pod", script: "kubectl create service nodeport web --tcp=80:9999 --node-port=30080", says: /does not answer.*TargetPort/, undo: "kubectl delete service web" },
  { step: 2, name: "a web server of their own in the toolbox", script: ownWebServer, says: /does not answer.*TargetPort/, undo: "kill $(cat ~/server.pid) && rm ~/.curlrc ~/server.pid && kubectl delete service web" },
  { step: 2, name: "a Service that selects nothing", script: "kubectl create service nodeport other --tcp=80:8080 --node-port=30080", says: /Service other finds no ready Pod/, undo: "kubectl delete service other" },
  {
    step: 2,
    name: "a Service for another Pod",
    script: "kubectl run other --image=tatami/web:1 -l app=other && kubectl wait --for=condition=Ready pod/other --timeout=60s && kubectl create service nodeport other --tcp=80:8080 --node-port=30080",
    says: /it is not a Pod of web/,
    undo: "kubectl delete service/other pod/other --wait=false",
  },
  { step: 3, name: "switched off and on", script: `kubectl scale deployment web --replicas=0 && ${settled} && kubectl scale deployment web --replicas=1 && ${settled}`, says: /No Pod of web has been deleted/ },
  { step: 3, name: "a restart by rollout", script: `kubectl rollout restart deployment/web && ${settled}`, says: /No Pod of web has been deleted/ },
  { step: 3, name: "the Deployment made anew", script: `kubectl delete deployment web && kubectl create deployment web --image=tatami/web:1 && ${settled}`, says: /No Pod of web has been deleted/ },
  { step: 4, name: "two are not three", script: `kubectl scale deployment web --replicas=2 && ${settled}`, says: /asks for 2 Pod\(s\), not for three/ },
  { step: 4, name: "killed before there were three", script: `kubectl delete ${firstPod} && kubectl scale deployment web --replicas=3 && ${settled}`, says: /none of them has been deleted since/ },
  { step: 4, name: "to two and back to three", script: `kubectl scale deployment web --replicas=2 && ${settled} && kubectl scale deployment web --replicas=3 && ${settled}`, says: /none of them has been deleted since/ },
  {
    step: 4,
    name: "nobody can reach them",
    script: `sleep 4 && kubectl delete ${firstPod} && ${settled} && kubectl delete service web && while curl -sf --max-time 1 http://node:30080/; do :; done`,
    says: /Not every request .* was answered/,
    undo: "kubectl create service nodeport web --tcp=80:8080 --node-port=30080",
  },
  { step: 5, name: "the right probe at once", script: `kubectl patch deployment web --patch-file ~/probe-right.yaml && ${settled}`, says: /pass their readiness probe/, undo: `kubectl rollout undo deployment/web && ${settled}` },
  {
    step: 5,
    name: "a probe that has not been tried",
    script: `sed 's/periodSeconds: 2/initialDelaySeconds: 600/' ~/probe-wrong.yaml > ~/probe-late.yaml && kubectl patch deployment web --patch-file ~/probe-late.yaml`,
    says: /has not failed its probe yet/,
    undo: `kubectl rollout undo deployment/web && ${settled}`,
  },
  { step: 6, name: "the wrong release taken back", script: `kubectl rollout undo deployment/web && ${settled}`, says: /has no readiness probe/ },
  { step: 6, name: "the right release of a single Pod", script: `kubectl scale deployment web --replicas=1 && kubectl patch deployment web --patch-file ~/probe-right.yaml && ${settled}`, says: /asks for 1 Pod/ },
];
