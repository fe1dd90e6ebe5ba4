const shapes = {
  check: "M4.5 10.5l3.6 3.6 7.4-8.2",
  cross: "M5.5 5.5l9 9m0-9l-9 9",
  plus: "M10 4.5v11M4.5 10h11",
  minus: "M4.5 10h11",
  clock: "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zm0 3.5V10l2.6 1.8",
  level: "M4.5 15.5v-3m5.5 3V8.5m5.5 7V4.5",
  steps: "M7.5 5.5h8m-8 4.5h8m-8 4.5h8M4 5.5h.01M4 10h.01M4 14.5h.01",
  right: "M4.5 10h11m-4.2-4.5L15.5 10l-4.2 4.5",
  left: "M15.5 10h-11m4.2-4.5L4.5 10l4.2 4.5",
  down: "M5.5 8l4.5 4.5L14.5 8",
  up: "M5.5 12L10 7.5l4.5 4.5",
  search: "M9 4a5 5 0 1 0 0 10A5 5 0 0 0 9 4zm3.6 8.6l3.6 3.6",
  gear: "M4 6h6m4 0h2M4 14h2m4 0h6M12 4.2v3.6M8 12.2v3.6",
  menu: "M4 6h12M4 10h12M4 14h12",
  device: "M6.5 3h7a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1h-7a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zM9 14.5h2",
  restart: "M15.8 8.2A6 6 0 1 0 16 11.5M16 4.5v4h-4",
  leave: "M8.5 4h-3a1 1 0 0 0-1 1v10a1 1 0 0 0 1 1h3m3-9l3 3-3 3m3-3h-7",
  lessons: "M4.5 4.5h4.6a1 1 0 0 1 1 1v10.5a2 2 0 0 0-1.6-1h-4zm11 0h-4.4a1 1 0 0 0-1 1v10.5a2 2 0 0 1 1.6-1h3.8z",
  terminal: "M3.5 4.5h13v11h-13zM6.5 8l2.3 2.2-2.3 2.2m4.2.2h3",
  hint: "M7.8 13.2A4.8 4.8 0 1 1 12.2 13.2v1.5H7.8zm.4 3.6h3.6",
  hand: "M5 15.5l1-4.2L13.6 3.7l2.7 2.7-7.6 7.6zm7-10.2l2.7 2.7",
  warning: "M10 3.5l7 12.5H3zM10 8v3.8m0 2.2h.01",
  info: "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zm0 6.2v4m0-6.4h.01",
  question: "M7.6 7.8a2.5 2.5 0 1 1 3.6 2.3c-.8.4-1.2.9-1.2 1.7m0 2.4h.01M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14z",
  offline: "M3 8.2a10 10 0 0 1 3.4-2.3m3.2-.7A10 10 0 0 1 17 8.2M6 11.5a5.8 5.8 0 0 1 4-1.6m2.8.7c.5.3.9.5 1.2.9M10 15h.01M4 3.5l12 13",
  copy: "M7.5 7.5h8v8h-8zM12.5 7.5v-3h-8v8h3",
  larger: "M11.5 4.5h4v4m0-4l-4.6 4.6M8.5 15.5h-4v-4m0 4l4.6-4.6",
  save: "M10 3.5v8.5m-3.6-3.4L10 12.2l3.6-3.6M4.5 13.5v2.5h11v-2.5",
  split: "M3.5 4.5h13v11h-13zM10 4.5v11",
  file: "M6 3.5h5.5l3.5 3.5v9.5H6zM11.5 3.5V7H15",
  play: "M6.5 4.5l8.5 5.5-8.5 5.5z",
} as const;

/** Names of the icons. */
export type IconName = keyof typeof shapes;

/** The path of an icon, 20 by 20, for drawings that are no part of the page. */
export function iconShape(name: IconName): string {
  return shapes[name];
}

/** A small line drawing beside a word; never alone without a label on its control. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">
      <path d={shapes[name]} />
    </svg>
  );
}
