import hljs from "highlight.js/lib/common";

/** Words that authors write behind a fence for languages which nothing here colours. */
const others = new Set("asciidoc awk azurecli batch bat cmd cnf conf config console cypher dart dockerfile docker dotenv elixir env erlang fish groovy haskell hcl helm http jinja jinja2 jsonnet ksh log mermaid nginx none output plain powershell prompt promql properties proto protobuf ps ps1 pwsh rego scala screen shell-session tcl terminal tf terraform toml vim zsh".split(" "));

/** Whether a word behind a fence says what the code below it is written in; else it may be the code's own. */
export function isLanguage(word: string): boolean {
  return others.has(word.toLowerCase()) || hljs.getLanguage(word) !== undefined;
}
