/** Gives a file to the person in front of the page, as a download. */
export function saveFile(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser has begun to read it by then; keeping it would keep its bytes as long as the page.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
