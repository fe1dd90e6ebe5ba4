/** Where somebody is reading: how far the block at the top of the view has been scrolled through, and which details are open. */
export interface ReadingPlace {
  block: number;
  /** 0 = its top edge is at the top of the view, 1 = its bottom edge. */
  through: number;
  open: boolean[];
}

/** Looks at `scroller`, whose blocks are the children of `content`. */
export function readingPlace(scroller: HTMLElement, content: HTMLElement): ReadingPlace {
  const top = scroller.getBoundingClientRect().top;
  const blocks = [...content.children].map((child) => child.getBoundingClientRect());
  const block = Math.max(0, blocks.findIndex((box) => box.bottom > top));
  const box = blocks[block];
  const through = box && box.height > 0 ? (top - box.top) / box.height : 0;
  return { block, through, open: [...content.querySelectorAll("details")].map((details) => details.open) };
}

/** Brings the same block to the same place after the content was replaced by its other language. */
export function takeUpReading(place: ReadingPlace, scroller: HTMLElement, content: HTMLElement): void {
  content.querySelectorAll("details").forEach((details, index) => (details.open = place.open[index] ?? details.open));
  const box = content.children[Math.min(place.block, content.children.length - 1)]?.getBoundingClientRect();
  if (!box) return;
  scroller.scrollTop += box.top + box.height * place.through - scroller.getBoundingClientRect().top;
}
