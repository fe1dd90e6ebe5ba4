import { BlockList, isIPv4 } from "node:net";
import { CommandError, run } from "./command.ts";

/** What the bridges of environments that reach the internet are called, before the environment's id: no rule for the closed ones' is meant by it. */
export const openPrefix = "tatopen";

/**
 * Addresses that are nobody's on the internet: private, shared, link-local, reserved, multicast (RFC 6890, RFC 5771; those of documentation are left out, nobody has them).
 * This machine's neighbours have such, and metadata services. The last is Azure's, in every machine there: https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16
 */
const notPublic = ["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/4", "240.0.0.0/4", "168.63.129.16/32"];

/** Of each network of an environment: so many connections at a time, and in the long run so many new ones a second. An ended one keeps its place in this machine's table for two minutes, and does not count as one at a time. */
const mostConnections = 256;
const newPerSecond = 20;
/** No mail to strangers' servers from free shells. */
const mailPort = 25;

const chain = "TATAMI-OPEN";
/** Not the filter, which firewalls and Docker flush and fill. */
const tables = ["mangle", "raw"];

/** Filled as a whole, so that what is asked first stands first however many runs begin at once. */
const chains = [
  "*mangle",
  `:${chain} - [0:0]`,
  `-A ${chain} -m conntrack --ctstate RELATED,ESTABLISHED -j RETURN`,
  // A toolbox and its own cluster: a packet that its bridge hands over, and does not lead elsewhere.
  `-A ${chain} -m physdev --physdev-is-bridged -j RETURN`,
  // Docker's change of the source leaves such alone, and they would leave with one that is no address of this machine's.
  `-A ${chain} -m conntrack --ctstate INVALID -j DROP`,
  ...[`${openPrefix}+`, "tatami+"].map((others) => `-A ${chain} -o ${others} -j DROP`),
  ...notPublic.map((range) => `-A ${chain} -d ${range} -j DROP`),
  `-A ${chain} -p tcp --dport ${mailPort} -j DROP`,
  // Each network of an environment has 8 addresses.
  `-A ${chain} -m connlimit --connlimit-above ${mostConnections} --connlimit-mask 29 -j DROP`,
  // Remembered for longer than it takes to be full again: by default a second without a new one was as good as never having had any.
  `-A ${chain} -m hashlimit --hashlimit-above ${newPerSecond}/second --hashlimit-burst ${mostConnections} --hashlimit-mode srcip --hashlimit-srcmask 29 --hashlimit-name tatami-open --hashlimit-htable-expire 60000 -j DROP`,
  "COMMIT",
  "*raw",
  `:${chain} - [0:0]`,
  // Who invents a source would be led out under it: Docker gives its own address only to what has one of the network's.
  `-A ${chain} -m rpfilter --invert -j DROP`,
  // As for closed ones: what stays in the environment takes no place in this machine's table of connections.
  ...notPublic.map((range) => `-A ${chain} -d ${range} -j CT --notrack`),
  "COMMIT",
  "",
].join("\n");

/** What leads to the chain; and, last to be taken away, that nothing of this machine's is reached. */
export const openRules: readonly (readonly string[])[] = [
  ["FORWARD", "--table", "mangle", "-i", `${openPrefix}+`, "-j", chain],
  ["PREROUTING", "--table", "raw", "-i", `${openPrefix}+`, "-m", "addrtype", "!", "--dst-type", "LOCAL", "-j", chain],
  ["INPUT", "-i", `${openPrefix}+`, "-m", "conntrack", "!", "--ctstate", "RELATED,ESTABLISHED", "-j", "DROP"],
];

/** True when the chain is there in both tables, with all its rules: one that is flushed refuses nothing. */
export async function openChainStands(signal: AbortSignal): Promise<boolean> {
  const counts = await Promise.all(
    tables.map(async (table) => {
      try {
        const rules = await run("iptables", ["--wait", "10", "--table", table, "-S", chain], { timeoutMs: 20_000, signal });
        return rules.split("\n").filter((rule) => rule.startsWith("-A")).length;
      } catch (error) {
        if (error instanceof CommandError && error.exitCode === 1) return 0;
        throw error;
      }
    }),
  );
  return counts.reduce((sum, count) => sum + count) === chains.split("\n").filter((line) => line.startsWith("-A")).length;
}

/** Makes the chain that {@link openRules} lead to, or fills it anew: the connections that it has counted are forgotten then. */
export async function fillOpenChain(signal: AbortSignal): Promise<void> {
  await run("iptables-restore", ["--noflush", "--wait", "10"], { timeoutMs: 20_000, signal, input: chains });
}

/** Takes the chain away, unless another run has just begun to lead to it. */
export async function removeOpenChain(signal: AbortSignal): Promise<void> {
  for (const table of tables) {
    try {
      await run("iptables", ["--wait", "10", "--table", table, "-F", chain], { timeoutMs: 20_000, signal });
      await run("iptables", ["--wait", "10", "--table", table, "-X", chain], { timeoutMs: 20_000, signal });
    } catch (error) {
      if (!(error instanceof CommandError) || error.exitCode === undefined) throw error;
    }
  }
}

const closedAddresses = new BlockList();
for (const range of notPublic) {
  const [network = "", bits] = range.split("/");
  closedAddresses.addSubnet(network, Number(bits));
}

/** True for an IPv4 address that an environment which reaches the internet may ask. */
export function isPublicAddress(text: string): boolean {
  return isIPv4(text) && !closedAddresses.check(text);
}

/** What is said of a DNS server's address for which {@link isPublicAddress} is not true. */
export const notPublicDns = "must be the public IPv4 address of a DNS server, such as 1.1.1.1: environments reach no private address";
