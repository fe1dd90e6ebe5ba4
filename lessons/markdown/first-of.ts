/** Where the next of these marks is: what marked asks an extension of lines, to know from where on it may be wanted. */
export function firstOf(mark: string): (src: string) => number | undefined {
  return (src) => {
    const at = src.indexOf(mark);
    return at < 0 ? undefined : at;
  };
}
