/** What these attacks are after: a word of ours, in a file beside the lessons or set by a script of a lesson's. */
export const canary = "canary-beside-the-lessons";
