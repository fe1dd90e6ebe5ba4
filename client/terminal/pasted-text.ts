/**
 * What somebody pastes as it is sent: line ends become Enter, tabs stay, every other control byte is dropped, so that the page that it was
 * copied from cannot end the bracketed paste and press Enter.
 */
export function pastedText(text: string, bracketedPaste: boolean): string {
  const clean = text.replace(/\r?\n/g, "\r").replace(/[\u0000-\u0008\u000a-\u000c\u000e-\u001f\u007f-\u009f]/g, "");
  return bracketedPaste ? `\u001b[200~${clean}\u001b[201~` : clean;
}
