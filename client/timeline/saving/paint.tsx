import { render } from "preact";
import type { WindowRecord } from "../../../server/protocol.ts";
import { Picture, pictureSize } from "./picture.tsx";

/** The window as a picture of 1920 by 1080: drawn as SVG, as on the page, and painted on a canvas. Rejects when the browser cannot do that. */
export async function paintPicture(record: WindowRecord, title: string): Promise<Blob> {
  const { width, height } = pictureSize;
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const image = new Image(width, height);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawn(record, title))}`;
  await image.decode();
  const context = canvas.getContext("2d");
  if (!context) throw new Error("the browser gives no canvas to paint on");
  context.drawImage(image, 0, 0, width, height);
  const { promise, resolve, reject } = Promise.withResolvers<Blob>();
  canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("the browser could not encode the picture"))), "image/png");
  return promise;
}

function drawn(record: WindowRecord, title: string): string {
  const holder = document.createElement("div");
  render(<Picture record={record} title={title} />, holder);
  const svg = holder.firstElementChild;
  if (!svg) throw new Error("nothing was drawn");
  const text = new XMLSerializer().serializeToString(svg);
  render(null, holder);
  return text;
}
