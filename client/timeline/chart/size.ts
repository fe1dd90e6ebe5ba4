import type { RefObject } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";

/** Width and height of an element, in whole pixels, as they are now; zero before it is there. */
export function useSize(element: RefObject<Element>): { width: number; height: number } {
  const [size, setSize] = useState({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const watched = element.current;
    if (!watched) return;
    const measure = () => {
      const { width, height } = watched.getBoundingClientRect();
      setSize((known) => (known.width === Math.floor(width) && known.height === Math.floor(height) ? known : { width: Math.floor(width), height: Math.floor(height) }));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(watched);
    measure();
    return () => observer.disconnect();
  }, []);
  return size;
}
