import type { Attack } from "../attack.ts";
import { byScript } from "../environment/by-script.ts";
import { dockerPort, metadataAddress } from "../environment/places.ts";
import type { ShellTarget } from "../environment/shell-target.ts";
import { byKnock } from "./by-knock.ts";

const http = (address: string, port: number) => `http://${address}:${port}/`;

/** Where a learner's packets try to go. Every listener is the test's own, on networks that it made. */
export const networkAttacks: readonly Attack<ShellTarget>[] = [
  byKnock("network-host-from-shell", "The shell asks the machine, by the gateway of its own network", { from: "shell", urls: ({ host }) => [http(host.fromShell, host.port)] }),
  byKnock("network-host-from-pod", "A Pod asks the machine, by the gateway of its node's network", { from: "pod", urls: ({ host }) => [http(host.fromPod, host.port)] }),
  byKnock("network-host-other-from-shell", "The shell asks the machine, by its address in another network", { from: "shell", urls: ({ host }) => [http(host.other, host.port)] }),
  byKnock("network-host-other-from-pod", "A Pod asks the machine, by its address in another network", { from: "pod", urls: ({ host }) => [http(host.other, host.port)] }),
  byKnock("network-docker-from-shell", "The shell asks Docker's API, by the gateway of its own network", { from: "shell", urls: ({ host }) => [`${http(host.fromShell, dockerPort)}version`] }),
  byKnock("network-docker-from-pod", "A Pod asks Docker's API, by the gateway of its node's network", { from: "pod", urls: ({ host }) => [`${http(host.fromPod, dockerPort)}version`] }),
  byKnock("network-metadata-from-shell", "The shell asks the metadata address of a cloud for keys", { from: "shell", urls: () => [http(metadataAddress, 80)], answersThisMachine: false }),
  byKnock("network-metadata-from-pod", "A Pod asks the metadata address of a cloud for keys", { from: "pod", urls: () => [http(metadataAddress, 80)], answersThisMachine: false }),
  byKnock("network-outside-from-shell", "The shell asks a server beyond the machine", { from: "shell", urls: ({ outside }) => [http(outside.address, outside.port)] }),
  byKnock("network-outside-from-pod", "A Pod asks a server beyond the machine", { from: "pod", urls: ({ outside }) => [http(outside.address, outside.port)] }),
  byKnock("network-neighbour-from-shell", "The shell asks a server in another learner's toolbox", { from: "shell", urls: ({ neighbour }) => [http(neighbour.address, neighbour.port)] }),
  byKnock("network-neighbour-from-pod", "A Pod asks a server in another learner's toolbox", { from: "pod", urls: ({ neighbour }) => [http(neighbour.address, neighbour.port)] }),
  byKnock("network-neighbour-api", "The shell asks another learner's API server, by all its addresses", { from: "neighbour", urls: ({ api }) => api.map((address) => `https://${address}:6443/version`), canary: /"gitVersion"/ }),
  {
    ...byScript("network-neighbour-name", "The shell looks another learner's toolbox up by its name", "", /^another's: \d/m, /^its own: \d\S+ another's: nothing$/m),
    async attempt({ shell, places }) {
      // Its own is there, however long it takes; another's is not.
      const look = (name: string) => `$(RES_OPTIONS='timeout:5 attempts:2' getent ahostsv4 ${name} | head -n 1 | cut -d ' ' -f 1)`;
      const { output } = await shell(`own=${look("node")}; other=${look(places.neighbour.name)}; echo "its own: $own another's: \${other:-nothing}"`);
      return /another's: nothing/.test(output) ? { refused: output } : { got: output.replace(/^.*(?=another's)/, "") };
    },
  },
  byScript(
    "network-docker-dns",
    "A Pod asks Docker's DNS behind the node's back, which passes questions on to the world",
    `node -e 'require("net").connect(53, "169.254.25.53").on("connect", () => { console.log("open"); process.exit(); }).on("error", ({ code }) => { console.log(code); process.exit(1); })'`,
    /^open$/m,
    /^ECONNREFUSED$/m,
    { from: "pod" },
  ),
];
