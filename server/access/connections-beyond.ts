import type { EventEmitter } from "node:events";
import type { Socket } from "socket.io";
import { AddressPlaces } from "./address-places.ts";
import { callerAddress } from "./caller-address.ts";

/** The WebSocket connections that came when their address had as many as it may have: to be refused, and counted for nobody. `engine` is socket.io's. */
export function connectionsBeyond(mostPerAddress: number, engine: EventEmitter): WeakSet<object> {
  const places = new AddressPlaces(mostPerAddress);
  const beyond = new WeakSet<object>();
  // One for a connection, however often its client joins and leaves by it.
  engine.on("connection", (connection: Socket["conn"]) => {
    const place = places.take(callerAddress(connection.request));
    if (place) connection.once("close", () => place[Symbol.dispose]());
    else beyond.add(connection);
  });
  return beyond;
}
