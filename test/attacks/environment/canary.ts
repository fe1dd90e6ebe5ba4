/** What these attacks are after: a word of ours, on the machine, in the node, in Secrets, and at every listener around the environment. */
export const canary = "canary-of-the-venue";
