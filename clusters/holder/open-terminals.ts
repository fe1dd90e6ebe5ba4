import type { HolderConfig } from "./config.ts";
import type { TerminalSize } from "./holder.ts";
import { Terminal } from "./terminal.ts";

/** All terminals of a holder by name, oldest first. */
export type Terminals = Map<string, Terminal>;

/** The terminal of this name with a living shell: it is opened where it is missing, and gets another shell where its own has ended. Throws when there are too many. */
export function openTerminal(terminals: Terminals, { name, size }: { name: string; size: TerminalSize }, config: HolderConfig): Terminal {
  const known = terminals.get(name);
  if (!known && terminals.size >= config.terminalLimit) throw new Error(`there are ${terminals.size} terminals already`);
  const terminal = known ?? new Terminal(name, size, config);
  if (!known || known.exitCode !== undefined) terminal.start();
  terminals.set(name, terminal);
  return terminal;
}
