import type { Flavor } from "../clusters/environment.ts";
import { portAddress } from "./port-address.ts";

const { prefix, killercoda, katacodaChoice } = portAddress;
/** A shell may know the port: `${PORT}`, `$PORT`. */
const port = String.raw`${portAddress.number}|\$\w+|\$\{\w+\}`;
const katacoda = portAddress.katacoda(port);
const withPortBehind = String.raw`${katacodaChoice}:(${port})(?!\d)`;
const name = String.raw`\[\[(?:HOST\d*_IP|(?:HOST\d*|CLIENT)_SUBDOMAIN|KATACODA_HOST|KATACODA_DOMAIN)\]\]`;

/** Two slashes behind a part of a path begin no host. */
const anywhere = new RegExp(String.raw`(?:((?:https?:|(?<![\w/.]))\/\/)${prefix})?(?:${katacoda}|${withPortBehind})|(?:https?:\/\/)?${killercoda}|${name}`, "g");
/** What links and the addresses in a text are left with: they become previews. */
const alone = new RegExp(String.raw`https?:\/\/\[\[[^\s)]*|${katacoda}|${katacodaChoice}|${killercoda}|(${name})`, "g");

/** From where NodePorts begin: those are on the cluster's node. */
const firstNodePort = 30_000;

/** Puts what works in a learner's toolbox in the place of Katacoda's and Killercoda's placeholders: for commands, scripts and whatever a shell reads. The same text for every learner, so that what is rendered can be kept. */
export function fillPlaceholders(text: string, flavor: Flavor): string {
  if (!text.includes("[[") && !text.includes("TRAFFIC_")) return text;
  return text.replace(anywhere, (_, scheme: string = "", within?: string, behind?: string, traffic?: string) => {
    if (traffic !== undefined) return `http://${hostOf(flavor, Number(traffic))}:${traffic}`;
    const port = within ?? behind;
    // What a variable holds is a NodePort, mostly.
    if (port !== undefined) return `${scheme.replace(/^https/, "http")}${hostOf(flavor, port.startsWith("$") ? firstNodePort : Number(port))}:${port}`;
    return hostOf(flavor);
  });
}

/** Puts a host's name in the place of those placeholders that stand for one, and leaves addresses of ports to be opened as previews. */
export function fillHostNames(text: string, flavor: Flavor): string {
  return text.includes("[[") ? text.replace(alone, (whole, _port, _traffic, host?: string) => (host === undefined ? whole : hostOf(flavor))) : text;
}

/** Without a port, the machine that a scenario thinks of: its node where there is a cluster. */
function hostOf(flavor: Flavor, port: number = firstNodePort): string {
  return flavor === "cluster" && port >= firstNodePort ? "node" : "localhost";
}
