/** Rights in their cluster that a learner can have beyond every learner's, by name: objects/grants has a file for each. None may be a way to the node. */
export const grants = ["nodes"] as const;

/** Names one of {@link grants}. */
export type Grant = (typeof grants)[number];
