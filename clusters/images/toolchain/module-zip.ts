import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { inflateRaw } from "node:zlib";

const inflate = promisify(inflateRaw);
const signatures = { entry: 0x0201_4b50, file: 0x0403_4b50 };
/** Where a longer archive says that the number stands elsewhere; a module has at most 500 MB. */
const elsewhere = 0xffff_ffff;

/** One file of a module. */
export interface ModuleFile {
  /** With `MODULE@VERSION/` before it. */
  name: string;
  content(): Promise<Buffer>;
}

/** The files of a zip as a Go module proxy serves it, in its own order. Throws on what is no such zip. */
export function filesOfZip(zip: Buffer): ModuleFile[] {
  const end = zip.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  if (end < 0 || end + 22 > zip.length) throw new Error("what was fetched is no zip, or not all of it");
  const files: ModuleFile[] = [];
  let at = zip.readUInt32LE(end + 16);
  if (at === elsewhere) throw new Error("the zip is longer than a module's may be");
  for (let count = zip.readUInt16LE(end + 10); count > 0; count--) {
    if (zip.readUInt32LE(at) !== signatures.entry) throw new Error("the zip's list of files is damaged");
    const [method, size, nameLength] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28)];
    const place = zip.readUInt32LE(at + 42);
    const name = zip.toString("utf8", at + 46, at + 46 + nameLength);
    files.push({ name, content: async () => await contentOf(zip, { name, method, size, place }) });
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return files;
}

/** Go's own checksum of a module, as go.sum has it (dirhash.Hash1): it says what is in the files, however they were packed. */
export async function hashOfModule(files: readonly ModuleFile[]): Promise<string> {
  const all = createHash("sha256");
  for (const { name, content } of [...files].sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)))) {
    all.update(`${createHash("sha256").update(await content()).digest("hex")}  ${name}\n`);
  }
  return `h1:${all.digest("base64")}`;
}

async function contentOf(zip: Buffer, { name, method, size, place }: { name: string; method: number; size: number; place: number }): Promise<Buffer> {
  if (zip.readUInt32LE(place) !== signatures.file) throw new Error(`${name} is not where the zip says`);
  const begin = place + 30 + zip.readUInt16LE(place + 26) + zip.readUInt16LE(place + 28);
  const packed = zip.subarray(begin, begin + size);
  if (method === 0) return packed;
  if (method === 8) return await inflate(packed);
  throw new Error(`${name} is packed in a way that modules are not (${method})`);
}
