import { randomBytes } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Admin } from "@platformatic/kafka";
import { cacheFolder } from "../../clusters/cache-folder.ts";
import { run } from "../../clusters/command.ts";
import { buildRecipes } from "../../clusters/images/builder/build-recipes.ts";
import { mavenJars } from "../../clusters/images/recipes/maven-jars.ts";
import { poll } from "../../clusters/poll.ts";
import { lessonImages } from "../../lessons/images.ts";
import { venueHost } from "../../scripts/images/venue-host.ts";
import { ChildProgram } from "./child-program.ts";
import { freePorts } from "./free-port.ts";

/** As in the lessons: three small Javas share few cores. */
const java = ["-Xmx256m", "-Xshare:auto", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Dorg.slf4j.simpleLogger.logFile=System.out"];

/** Three real brokers on loopback, KRaft, with the lessons' settings; a dead broker is noticed sooner, so that tests end. */
export class KafkaCluster implements AsyncDisposable {
  /** `host:port` of each broker. */
  readonly addresses: string[];
  readonly #classes: string;
  readonly #folder: string;
  readonly #brokers: (ChildProgram | undefined)[] = [];

  private constructor(classes: string, folder: string, addresses: string[]) {
    this.#classes = classes;
    this.#folder = folder;
    this.addresses = addresses;
  }

  /** Fetches Kafka's jars as its image does (they are kept), prepares three brokers in a folder and starts them. */
  static async start(folder: string): Promise<KafkaCluster> {
    const classes = join(await kafkaJars(), "*");
    const ports = await freePorts(6);
    const [doors, controllers] = [ports.slice(0, 3), ports.slice(3)];
    const cluster = new KafkaCluster(classes, folder, doors.map((port) => `127.0.0.1:${port}`));
    const voters = controllers.map((port, node) => `${node}@127.0.0.1:${port}`).join(",");
    const id = randomBytes(16).toString("base64url");
    await Promise.all(doors.map((port, node) => cluster.#prepare(node, { id, voters, port, controller: controllers[node] as number })));
    for (const node of doors.keys()) cluster.startBroker(node);
    await cluster.#admin((admin) => poll({ name: "three brokers", timeoutMs: 120_000, intervalMs: 250 }, async () => (await admin.metadata({ topics: [], forceUpdate: true })).brokers.size === 3));
    return cluster;
  }

  async createTopic(topic: string, { partitions, replicas, minInSync = 2 }: { partitions: number; replicas: number; minInSync?: number }): Promise<void> {
    await this.#admin((admin) => admin.createTopics({ topics: [topic], partitions, replicas, configs: [{ name: "min.insync.replicas", value: String(minInSync) }] }));
  }

  startBroker(node: number): void {
    this.#brokers[node] = new ChildProgram("java", { args: [...java, "-cp", this.#classes, "kafka.Kafka", this.#properties(node)] });
  }

  /** Ends a broker; SIGKILL as when its machine is gone. */
  async endBroker(node: number, signal: "SIGKILL" | "SIGTERM"): Promise<void> {
    await this.#brokers[node]?.end(signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#brokers.map((broker) => broker?.end("SIGKILL")));
  }

  #properties(node: number): string {
    return join(this.#folder, `broker-${node}`, "broker.properties");
  }

  async #prepare(node: number, { id, voters, port, controller }: { id: string; voters: string; port: number; controller: number }): Promise<void> {
    await mkdir(join(this.#folder, `broker-${node}`), { recursive: true });
    const settings = {
      "process.roles": "broker,controller",
      "node.id": node,
      "controller.quorum.voters": voters,
      "controller.listener.names": "CONTROLLER",
      listeners: `INTERNAL://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controller}`,
      "listener.security.protocol.map": "INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT",
      "inter.broker.listener.name": "INTERNAL",
      "log.dirs": join(this.#folder, `broker-${node}`, "data"),
      "default.replication.factor": 3,
      "min.insync.replicas": 2,
      "unclean.leader.election.enable": false,
      "auto.create.topics.enable": false,
      "offsets.topic.replication.factor": 3,
      "broker.heartbeat.interval.ms": 500,
      "broker.session.timeout.ms": 4_000,
      "num.network.threads": 2,
      "num.io.threads": 4,
      "background.threads": 2,
      "log.cleaner.dedupe.buffer.size": 4_194_304,
    };
    await writeFile(this.#properties(node), Object.entries(settings).map(([name, value]) => `${name}=${value}\n`).join(""));
    await run("java", [...java, "-cp", this.#classes, "kafka.tools.StorageTool", "format", `--cluster-id=${id}`, "--config", this.#properties(node)], { timeoutMs: 120_000 });
  }

  async #admin<T>(ask: (admin: Admin) => Promise<T>): Promise<T> {
    const admin = new Admin({ clientId: "test", bootstrapBrokers: this.addresses, retries: 0, connectTimeout: 2_000 });
    try {
      return await ask(admin);
    } finally {
      await admin.close();
    }
  }
}

/** The folder of the jars that Kafka's image is made of. */
async function kafkaJars(): Promise<string> {
  const image = lessonImages.workloads.find(({ references }) => references[0].startsWith("apache/kafka:"));
  if (!image?.jars) throw new Error("lessons/images.ts has no image of Kafka with jars any more.");
  const cache = cacheFolder();
  // By the name that the image's own recipe gives it: what that has fetched is not fetched again.
  const jars = mavenJars(cache, `workload-${image.references[0].replace(/[^a-z0-9]+/g, "-")}`, image.jars.artifacts);
  const places = await buildRecipes([jars], { cacheFolder: cache, diskFolders: [cache], host: venueHost, signal: AbortSignal.timeout(900_000) });
  return places.get(jars) as string;
}
