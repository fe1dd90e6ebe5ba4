import { describe, expect, test } from "vitest";
import { renderMarkdown } from "../../../../lessons/markdown.ts";

/** Every action of the format, on code in a line and on a block, and what the page is to do. */

const fence = "```";

/** The buttons of a foreign scenario's text: action, code, and what else matters. */
function buttons(markdown: string): string[] {
  const html = renderMarkdown(markdown, { file: "step1/text.md", lessonId: "scenario", language: "en", assetPrefix: "/a/", copyInline: true, flavor: "shell" });
  return [...html.matchAll(/<button([^>]*)>/g)].map(([, attributes = ""]) => {
    const facts = new Map([...attributes.matchAll(/data-([a-z]+)(?:="([^"]*)")?/g)].map(([, name = "", value = ""]) => [name, value.replaceAll("&#39;", "'").replaceAll("&amp;", "&")]));
    return [facts.get("action"), facts.get("command") ?? facts.get("file"), facts.get("terminal"), facts.has("machine") && "machine", facts.has("interrupt") && "interrupt", facts.get("newline") === "no" && "no Enter"].filter(Boolean).join(" | ");
  });
}

/** Behind the braces: what one learner's click does with the code `ls`. */
const bodies: [body: string, inline: string[], block: string[]][] = [
  ["", [], []],
  ["copy", ["copy | ls"], ["copy | ls"]],
  ["COPY", ["copy | ls"], ["copy | ls"]],
  ["execute", ["run | ls"], ["run | ls", "copy | ls"]],
  ["exec", ["run | ls"], ["run | ls", "copy | ls"]],
  [" Execute ", ["run | ls"], ["run | ls", "copy | ls"]],
  ["open", ["open | ls"], ["open | ls"]],
  ["Open", ["open | ls"], ["open | ls"]],
  ["execute interrupt", ["run | ls | interrupt"], ["run | ls | interrupt", "copy | ls"]],
  ["exec T1", ["run | ls | T1"], ["run | ls | T1", "copy | ls"]],
  ["execute t2", ["run | ls | T2"], ["run | ls | T2", "copy | ls"]],
  ["execute HOST1", ["run | ls | T1 | machine"], ["run | ls | T1 | machine", "copy | ls"]],
  ["execute HOST2", ["run | ls | T2 | machine"], ["run | ls | T2 | machine", "copy | ls"]],
  ["execute host02", ["run | ls | T2 | machine"], ["run | ls | T2 | machine", "copy | ls"]],
  ["execute T1 HOST2", ["run | ls | T2 | machine"], ["run | ls | T2 | machine", "copy | ls"]],
  ["execute HOST2 T3", ["run | ls | T3"], ["run | ls | T3", "copy | ls"]],
  ["execute HOST1 T1", ["run | ls | T1"], ["run | ls | T1", "copy | ls"]],
  ["exec no-newline", ["run | ls | no Enter"], ["run | ls | no Enter", "copy | ls"]],
  ["execute test-uname", ["run | ls"], ["run | ls", "copy | ls"]],
  ["exec  interrupt   T2  no-newline test-x ", ["run | ls | T2 | interrupt | no Enter"], ["run | ls | T2 | interrupt | no Enter", "copy | ls"]],
  // No action: the braces are text, and the code is what it would be without them.
  [" .Values.name ", ["copy | ls"], ["copy | ls"]],
];

describe.each(bodies)("{{%s}}", (body, inline, block) => {
  test.each([
    ["backticks", `\`ls\`{{${body}}}`],
    ["double backticks", `\`\`ls\`\`{{${body}}}`],
    ["text around it", `Run \`ls\`{{${body}}}, then look.`],
    ["a list", `1. \`ls\`{{${body}}}\n2. x`],
    ["a heading", `## \`ls\`{{${body}}}`],
    ["emphasis", `**\`ls\`{{${body}}}**`],
    ["a table", `| a |\n| - |\n| \`ls\`{{${body}}} |`],
    ["details", `<details>\n<summary>S</summary>\n\`ls\`{{${body}}}\n</details>`],
  ])("behind code in %s", (_, markdown) => {
    expect(buttons(markdown)).toEqual(inline);
  });

  test.each([
    ["a fence", `${fence}\nls\n${fence}{{${body}}}`],
    ["a fence with a language", `${fence}bash\nls\n${fence}{{${body}}}`],
    ["a fence with marked lines", `${fence}yaml{1,2}\nls\n${fence}{{${body}}}`],
    ["a fence of tildes", `~~~\nls\n~~~{{${body}}}`],
    ["a fence of four", `${fence}\`\nls\n${fence}\`{{${body}}}`],
    ["a fence in a list", `1. x\n\n   ${fence}\n   ls\n   ${fence}{{${body}}}\n2. y`],
    ["a fence in a list, directly below the text", `- x\n  ${fence}\n  ls\n  ${fence}{{${body}}}\n- y`],
    ["a fence in a list, too far in", `1. x\n\n       ${fence}\n       ls\n       ${fence}{{${body}}}\n2. y`],
    ["a fence in details", `<details>\n<summary>S</summary>\n${fence}\nls\n${fence}{{${body}}}\n</details>`],
    ["a fence below a lone tag", `<details>\n<summary>S</summary>\n<br>\n${fence}\nls\n${fence}{{${body}}}\n</details>`],
    ["a fence in a quotation", `> ${fence}\n> ls\n> ${fence}{{${body}}}`],
  ])("behind %s", (_, markdown) => {
    expect(buttons(markdown)).toEqual(block);
  });
});

test.each([
  ["several lines in a line", "`a \\\n  b`{{execute}}", ["run | a \\\n  b"]],
  ["several lines in a block", `${fence}\na\n\nb\n${fence}{{exec}}`, ["run | a\n\nb", "copy | a\n\nb"]],
  ["keys", "`^C`{{execute ctrl-seq}} `^D`{{exec T2 ctrl-seq}}", ["run | \u0003 | no Enter", "run | \u0004 | T2 | no Enter"]],
  ["backticks in the code", "``echo `date` ``{{exec}}", ["run | echo `date`"]],
  ["a go-template in code with an action", "`kubectl get po -o go-template='{{.x}}'`{{exec}}", ["run | kubectl get po -o go-template='{{.x}}'"]],
  ["a go-template in a block with an action", `${fence}\necho {{ .x }}\n${fence}{{exec}}`, ["run | echo {{ .x }}", "copy | echo {{ .x }}"]],
  ["a go-template in text", "{{ .Release.Name }} and {{execute}}", []],
  ["braces that do not follow directly", "`ls` {{execute}}", ["copy | ls"]],
  ["a closing fence glued to the code", `${fence}\na\nb${fence}{{execute}}\n\nafter \`c\`{{exec}}`, ["run | a\nb", "copy | a\nb", "run | c"]],
  ["text behind the action of a fence", `${fence}\na\n${fence}{{execute}} and \`b\`{{exec}}`, ["run | a", "copy | a", "run | b"]],
  ["a stray fence with an action", `${fence}{{execute}}\n\n\`a\`{{exec}}`, ["run | a"]],
  ["two actions without anything between", "`a`{{exec}}`b`{{exec}}", ["run | a", "run | b"]],
  ["code that is a link's text", "[`ls`{{exec}}](https://example.com)", []],
])("%s", (_, markdown, expected) => {
  expect(buttons(markdown)).toEqual(expected);
});
