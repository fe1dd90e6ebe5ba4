import { isShellScript, shellWord } from "../bash-script.ts";
import type { SourceFolder } from "../source-folder.ts";
import { venueLosses } from "../venue-losses.ts";
import type { ExaminerTest } from "./action.ts";

const testsFolder = "workshop/examiner/tests";
/** Seconds; no check may take longer. */
const longest = 300;

/** The tests of a page as one check: the first that fails says its title, after what it has printed itself. Undefined when none can be carried. */
export async function examinerCheck(source: SourceFolder, page: string, tests: readonly ExaminerTest[]): Promise<{ verify: string; verifyTimeout: number } | undefined> {
  const parts: string[] = [];
  let seconds = 0;
  for (const test of tests) {
    const file = `${testsFolder}/${test.name}`;
    const program = /^[\w.-]+(?:\/[\w.-]+)*$/.test(test.name) && !test.name.split("/").includes("..") ? await source.text(file) : undefined;
    if (program === undefined) source.lost(page, test.line, `examiner:execute-test: there is no test ${test.name.slice(0, 80)} in ${testsFolder}`);
    else if (!isShellScript(program)) source.lost(file, 1, "is no shell script: write the check anew for bash");
    else {
      venueLosses(source, program, { file, line: 1 });
      parts.push(part(test, program));
      seconds += test.timeout;
    }
  }
  if (parts.length === 0) return undefined;
  return { verify: `#!/bin/bash\ncd\n${parts.join("")}`, verifyTimeout: Math.min(Math.max(Math.ceil(seconds), 15), longest) };
}

function part({ name, args, title }: ExaminerTest, program: string): string {
  const body = program.replace(/^#![^\n]*\n?/, "").replace(/\n+$/, "");
  return `# ${name}\n(\nset -- ${args.map(shellWord).join(" ")}\n${body}\n)\ncode=$?; [ "$code" -eq 0 ] || { printf '%s\\n' ${shellWord(`Not yet: ${title}`)}; exit 1; }\n`;
}
