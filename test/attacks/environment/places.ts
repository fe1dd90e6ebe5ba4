/** Addresses around an environment where a listener of the test's answers with its canary. */
export interface Places {
  /** The machine, by the gateways of the networks that toolbox and Pod are in, and by one of another network of the test's. */
  host: { fromShell: string; fromPod: string; other: string; port: number };
  /** The toolbox of another learner: its name in Docker, and its address. */
  neighbour: { name: string; address: string; port: number };
  /** The API server of the learner who is attacked by their neighbour, by every address that it has. */
  api: string[];
  /** Beyond this machine. */
  outside: { address: string; port: number };
}

/** Where clouds answer with the keys of a machine; here a listener of the test's does. */
export const metadataAddress = "169.254.169.254";

/** Where Docker's API listens when somebody opened it to the network; here a listener of the test's does. */
export const dockerPort = 2375;
