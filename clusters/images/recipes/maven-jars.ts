import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { run } from "../../command.ts";
import { fileArtifact } from "../builder/file-artifact.ts";
import type { Recipe } from "../builder/recipe.ts";

const copier = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies";

/** A library from a Maven repository. */
export interface MavenArtifact {
  /** `group:name:version`. */
  id: string;
  /** False for the library itself without what it needs at run time. */
  needs: boolean;
}

/** A recipe for a folder of jars: the artifacts and what they need at run time, fetched by Maven as it is set up on this machine. */
export function mavenJars(cacheFolder: string, name: string, artifacts: readonly MavenArtifact[]): Recipe {
  const project = projectOf(artifacts);
  return fileArtifact({
    cacheFolder,
    name: `jars-${name}`,
    inputs: [],
    literals: [copier, project],
    needs: [],
    lane: "network",
    expectedSeconds: 25,
    megabytes: 200,
    hostPackages: [
      { name: "default-jre-headless", file: "/usr/bin/java" },
      { name: "maven", file: "/usr/bin/mvn" },
    ],
    async fill(folder, { signal, onDetail }) {
      // Maven's own plugins come through the same repository, and nobody needs either afterwards.
      const work = join(folder, ".work");
      await mkdir(work);
      await writeFile(join(work, "pom.xml"), project);
      const args = ["--batch-mode", "--no-transfer-progress", "--file", join(work, "pom.xml"), `-Dmaven.repo.local=${join(work, "repository")}`, copier, "-DincludeScope=runtime", `-DoutputDirectory=${folder}`];
      await run("mvn", args, { signal, timeoutMs: 900_000, onLine: onDetail });
      await rm(work, { recursive: true });
    },
  });
}

/** A project that needs the artifacts, as Maven reads it. */
function projectOf(artifacts: readonly MavenArtifact[]): string {
  const nothingElse = "<exclusions><exclusion><groupId>*</groupId><artifactId>*</artifactId></exclusion></exclusions>";
  const dependencies = artifacts.map(({ id, needs }) => {
    const [group, name, version] = id.split(":");
    if (!group || !name || !version) throw new Error(`A Maven artifact is written group:name:version, not "${id}".`);
    return `<dependency><groupId>${group}</groupId><artifactId>${name}</artifactId><version>${version}</version>${needs ? "" : nothingElse}</dependency>`;
  });
  return `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion><groupId>tatami</groupId><artifactId>jars</artifactId><version>1</version><packaging>pom</packaging><dependencies>${dependencies.join("")}</dependencies></project>\n`;
}
