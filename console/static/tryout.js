// The try-out's page: asks the server what is new, moves the clock, and lets the phones speak one after another.

import { Phone } from "./phone.js";

const words = document.body.dataset;
const alert_ = document.getElementById("alert");
const phones = document.querySelector(".phones");
const chats = new Map();
const read = remembered();
let sending = Promise.resolve();
let working = false;
let state = { after: 0, clock: "", busy: "" };

const made = [];
for (const section of document.querySelectorAll(".phone")) {
  made.push(new Phone(section, { chats, read, send, changed: mark }));
}

/** One message after another, in the order they were said; true when it was taken. */
function send(fields) {
  if (fields.file && fields.file.size > Number(words.limit)) {
    complain(words.tooLarge);
    return Promise.resolve(false);
  }
  sending = sending.then(() => (fields.file ? post("tryout/file", form(fields)) : post("tryout/say", fields)));
  return sending;
}

function form(fields) {
  const made = new FormData();
  Object.entries(fields).forEach(([name, value]) => made.append(name, value));
  return made;
}

async function post(path, body) {
  try {
    const json = !(body instanceof FormData);
    const headers = json ? { "Content-Type": "application/json" } : {};
    const response = await fetch(path, { method: "POST", headers, body: json ? JSON.stringify(body) : body });
    if (!response.ok) {
      const { detail } = await response.json().catch(() => ({}));
      complain(typeof detail === "string" ? detail : words.failed);
    } else complain("");
    return response.ok;
  } catch {
    complain(words.failed);
    return false;
  }
}

function complain(sentence) {
  alert_.textContent = sentence;
  alert_.hidden = !sentence;
}

/** Dots wherever something waits that is not on the screen. */
function mark() {
  for (const phone of made) {
    const waits = phone.mark(getComputedStyle(phone.section).display !== "none");
    document.querySelector(`[data-which="${phone.section.dataset.phone}"] .dot`).hidden = !waits;
  }
  sessionStorage.setItem("read", JSON.stringify([words.run, [...read]]));
}

/** What this tab has read of this very run of the try-out, also after a reload. */
function remembered() {
  const [run, numbers] = JSON.parse(sessionStorage.getItem("read") ?? '["", []]');
  return new Map(run === document.body.dataset.run ? numbers : []);
}

const movers = [...document.querySelectorAll("[data-move], [data-fill]")];
function restrain() {
  const held = working || Boolean(state.busy);
  movers.forEach((button) => button.setAttribute("aria-disabled", String(held)));
  document.getElementById("busy").textContent = state.busy;
  document.body.classList.toggle("working", held);
}
for (const button of movers) {
  button.addEventListener("click", async () => {
    if (working || state.busy) return;
    working = true;
    restrain();
    await (button.dataset.move ? post("tryout/move", { to: button.dataset.move }) : post("tryout/fill", {}));
    working = false;
    restrain();
  });
}

for (const button of document.querySelectorAll("[data-which]")) {
  button.addEventListener("click", () => {
    phones.dataset.shown = button.dataset.which;
    document.querySelectorAll("[data-which]").forEach((b) => b.setAttribute("aria-pressed", String(b === button)));
    made.forEach((phone) => phone.toEnd());
    mark();
  });
}

const pc = document.getElementById("pc");
pc.addEventListener("change", () => {
  document.body.classList.toggle("pc", pc.checked);
  made.forEach((phone) => phone.toEnd());
});
const narrow = window.matchMedia("(max-width: 819px)");
narrow.addEventListener("change", mark);
document.querySelector(".help").open = !narrow.matches;

function take(news) {
  const clock = document.getElementById("clock");
  clock.textContent = news.clock;
  clock.dateTime = news.now;
  state = { after: news.last, clock: news.clock, busy: news.busy };
  for (const bubble of news.bubbles) {
    if (!chats.has(bubble.chat_id)) chats.set(bubble.chat_id, []);
    chats.get(bubble.chat_id).push(bubble);
  }
  if (news.bubbles.length) {
    made.forEach((phone) => phone.add(news.bubbles));
    mark();
  }
  restrain();
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function listen() {
  let lost = false;
  for (;;) {
    let news;
    try {
      const response = await fetch(`tryout/state?${new URLSearchParams(state)}`);
      if (!response.ok) throw new Error(response.statusText);
      news = await response.json();
    } catch {
      lost = true;
      complain(words.offline);
      await pause(1500);
      continue;
    }
    if (news.run !== words.run) return location.reload(); // another run of the try-out: its bubbles begin anew
    if (lost) complain("");
    lost = false;
    take(news);
    await pause(30);
  }
}

listen();
