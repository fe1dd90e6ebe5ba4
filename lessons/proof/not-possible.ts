/** What a learner's shell says when a scenario wants what an environment does not have: the words, and what they mean. */
const signs: readonly [RegExp, (found: RegExpExecArray) => string][] = [
  [/(?:^|[\s:])(docker|dockerd|podman|systemctl|service|journalctl|snap|apt|apt-get|yum|dnf|brew|mount|iptables|modprobe|insmod)(?:: line \d+)?: (?:command not found|not found|Permission denied|Operation not permitted)/m, ([, program]) => `${program} cannot be used`],
  // The words of a root toolbox's own stand-ins.
  [/^(\S+): not possible at this venue$/m, ([, program]) => `${program} cannot be used`],
  [/^(\S+): unrecognized service$/m, ([, service]) => `the service ${service} cannot be used`],
  [/^E: Unable to locate package (\S+)$/m, ([, name]) => `apt cannot fetch the package ${name}`],
  [/^(?:W|E|Err).*(?:Temporary failure resolving|Could not resolve) '([\w.-]+)'/m, ([, host]) => `apt cannot reach ${host} on the internet`],
  [/^ERROR: (?:Could not find a version that satisfies the requirement|No matching distribution found for) (\S+)/m, ([, name]) => `pip cannot fetch ${name}`],
  [/^npm (?:error|ERR!) .*\b(?:ENOTFOUND|EAI_AGAIN)\b/m, () => "npm cannot reach its registry"],
  [/^fatal: unable to access 'https?:\/\/([^/']+)/m, ([, host]) => `git cannot reach ${host} on the internet`],
  // Its progress stands before it in the same line.
  [/(curl): \(\d+\) Could not resolve (?:host|proxy): ([\w.-]*\w)/, ([, program, host]) => `${program} cannot reach ${host} on the internet`],
  [/^([a-z][\w.-]*): (?:unable to resolve host address |Could not resolve (?:hostname|host|proxy):? )+["'‘`]?([\w.-]*\w)/m, ([, program, host]) => `${program} cannot reach ${host} on the internet`],
  [/^([a-z][\w.-]*): ([\w.-]+): (?:Temporary failure in name resolution|Name or service not known)/m, ([, program, host]) => `${program} cannot reach ${host} on the internet`],
  [/Cannot connect to the Docker daemon/, () => "docker cannot be used"],
  [/System has not been booted with systemd/, () => "systemctl cannot be used"],
  [/(?:Could not resolve host|Temporary failure (?:in name resolution|resolving)|Name or service not known|could not resolve proxy|no such host|getaddrinfo \w+)[:' ]*([\w.-]*\.[a-z]{2,})?/i, ([, host]) => `${host ?? "a host"} on the internet cannot be reached`],
  [/(?:Network is unreachable|No route to host|unable to access 'https?:\/\/([^/']+)|dial tcp [^\n]*(?:i\/o timeout|network is unreachable))/i, ([, host]) => `${host ?? "a host"} on the internet cannot be reached`],
  [/This venue has no image (\S+?),? and cannot fetch one/, ([, image]) => `the image ${image} cannot be fetched`],
];

/** What a scenario wanted and this venue does not have, by what was shown; undefined when nothing speaks for that. */
export function whyNotPossible(shown: string): string | undefined {
  for (const [sign, meaning] of signs) {
    const found = sign.exec(shown);
    if (found) return meaning(found);
  }
  return undefined;
}
