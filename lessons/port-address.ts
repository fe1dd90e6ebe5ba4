const placeholder = String.raw`\[\[[A-Z0-9_]+\]\]`;
const domain = String.raw`(?:\.environments\.katacoda\.com|\.\[\[KATACODA_DOMAIN\]\])`;
/** In a link it is encoded. */
const space = "(?: |%20)*";

/** How scenarios from elsewhere write the address of a port, as pieces of patterns: without a scheme, and without what is on that port. Where a port may stand, it is caught. */
export const portAddress = {
  /** An application's own name directly before Katacoda's placeholders, as OpenShift's routes have it: `web-app.`, `console-openshift-console-`. */
  prefix: String.raw`[\w.-]*`,
  /** Katacoda's: `[[HOST_SUBDOMAIN]]-80-[[KATACODA_HOST]].environments.katacoda.com`. */
  katacoda: (port: string): string => String.raw`${placeholder}-(${port})-${placeholder}${domain}?`,
  /** The page of Katacoda's on which a port is chosen: the same without one. */
  katacodaChoice: placeholder + "-" + placeholder + domain,
  /** Killercoda's: `{{TRAFFIC_HOST1_80}}`, which is an address with its scheme. */
  killercoda: String.raw`\{\{${space}TRAFFIC_HOST\d+_(\d{1,5})${space}\}\}`,
  killercodaChoice: String.raw`\{\{${space}TRAFFIC_SELECTOR${space}\}\}`,
  /** A machine's own address, with its scheme. */
  host: String.raw`http:\/\/\[\[(?:HOST\d*_IP|CLIENT_SUBDOMAIN|HOST\d*_SUBDOMAIN)\]\]`,
  number: String.raw`\d{1,5}`,
};
