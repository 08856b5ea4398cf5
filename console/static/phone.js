// One phone on the page: whose it is, the chat that stands on it, and what is typed into it.

import { bubbleElement, daySeparator, element, tapButton } from "./bubble.js";

const SHOWN = 120; // bubbles drawn at first, and more at each wish for older ones
const NEAR = 80; // pixels from the end that still count as reading the end

export class Phone {
  /** `chats`: chat id → its bubbles; `read`: chat id → number of the last bubble seen; `send(fields)`: one message. */
  constructor(section, { chats, read, send, changed }) {
    Object.assign(this, { section, chats, read, send, changed });
    this.chat = section.querySelector(".chat");
    this.quick = section.querySelector(".quick");
    this.select = section.querySelector("select");
    this.unread = section.querySelector(".unread");
    this.input = section.querySelector("textarea");
    this.typed = new Map();
    this.select.addEventListener("change", () => this.show(this.select.value));
    this.unread.addEventListener("click", () => this.show(this.unreadChats()[0] ?? this.id));
    this.chat.addEventListener("scroll", () => {
      const { scrollHeight, scrollTop, clientHeight } = this.chat;
      this.following = scrollHeight - scrollTop - clientHeight < NEAR;
    });
    new ResizeObserver(() => this.following && this.toEnd()).observe(this.chat);
    this.listenToComposer();
    this.show(this.select.value);
  }

  get id() {
    return this.chat.dataset.chat;
  }

  /** Turn to another person's chat; what was typed and not sent waits with its own chat. */
  show(id) {
    this.typed.set(this.id, this.input.value);
    this.chat.dataset.chat = this.select.value = id;
    this.input.value = this.typed.get(id) ?? "";
    this.fit();
    this.draw(SHOWN);
    this.changed();
  }

  /** Bubbles of all chats have come: draw those of this one. */
  add(bubbles) {
    const mine = bubbles.filter((bubble) => bubble.chat_id === this.id);
    if (!mine.length) return;
    if (mine.length > SHOWN || this.chat.childElementCount > 5 * SHOWN) {
      this.draw(SHOWN);
      return;
    }
    this.append(mine);
    if (this.following || mine.some((bubble) => bubble.mine)) this.toEnd();
  }

  /** The chat from its newest `count` bubbles, anew and without reading it all out. */
  draw(count) {
    const all = this.chats.get(this.id) ?? [];
    this.chat.setAttribute("aria-live", "off");
    this.chat.replaceChildren();
    this.day = "";
    if (all.length > count) {
      const older = element("button", "older", document.body.dataset.older);
      older.type = "button";
      older.addEventListener("click", () => {
        const below = this.chat.scrollHeight - this.chat.scrollTop;
        this.draw(count + SHOWN);
        this.chat.scrollTop = this.chat.scrollHeight - below;
        this.following = false;
        this.chat.focus();
      });
      this.chat.append(older);
    }
    this.append(all.slice(-count));
    this.toEnd();
    requestAnimationFrame(() => this.chat.setAttribute("aria-live", "polite"));
  }

  append(bubbles) {
    const tap = (button) => this.send({ chat_id: this.id, data: button.data, label: button.label });
    const drawn = document.createDocumentFragment();
    for (const bubble of bubbles) {
      if (bubble.day !== this.day) drawn.append(daySeparator(bubble.day));
      this.day = bubble.day;
      drawn.append(bubbleElement(bubble, tap));
    }
    for (const image of drawn.querySelectorAll("img")) {
      image.addEventListener("load", () => this.following && this.toEnd());
    }
    this.chat.append(drawn);
    const newest = (this.chats.get(this.id) ?? []).at(-1);
    const offered = newest && !newest.mine ? newest.buttons : [];
    this.quick.replaceChildren(...offered.map((button) => tapButton(button, "chip", tap)));
    this.quick.hidden = !offered.length;
    this.quick.scrollLeft = 0;
  }

  toEnd() {
    this.following = true;
    this.chat.scrollTop = this.chat.scrollHeight;
  }

  unreadChats() {
    const new_ = ({ value }) => {
      const last = (this.chats.get(value) ?? []).findLast((bubble) => !bubble.mine);
      return value !== this.id && last && last.number > (this.read.get(value) ?? 0);
    };
    return [...this.select.options].filter(new_).map((option) => option.value);
  }

  /** Mark what is on the screen as read, and the other chats with their dots. */
  mark(visible) {
    const newest = (this.chats.get(this.id) ?? []).at(-1);
    if (visible && newest) this.read.set(this.id, newest.number);
    const waiting = this.unreadChats();
    for (const option of this.select.options) {
      const label = (waiting.includes(option.value) ? "● " : "") + option.dataset.name;
      if (option.textContent !== label) option.textContent = label;
    }
    this.unread.hidden = !waiting.length;
    this.unread.querySelector(".count").textContent = waiting.length;
    return waiting.length > 0 || Boolean(newest && newest.number > (this.read.get(this.id) ?? 0));
  }

  listenToComposer() {
    const form = this.section.querySelector("form");
    const file = form.querySelector("input[type=file]");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.sendTyped();
    });
    this.input.addEventListener("input", () => this.fit());
    this.input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.sendTyped();
    });
    file.addEventListener("change", () => {
      if (file.files.length) this.send({ chat_id: this.id, file: file.files[0] });
      file.value = "";
    });
  }

  async sendTyped() {
    const [chat_id, text] = [this.id, this.input.value];
    if (!text.trim()) return;
    this.input.value = "";
    this.fit();
    const sent = await this.send({ chat_id, text });
    if (!sent && this.id === chat_id && !this.input.value) this.input.value = text;
  }

  /** As tall as what is typed, up to the five lines that the style allows. */
  fit() {
    this.input.style.height = "auto";
    this.input.style.height = `${this.input.scrollHeight}px`;
  }
}
