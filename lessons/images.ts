import { join } from "node:path";
import type { LessonImages } from "../clusters/images/lesson-images.ts";
import type { Workload } from "../clusters/images/workload.ts";

const app = (name: string): { folder: string; dockerfile: string } => ({ folder: join(import.meta.dirname, "apps", name), dockerfile: "Dockerfile" });

/** The same program as another release of it. */
const chat = (version: string): Workload => ({ references: [`tatami/chat:${version}`], ...app("chat"), base: "node-js", arguments: { VERSION: version }, programs: { "main.mjs": "main.ts" } });

/** What lessons deploy, and what they put into the toolbox. Where there is an upstream image, ours goes by its name, so that manifests are the same either way. */
export const lessonImages: LessonImages = {
  workloads: [
    { references: ["tatami/web:1"], ...app("web"), base: "node-js" },
    {
      references: ["apache/kafka:4.1.2"],
      ...app("kafka"),
      base: "debian",
      jars: {
        into: "libs",
        artifacts: [
          { id: "org.apache.kafka:kafka_2.13:4.1.2", needs: true },
          // The commands; what else they need is for Kafka Connect.
          { id: "org.apache.kafka:kafka-tools:4.1.2", needs: false },
          { id: "org.slf4j:slf4j-simple:1.7.36", needs: false },
        ],
      },
      upstream: "docker.io/apache/kafka:4.1.2",
    },
    { references: ["redis:7.0-bookworm", "redis:7.0"], ...app("redis"), base: "debian", upstream: "docker.io/library/redis:7.0-bookworm" },
    { references: ["ghcr.io/linki/chaoskube:v0.39.0"], ...app("chaoskube"), base: "node-js", programs: { "main.mjs": "main.ts" }, upstream: "ghcr.io/linki/chaoskube:v0.39.0" },
    ...["1", "2"].map((version) => chat(version)),
  ],
  toolboxPrograms: { chat: { folder: app("chat").folder, entry: "client/main.ts" } },
};
