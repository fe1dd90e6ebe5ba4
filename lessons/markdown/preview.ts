import { portAddress } from "../port-address.ts";

/** A port of the learner's environment and a path below it. */
export interface PreviewTarget {
  /** "ask": the learner says which. */
  port: number | "ask";
  path: string;
}

const { prefix, killercoda, number, katacodaChoice } = portAddress;
const katacoda = portAddress.katacoda(number);
const host = String.raw`http:\/\/\[\[(?:HOST\d*_IP|CLIENT_SUBDOMAIN|HOST\d*_SUBDOMAIN)\]\](?::(\d{1,5}))?`;

const forms = [
  new RegExp(String.raw`^(?:https?:\/\/)?${killercoda}([\w/?]\S*)?$`),
  new RegExp(String.raw`^https?:\/\/${prefix}${katacoda}(\/\S*)?$`),
  // Without a port it is the one of the web.
  new RegExp(String.raw`^${host}(\/\S*)?$`),
];

/** Killercoda's page on which the port is chosen, and Katacoda's. */
const choices = [/^(?:https?:\/\/)?\{\{ *TRAFFIC_SELECTOR *\}\}(\/\S*)?$/, new RegExp(String.raw`^https?:\/\/${prefix}${katacodaChoice}(\/\S*)?$`)];

/** The port that a link of Killercoda's (`{{TRAFFIC_HOST1_80}}/x`) or Katacoda's (`https://[[HOST_SUBDOMAIN]]-80-[[KATACODA_HOST]].environments.katacoda.com/x`) means; undefined for every other link. */
export function previewTargets(href: string): PreviewTarget | undefined {
  const plain = href.replace(/%7B/gi, "{").replace(/%7D/gi, "}").replace(/%5B/gi, "[").replace(/%5D/gi, "]").replace(/%20/g, " ");
  const asked = choices.map((choice) => choice.exec(plain)).find(Boolean);
  if (asked) return { port: "ask", path: asked[1] ?? "/" };
  for (const form of forms) {
    const found = form.exec(plain);
    const port = Number(found?.[1] ?? 80);
    if (found && port >= 1 && port <= 65_535) return { port, path: (found[2] ?? "/").replace(/^(?!\/)/, "/") };
  }
  return undefined;
}
