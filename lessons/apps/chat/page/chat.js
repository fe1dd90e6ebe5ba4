import { MessageList } from "./message-list.js";
import { Outbox } from "./outbox.js";
import { chosenLanguage, say } from "./words.js";

const find = (selector) => document.querySelector(selector);
const topic = new URLSearchParams(location.search).get("topic") || "chatroom";
const list = new MessageList();
const outbox = new Outbox(`api/topics/${encodeURIComponent(topic)}`, { changed: showUnsent, loggedOut: () => showJoin(true) });

let language = chosenLanguage();
let me = "";
let received = 0;
let about;
let lastId = "";
let stream;
/** Ids of messages that were shown: one that is sent again may be stored twice. */
const shown = new Set();

const word = (name, values) => say(language, name, values);

function showWords() {
  document.documentElement.lang = language;
  document.title = word("title");
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = word(element.dataset.word);
  for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", word(element.dataset.label));
  for (const button of document.querySelectorAll("[data-language]")) button.setAttribute("aria-pressed", String(button.dataset.language === language));
  find("#me").textContent = word("me", { name: me });
  find("#count").textContent = word("count", { count: received });
  find("#version").textContent = about ? word("version", about) : "";
  if (!find("#join-notice").hidden) find("#join-notice").textContent = word("loggedOut");
  showState(find("#state").dataset.state);
  showUnsent();
}

function showState(state) {
  find("#state").dataset.state = state;
  find("#state").textContent = word(state);
}

function showJoin(loggedOut) {
  find("#room").hidden = true;
  find("#join").hidden = false;
  find("#join-notice").hidden = !loggedOut;
  find("#join-notice").textContent = word("loggedOut");
  find("#name").value = me || find("#name").value;
  find("#name").focus();
}

function showRoom(name) {
  me = name;
  find("#join").hidden = true;
  find("#room").hidden = false;
  showWords();
  find("#text").focus();
  outbox.resume();
}

function showUnsent() {
  // What is stored within a moment was never worth a word.
  const worth = outbox.waiting.some(({ refused }) => refused) || outbox.reason !== "sending" || outbox.waiting.length > 1;
  find("#waiting").hidden = !worth || outbox.waiting.length === 0;
  find("#waiting-title").textContent = word("unsentCount", { count: outbox.waiting.length });
  const reason = word(`reason.${outbox.reason}`, { reason: outbox.reason });
  find("#reason").textContent = outbox.unknown ? `${reason} ${word("unknown")}` : reason;
  find("#unsent").replaceChildren(...outbox.waiting.slice(0, 50).map(unsentItem));
}

function unsentItem({ id, text, refused }) {
  const item = document.createElement("li");
  item.textContent = text.slice(0, 200);
  if (refused) {
    const remove = document.createElement("button");
    remove.type = "button";
    remove.textContent = word("remove");
    remove.addEventListener("click", () => outbox.remove(id));
    item.append(` — ${word(`reason.${refused}`, { reason: refused })}`, remove);
  }
  return item;
}

function messageItem({ from, text, at, partition, offset }) {
  const item = document.createElement("li");
  if (from === me) item.className = "mine";
  const who = document.createElement("b");
  who.textContent = from;
  const time = document.createElement("time");
  time.dateTime = at;
  time.textContent = new Date(at).toLocaleTimeString(language);
  time.title = word("where", { partition, offset });
  const body = document.createElement("p");
  body.textContent = text;
  item.append(who, time, body);
  return item;
}

function follow() {
  const after = lastId ? `&after=${lastId}` : "";
  stream = new EventSource(`sse/connect?topic=${encodeURIComponent(topic)}${after}`);
  stream.addEventListener("ready", ({ lastEventId }) => {
    lastId = lastEventId || lastId;
    showState("connected");
  });
  stream.addEventListener("gap", ({ data, lastEventId }) => {
    lastId = lastEventId || lastId;
    const item = document.createElement("li");
    item.className = "gap";
    item.textContent = word("gap", JSON.parse(data));
    list.add(item);
  });
  stream.addEventListener("message", ({ data, lastEventId }) => {
    lastId = lastEventId;
    takeMessage(JSON.parse(data));
  });
  stream.addEventListener("error", () => {
    showState("disconnected");
    // The browser comes again by itself after a break; after an answer that was an error it does not.
    if (stream.readyState === EventSource.CLOSED) setTimeout(follow, 2_000);
  });
}

function takeMessage(message) {
  if (shown.has(message.id)) return;
  shown.add(message.id);
  if (shown.size > 5_000) shown.delete(shown.values().next().value);
  received++;
  find("#count").textContent = word("count", { count: received });
  list.add(messageItem(message));
}

find("#languages").addEventListener("click", ({ target }) => {
  if (!target.dataset.language) return;
  language = target.dataset.language;
  localStorage.setItem("language", language);
  showWords();
});

find("#join").addEventListener("submit", async (event) => {
  event.preventDefault();
  const notice = find("#join-notice");
  try {
    const answer = await fetch("api/sessions", { method: "POST", body: JSON.stringify({ name: find("#name").value }), signal: AbortSignal.timeout(12_000) });
    const body = await answer.json();
    if (answer.status === 201) return showRoom(body.name);
    notice.textContent = word(`reason.${body.reason}`, body);
  } catch {
    // No answer, or none of the chat's.
    notice.textContent = word("reason.server-away");
  }
  notice.hidden = false;
});

find("#write").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = find("#text").value;
  if (text.trim() === "") return;
  find("#text").value = "";
  outbox.add(text);
});

// Enter sends, Shift+Enter begins a new line; not while an input method is composing.
find("#text").addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  find("#write").requestSubmit();
});

showWords();
follow();
// Neither is needed for the chat itself: without an answer nothing is shown.
const asked = await Promise.allSettled(["about", "api/sessions/me"].map(async (path) => {
  const answer = await fetch(path, { signal: AbortSignal.timeout(12_000) });
  return answer.ok ? answer.json() : undefined;
}));
about = asked[0].value;
if (asked[1].value) showRoom(asked[1].value.name);
else showJoin(false);
showWords();
