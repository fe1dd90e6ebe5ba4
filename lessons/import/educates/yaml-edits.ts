import { isObject } from "../../is-object.ts";
import { shellWord } from "../bash-script.ts";
import type { ActionBody } from "./action.ts";
import { shellPath } from "./file-commands.ts";

/** A command that does to a YAML file what an `editor:...-yaml-...` action does, by the toolbox's `yq`; undefined for another action, and for what no expression of yq says. */
export function yamlEdit(name: string, body: ActionBody): string | undefined {
  const file = shellPath(body.file);
  const place = placeOf(body.path ?? "");
  const expression = place === undefined ? undefined : expressionOf(name, place, body);
  return file === undefined || expression === undefined ? undefined : `yq -i ${shellWord(expression)} ${file}`;
}

function expressionOf(name: string, place: string, { value, index }: ActionBody): string | undefined {
  if (name === "delete-yaml-value") return `del(${place})`;
  const literal = literalOf(value);
  if (literal === undefined) return undefined;
  switch (name) {
    case "set-yaml-value":
    case "replace-yaml-item":
      return `${place} = ${literal}`;
    case "add-yaml-item":
      return `${place} += [${literal}]`;
    case "insert-yaml-item":
      return index == null || !Number.isInteger(index) || index < 0 ? undefined : `${place} |= (.[:${index}] + [${literal}] + .[${index}:])`;
    case "merge-yaml-values":
      // Whether what is inside is merged, too, nobody says.
      return isObject(value) && !Object.values(value).some(isObject) ? `${place} += ${literal}` : undefined;
    case "insert-value-into-yaml":
      // By its own description it can do nothing else.
      return Array.isArray(value) && value.length > 0 ? `${place} += ${literal}` : undefined;
    default:
      return undefined;
  }
}

const part = /\.?([^.[\]"\s]+)|\[(\d+)\]|\[([\w./-]+)=([^\]"\\]+)\]|\["([^"\\]+)"\]/y;

/** `a.b[0]`, `a[name=x].b` and `a["b.c"]` as yq says them; undefined for what is no such path. */
function placeOf(path: string): string | undefined {
  let place = "";
  let end = 0;
  for (part.lastIndex = 0; end < path.length; end = part.lastIndex) {
    const [, key, index, attribute, wanted, quoted] = part.exec(path) ?? [];
    if (key !== undefined) place += keyed(place, key);
    else if (index !== undefined) place += `${place === "" ? "." : ""}[${index}]`;
    else if (attribute !== undefined) place = `(${place || "."}[] | select(${keyed("", attribute)} == "${wanted}"))`;
    else if (quoted !== undefined) place += keyed(place, quoted);
    else return undefined;
  }
  return place || undefined;
}

function keyed(place: string, key: string): string {
  if (/^[A-Za-z_]\w*$/.test(key)) return `.${key}`;
  return `${place === "" ? "." : ""}["${key}"]`;
}

/** JSON, which is a literal of yq's as well; undefined where a backslash would mean something else to it. */
function literalOf(value: unknown): string | undefined {
  const json = JSON.stringify(value) as string | undefined;
  return json === undefined || /\\[^n"]/.test(json) ? undefined : json;
}
