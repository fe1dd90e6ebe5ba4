/** How the Kubernetes API is reached, and as whom. */
export interface Connection {
  /** Like https://10.96.0.1:443. */
  server: string;
  /** PEM of the authority that signed the server's certificate; undefined trusts the machine's authorities. */
  ca?: string;
  /** PEM of a client certificate and its key. */
  certificate?: { cert: string; key: string };
  /** Name to look for in the server's certificate, if it is not the host's. */
  serverName?: string;
  /** True takes any server's certificate. */
  insecure?: boolean;
  /** Read afresh for each request: a service account's token changes while the pod lives. */
  token?: () => Promise<string>;
}
