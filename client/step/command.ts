/** Text that may be typed into a terminal without Enter: printable text on one line, or a few keys such as Ctrl-C; everything else loses its control bytes. */
export function typedText(command: string): string {
  if (/^[\x01-\x1f]{1,8}$/.test(command)) return command;
  return command.replaceAll(/[\r\n\t]+/g, " ").replaceAll(/[\x00-\x1f\x7f-\x9f]/g, "");
}
