/** The command lines that wait for the end of a Pod, print its log and remove it; they end the script where the Pod was ended or did not end. */
export function podEnd(name: string): string {
  return `trap 'kubectl delete pod ${name} --now --wait=false > /dev/null' EXIT
    phase=
    for try in {1..300}; do
      phase=$(kubectl get pod ${name} -o jsonpath='{.status.phase} {.status.containerStatuses[0].state.terminated.reason}')
      [[ $phase != Succeeded* && $phase != Failed* ]] || break
      sleep 0.2
    done
    [[ $phase == Succeeded* ]] || { echo "the Pod was ended: \${phase#* }"; kubectl logs ${name}; kubectl describe pod ${name} | tail -n 8; exit 1; }
    kubectl logs ${name}`;
}
