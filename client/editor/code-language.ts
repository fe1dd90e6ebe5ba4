import { type LanguageSupport, StreamLanguage } from "@codemirror/language";

/** The language of a file by its name, loaded when it is first needed; undefined for one that is shown without colours. */
export async function codeLanguage(path: string): Promise<LanguageSupport | StreamLanguage<unknown> | undefined> {
  const name = path.split("/").at(-1) ?? "";
  if (name === "Dockerfile" || name.endsWith(".dockerfile")) return StreamLanguage.define((await import("@codemirror/legacy-modes/mode/dockerfile")).dockerFile);
  switch (/\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase()) {
    case "yaml":
    case "yml":
      return (await import("@codemirror/lang-yaml")).yaml();
    case "json":
      return (await import("@codemirror/lang-json")).json();
    case "js":
    case "mjs":
    case "cjs":
    case "jsx":
      return (await import("@codemirror/lang-javascript")).javascript({ jsx: true });
    case "ts":
    case "tsx":
      return (await import("@codemirror/lang-javascript")).javascript({ typescript: true, jsx: true });
    case "md":
    case "markdown":
      return (await import("@codemirror/lang-markdown")).markdown();
    case "sh":
    case "bash":
    case "bashrc":
    case "profile":
    case "env":
      return StreamLanguage.define((await import("@codemirror/legacy-modes/mode/shell")).shell);
    default:
      return undefined;
  }
}
