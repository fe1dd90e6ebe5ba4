import { type FSWatcher, readdirSync, watch } from "node:fs";
import { join } from "node:path";

/**
 * Tells of every change below a folder. Each folder is watched by itself: Node's own recursive watching on Linux holds on to files, and loses
 * one that an editor saves by putting another in its place.
 */
export class FolderWatch implements Disposable {
  readonly #root: string;
  readonly #onChange: () => void;
  readonly #watchers = new Map<string, FSWatcher>();

  constructor(root: string, onChange: () => void) {
    this.#root = root;
    this.#onChange = onChange;
    this.#look();
  }

  [Symbol.dispose](): void {
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }

  /** Watches folders that have come, and forgets those that have gone. */
  #look(): void {
    const folders = new Set(foldersBelow(this.#root));
    for (const [folder, watcher] of this.#watchers) {
      if (folders.has(folder)) continue;
      watcher.close();
      this.#watchers.delete(folder);
    }
    for (const folder of folders) {
      if (this.#watchers.has(folder)) continue;
      const watcher = watch(folder, () => this.#changed());
      // A folder that goes away ends its watching; its parent tells of it.
      watcher.on("error", () => this.#changed());
      this.#watchers.set(folder, watcher);
    }
  }

  #changed(): void {
    this.#look();
    this.#onChange();
  }
}

function foldersBelow(folder: string): string[] {
  try {
    const inner = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory() && !entry.name.startsWith("."));
    return [folder, ...inner.flatMap(({ name }) => foldersBelow(join(folder, name)))];
  } catch (error) {
    // Gone between two looks.
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
