import { readFile } from "node:fs/promises";
import { z } from "zod";

const attack = z.object({ id: z.string(), group: z.string(), what: z.string(), refused: z.boolean(), reason: z.string() });

/** How one attack went, as `--json` writes it. */
export type AttackResult = z.infer<typeof attack>;

const report = z.object({
  testResults: z.array(z.object({ assertionResults: z.array(z.object({ title: z.string(), status: z.string(), meta: z.object({ attack: attack.optional() }) })) })),
});

/** The attacks in vitest's JSON report, in the order of their ids; one whose test failed before the product was attacked was not refused. */
export async function readAttacks(path: string): Promise<AttackResult[]> {
  const tests = report.parse(JSON.parse(await readFile(path, "utf8"))).testResults.flatMap(({ assertionResults }) => assertionResults);
  return tests
    .flatMap(({ title, status, meta }) => {
      // Tests about the targets themselves are no attacks.
      if (!meta.attack) return /^[a-z]+-[a-z0-9-]+: /.test(title) ? [notTried(title)] : [];
      return [{ ...meta.attack, refused: meta.attack.refused && status === "passed" }];
    })
    .sort((a, b) => a.id.localeCompare(b.id));
}

function notTried(title: string): AttackResult {
  const [id = "", what = ""] = title.split(/: (.*)/s);
  return { id, group: id.split("-")[0] ?? "", what, refused: false, reason: "the attack did not succeed where nothing defends, so that its refusal would prove nothing" };
}
