import type { Click } from "../support/click-through.ts";

const answers = /(?:.* ok +Hello from web-\S+ .*\n){3}/;
/** Answers of three Pods, and enough of them for a learner to have seen that they take turns. */
const threeAnswer = /^(?=[^]*(web-\S+) [^]*(?!\1)(web-\S+) [^]*(?!\1|\2)web-\S+ )[^]*(?:.* ok .*\n){15}/;
const threeReady = /^NAME.*\n(?:web-\S+ +1\/1 +Running .*\n){3}$/;

/** Every command of the texts of `first-steps`, in order, and what the texts say about what appears. */
export const firstStepsClicks: readonly (readonly Click[])[] = [
  [
    { command: "kubectl get nodes", shows: /STATUS.*VERSION\n\S+ +Ready .*v1\.\d+\.\d+\n$/ },
    { command: "kubectl get pods --namespace kube-system", shows: /coredns-\S+ +[01]\/1 [^]*kube-apiserver-/ },
    { command: "kubectl get pods", shows: /^No resources found in default namespace\.$/m },
    { command: "kubectl create configmap hello --from-literal=node=$(kubectl get nodes -o name)", shows: /^configmap\/hello created$/m },
    { command: "kubectl describe configmap hello", shows: /^node:\n----\nnode\/\S+$/m },
  ],
  [
    { command: "images", shows: /^tatami\/web:1$/m },
    { command: "kubectl create deployment web --image=tatami/web:1", shows: /^deployment\.apps\/web created$/m },
    { command: "kubectl get deployment web", shows: /READY.*\nweb +1\/1 /, again: true },
    { command: "kubectl get pods", shows: /\nweb-\S+ +1\/1 +Running/ },
    { command: "kubectl logs deployment/web", shows: /^web-\S+ reads its data\nweb-\S+ listens on port 8080$/m, again: true },
    { command: "kubectl create deployment nginx --image=nginx", shows: /This venue has no image nginx, and cannot fetch one\. It has: .*tatami\/web:1/ },
  ],
  [
    { command: "kubectl create service nodeport web --tcp=80:8080 --node-port=30080", shows: /^service\/web created$/m },
    { command: "kubectl get service web", shows: /PORT\(S\).*\nweb .* 80:30080\/TCP / },
    { command: "curl http://node:30080/", shows: /^Hello from web-\S+ \(version 1, answer \d+\)$/m, again: true },
    { command: "kubectl get pods", shows: /\nweb-\S+ +1\/1 +Running/ },
  ],
  [
    { command: "kubectl get pods --watch", shows: /NAME.*\nweb-\S+ +1\/1 +Running.*\n/ },
    {
      command: "kubectl delete pod -l app=web",
      shows: /^pod "web-\S+" deleted/m,
      beside: /(web-\S+) +1\/1 +Terminating[^]*(?!\1)(web-\S+) +0\/1 +Pending[^]*\2 +0\/1 +ContainerCreating[^]*\2 +1\/1 +Running/,
    },
    { command: "kubectl get replicaset", shows: /DESIRED +CURRENT +READY.*\nweb-\S+ +1 +1 +1 / },
    { command: "kubectl events --for replicaset/$(kubectl get replicaset -l app=web -o jsonpath='{.items[0].metadata.name}')", shows: /^(?:.*Created pod: web-\S+\n[^]*){2}$/m },
    { command: "curl http://node:30080/", shows: /^Hello from web-/m, again: true },
  ],
  [
    { command: "bash requests.sh", shows: answers },
    { command: "kubectl delete pod -l app=web --force", shows: /^Warning: [^]*force deleted/m, beside: /FAILED: nobody answered[^]*ok +Hello from web-/ },
    { command: "\u0003", shows: /\n\d+ answered, [1-9]\d* failed\n/ },
    { command: "kubectl scale deployment web --replicas=3", shows: /^deployment\.apps\/web scaled$/m },
    { command: "kubectl get pods", shows: threeReady, again: true },
    { command: "bash requests.sh", shows: threeAnswer },
    { command: "kubectl delete --force $(kubectl get pods -l app=web -o name | head -n 1)", shows: /force deleted/, beside: threeAnswer },
    { command: "\u0003", shows: /\n\d+ answered, \d+ failed\n/ },
  ],
  [
    { command: "cat probe-wrong.yaml", shows: /path: \/redy\n +port: 8080\n +periodSeconds: 2\n/ },
    { command: "bash requests.sh", shows: answers },
    { command: "kubectl patch deployment web --patch-file probe-wrong.yaml", shows: /^deployment\.apps\/web patched$/m },
    { command: "kubectl rollout status deployment/web --timeout=15s", shows: /timed out waiting for the condition/ },
    { command: "kubectl get pods", shows: /^(?=(?:[^]*\n)?web-\S+ +0\/1 +Running)NAME.*\n(?:web-\S+ +[01]\/1 +Running.*\n){4}$/ },
    { command: "kubectl get events --field-selector reason=Unhealthy", shows: /Readiness probe failed: HTTP probe failed with statuscode: 404/ },
  ],
  [
    { command: "diff probe-wrong.yaml probe-right.yaml", shows: /^< +path: \/redy\n---\n> +path: \/ready$/m },
    { command: "bash requests.sh", shows: /\n\d+ answered, 0 failed\n[^]*ok +Hello from/ },
    { command: "kubectl patch deployment web --patch-file probe-right.yaml", shows: /^deployment\.apps\/web patched$/m },
    { command: "kubectl rollout status deployment/web --timeout=60s", shows: /successfully rolled out/ },
    { command: "kubectl get pods", shows: /^NAME.*\n(?:web-\S+ +(?:1\/1 +Running|[01]\/1 +(?:Terminating|Completed)) .*\n){3,}$/ },
    { command: "\u0003", shows: /\n\d+ answered, 0 failed\n/ },
    { command: "kubectl describe service web | grep Endpoints", shows: /^Endpoints: +(?:[\d.]+:8080,){2}[\d.]+:8080$/m },
  ],
];
