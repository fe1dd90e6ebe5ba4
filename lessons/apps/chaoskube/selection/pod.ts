/** What this program looks at in a pod. */
export interface Pod {
  namespace: string;
  name: string;
  uid: string;
  resourceVersion: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
  owners: readonly { kind: string; uid: string }[];
  phase: string;
  created: Date;
  /** Whether its deletion has begun. */
  terminating: boolean;
}
