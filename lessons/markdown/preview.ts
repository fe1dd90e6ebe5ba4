import { portAddress } from "../port-address.ts";

/** A port of the learner's environment and a path below it. */
export interface PreviewTarget {
  /** "ask": the learner says which. */
  port: number | "ask";
  path: string;
}

const { prefix, killercoda, number, katacodaChoice, host } = portAddress;
/** Authors leave out the scheme, too. */
const begin = String.raw`^(?:(?:https?:)?\/\/${prefix})?`;
const rest = String.raw`([/?#]\S*)?$`;

const forms = [
  new RegExp(String.raw`^(?:https?:\/\/)?${killercoda}([\w/?#]\S*)?$`),
  new RegExp(begin + portAddress.katacoda(number) + rest),
  new RegExp(String.raw`${begin}${katacodaChoice}:(${number})${rest}`),
  // Without a port it is the one of the web.
  new RegExp(String.raw`^${host}(?::(${number}))?${rest}`),
];

/** Killercoda's page on which the port is chosen, and Katacoda's. */
const choices = [new RegExp(String.raw`^(?:https?:\/\/)?${portAddress.killercodaChoice}${rest}`), new RegExp(begin + katacodaChoice + rest)];

/** The port that a link of Killercoda's (`{{TRAFFIC_HOST1_80}}/x`) or Katacoda's (`https://[[HOST_SUBDOMAIN]]-80-[[KATACODA_HOST]].environments.katacoda.com/x`) means; undefined for every other link. */
export function previewTargets(href: string): PreviewTarget | undefined {
  const plain = href.replace(/%7B/gi, "{").replace(/%7D/gi, "}").replace(/%5B/gi, "[").replace(/%5D/gi, "]");
  const asked = choices.map((choice) => choice.exec(plain)).find(Boolean);
  if (asked) return { port: "ask", path: asked[1] ?? "/" };
  for (const form of forms) {
    const found = form.exec(plain);
    const port = Number(found?.[1] ?? 80);
    if (found && port >= 1 && port <= 65_535) return { port, path: (found[2] ?? "/").replace(/^(?!\/)/, "/") };
  }
  return undefined;
}
