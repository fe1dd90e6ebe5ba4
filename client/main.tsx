import { render } from "preact";
import "./design/tokens.css";
import "./design/dark.css";
import "./design/base.css";
import "./design/controls.css";
import "./frame/frame.css";
import "./design/over.css";
import "./settings/settings.css";
import "./preferences/theme.ts";
import { App } from "./app.tsx";
import { openSession } from "./session.ts";

const root = document.getElementById("app");
if (!root) throw new Error("index.html has no #app");
render(<App />, root);
await openSession();
