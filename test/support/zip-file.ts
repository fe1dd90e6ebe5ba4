import { crc32, deflateRawSync } from "node:zlib";

/** A zip with these files: the first half of them packed, the others stored. */
export function zipFile(files: Readonly<Record<string, string>>): Buffer {
  const bodies: Buffer[] = [];
  const list: Buffer[] = [];
  const entries = Object.entries(files);
  for (const [index, [name, text]] of entries.entries()) {
    const content = Buffer.from(text);
    const packed = index < entries.length / 2 ? deflateRawSync(content) : content;
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(packed === content ? 0 : 8, 4);
    facts.writeUInt32LE(crc32(content), 10);
    facts.writeUInt32LE(packed.length, 14);
    facts.writeUInt32LE(content.length, 18);
    facts.writeUInt16LE(Buffer.byteLength(name), 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(bodies.reduce((sum, { length }) => sum + length, 0), 10);
    bodies.push(Buffer.from("PK\x03\x04"), facts, Buffer.from(name), packed);
    list.push(Buffer.from("PK\x01\x02\x14\x00"), facts, place, Buffer.from(name));
  }
  const [body, entriesList, end] = [Buffer.concat(bodies), Buffer.concat(list), Buffer.alloc(22)];
  end.write("PK\x05\x06");
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(entriesList.length, 12);
  end.writeUInt32LE(body.length, 16);
  return Buffer.concat([body, entriesList, end]);
}
