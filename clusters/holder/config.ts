/** A user of the toolbox that the holder starts programs as. */
export interface HolderUser {
  /** Undefined: as the holder itself, which is for tests on a host. */
  uid?: number;
  gid?: number;
  name: string;
  home: string;
  kubeconfig: string;
}

/** How a holder runs. Given as JSON in the environment variable TATAMI_HOLDER; what is left out is as in {@link defaultConfig}. */
export interface HolderConfig {
  /** The unix socket to listen on; its folder must be closed to the learner. */
  socket: string;
  /** Host name of the cluster's node, the second place that `connect` tries. */
  node: string;
  learner: HolderUser;
  checker: HolderUser;
  /** LANG of the learner's shells. */
  language: string;
  /** Added to the environment of the learner's shells and scripts. */
  environment: Record<string, string>;
  /** Folder for what begun scripts print; made by the learner, with their rights. */
  logs: string;
  /** Output kept for each terminal, in bytes. */
  keptBytes: number;
  /** Most terminals at a time. */
  terminalLimit: number;
}

const systemPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** The configuration of a toolbox container. */
export const defaultConfig: HolderConfig = {
  socket: "/run/tatami/socket/holder.sock",
  node: "node",
  learner: { uid: 1000, gid: 1000, name: "learner", home: "/home/learner", kubeconfig: "/home/learner/.kube/config" },
  checker: { uid: 1001, gid: 1001, name: "checker", home: "/nonexistent", kubeconfig: "/run/tatami/checker.kubeconfig" },
  // What programs print is then what the lessons show, in both languages; Japanese text is typed and shown all the same.
  language: "C.UTF-8",
  environment: {},
  logs: "/tmp/killercoda",
  keptBytes: 2 * 1024 * 1024,
  terminalLimit: 16,
};

/** Reads the configuration from the environment. Throws with the variable's name when it is not JSON or not an object. */
export function readConfig(environment: NodeJS.ProcessEnv): HolderConfig {
  const text = environment.TATAMI_HOLDER;
  if (!text) return defaultConfig;
  let given: Partial<HolderConfig>;
  try {
    given = JSON.parse(text);
  } catch (error) {
    throw new Error(`TATAMI_HOLDER is not JSON: ${(error as Error).message}`);
  }
  if (typeof given !== "object" || given === null || Array.isArray(given)) throw new Error("TATAMI_HOLDER must be a JSON object");
  return { ...defaultConfig, ...given };
}

/** The whole environment of a learner's shell or script: nothing of the holder's own gets in. */
export function learnerEnvironment(config: HolderConfig): Record<string, string> {
  const { name, home, kubeconfig } = config.learner;
  return {
    PATH: systemPath,
    HOME: home,
    USER: name,
    LOGNAME: name,
    SHELL: "/bin/bash",
    LANG: config.language,
    KUBECONFIG: kubeconfig,
    ...config.environment,
  };
}

/** The whole environment of a check: fixed, so that nothing a learner sets reaches it. */
export function checkerEnvironment(config: HolderConfig): Record<string, string> {
  const { name, home, kubeconfig } = config.checker;
  return { PATH: systemPath, HOME: home, USER: name, LOGNAME: name, LANG: "C.UTF-8", KUBECONFIG: kubeconfig };
}
