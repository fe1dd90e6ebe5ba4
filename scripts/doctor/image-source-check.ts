import { existsSync } from "node:fs";
import { programPath } from "../../clusters/program-path.ts";
import { type DoctorCheck, ok } from "./finding.ts";

/** What building takes of the host beside Go; apt installs it where there is apt. */
const programs = { debootstrap: "debootstrap", java: "a Java runtime", mvn: "Apache Maven", "g++": "g++", gcc: "gcc", "pkg-config": "pkg-config" };

export const imageSource: DoctorCheck = {
  async look({ images: { way, forced, registry } }) {
    const name = "Image source";
    if (way === "here") return ok(name, "not asked: all images are here");
    if (way === "pull" && registry) return ok(name, "a container registry answers: images are pulled");
    if (way === "pull") return { name, state: "missing", found: "TATAMI_IMAGES=pull, and no container registry can be reached", fix: "Let this machine reach registry-1.docker.io, or unset TATAMI_IMAGES: images are then built from package registries." };
    const lacks = existsSync("/usr/bin/apt-get") ? [] : Object.entries(programs).flatMap(([program, words]) => (programPath(program) ? [] : [words]));
    const why = forced ? "TATAMI_IMAGES=build" : "no container registry can be reached";
    if (lacks.length === 0) return ok(name, `${why}: images are built from package registries`);
    return { name, state: "missing", found: `${why}, and building lacks ${lacks.join(", ")}`, fix: `Install ${lacks.join(", ")} with your system's package manager, or let this machine reach registry-1.docker.io.` };
  },
};
