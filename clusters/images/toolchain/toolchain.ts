import { createHash } from "node:crypto";
import { join } from "node:path";

/** The Go that is fetched where there is none: the newest that any module of `clusters/images/go` asks for. */
export const toolchainVersion = "1.26.8";

/**
 * Checksums of the module golang.org/toolchain by Node's name of the architecture: as computed here by `go mod download -json`
 * and as Go's checksum database has them (asked by way of the module proxy, in November 2026).
 */
const releases: Record<string, { architecture: string; sum: string }> = {
  x64: { architecture: "amd64", sum: "h1:ZOmGe1OnfREDMIdb1Qi4G9JSuDPBLGExZMQ4nis1RXM=" },
  arm64: { architecture: "arm64", sum: "h1:sYL/O6MqS68ML0kjsQ36WoYIpJqkw60TxizWUYUKQMc=" },
};

/** A release of Go as a Go module: its zip has a folder of that name, and a module proxy serves it at `path`. */
export interface Toolchain {
  name: string;
  path: string;
  sum: string;
}

/** The toolchain for this machine; undefined where Go has none for it, or we know no checksum. */
export function toolchainFor(platform: string = process.platform, arch: string = process.arch): Toolchain | undefined {
  const release = platform === "linux" ? releases[arch] : undefined;
  if (!release) return undefined;
  const version = `v0.0.1-go${toolchainVersion}.linux-${release.architecture}`;
  return { name: `golang.org/toolchain@${version}`, path: `golang.org/toolchain/@v/${version}.zip`, sum: release.sum };
}

/** Shelf of the cache folder with the toolchains that were fetched. */
export function toolchainShelf(cacheFolder: string): string {
  return join(cacheFolder, "go-toolchain");
}

/** Where a toolchain is, once it was fetched: by its content. */
export function toolchainFolder(cacheFolder: string, { sum }: Toolchain): string {
  return join(toolchainShelf(cacheFolder), `go${toolchainVersion}-${createHash("sha256").update(sum).digest("hex").slice(0, 16)}`);
}
