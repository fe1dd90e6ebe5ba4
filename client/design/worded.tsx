/** A sentence of the server's or an author's, in which `backticks` mark what one can type. */
export function Worded({ text }: { text: string }) {
  return (
    <>
      {text.split("`").map((part, index, parts) => {
        const isCode = index % 2 === 1 && index < parts.length - 1;
        return isCode ? <code key={index}>{part}</code> : index % 2 === 1 ? `\`${part}` : part;
      })}
    </>
  );
}
