/** A server for the terminal bench in a process of its own: `terminal-server.ts HOLDER_SOCKET PAGE_FOLDER`; prints its port. Ends with its standard input. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { Server } from "socket.io";
import { connectHolder } from "../../clusters/holder/connect-holder.ts";
import { serveTerminals } from "../../server/terminal/serve-terminals.ts";

const [socketPath, pageFolder] = process.argv.slice(2);
const holder = connectHolder(socketPath!);
const app = express();
app.use(express.static(pageFolder!));
const http = createServer(app);
new Server(http, { transports: ["websocket"], serveClient: false }).on("connection", (socket) => {
  serveTerminals(socket, { holder: () => holder, report: (error) => void process.stderr.write(`${String(error)}\n`) });
});
http.listen(0, "127.0.0.1", () => void process.stdout.write(`${(http.address() as AddressInfo).port}\n`));
process.stdin.on("end", () => process.exit(0)).resume();
