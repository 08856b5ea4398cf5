// One bubble of a chat. Words reach the page as text alone, never as markup.

/** A new element with a class and a text. */
export function element(tag, className = "", text = "") {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

/** The line that parts two days. */
export function daySeparator(day) {
  const line = element("p", "day");
  line.append(element("span", "", day));
  return line;
}

/** The bubble as it stands in the chat; `tap(button)` is called when one of its buttons is tapped. */
export function bubbleElement(bubble, tap) {
  const row = element("div", bubble.mine ? "bubble mine" : "bubble");
  row.setAttribute("role", "group");
  row.setAttribute("aria-label", bubble.mine ? "คุณ" : "ติดตาม");
  row.dataset.testid = "bubble";
  row.dataset.number = bubble.number;
  const stack = element("div", "stack");
  bubble.attachments.forEach((file) => stack.append(file.picture ? picture(file) : fileCard(file)));
  const isNameOfFile = bubble.attachments.some((file) => file.name === bubble.text);
  if (bubble.buttons.length || bubble.link) stack.append(card(bubble, tap));
  else if (bubble.text && !isNameOfFile) stack.append(element("p", "words", bubble.text));
  const time = element("time", "at", bubble.time);
  time.dateTime = bubble.at;
  row.append(stack, time);
  return row;
}

/** Buttons as both the card and the quick replies have them. */
export function tapButton(button, className, tap) {
  const made = element("button", className, button.label);
  made.type = "button";
  made.dataset.testid = className === "chip" ? "quick-reply" : "button";
  made.dataset.data = button.data;
  made.addEventListener("click", () => tap(button));
  return made;
}

function card(bubble, tap) {
  const made = element("div", "card");
  if (bubble.text) made.append(element("p", "card-words", bubble.text));
  const main = bubble.buttons.filter((button) => button.weight === "main");
  const others = bubble.buttons.filter((button) => button.weight !== "main");
  [...others, ...main].forEach((button) => {
    made.append(tapButton(button, button.weight === "quiet" ? "tap quiet" : "tap", tap));
  });
  if (bubble.link) {
    const link = element("a", "tap", bubble.link.label);
    opens(link, bubble.link.url);
    link.dataset.testid = "link";
    made.append(link);
  }
  return made;
}

function picture(file) {
  const link = element("a", "picture");
  opens(link, file.url);
  const image = element("img");
  image.src = file.url;
  image.alt = file.name;
  link.append(image);
  return link;
}

function fileCard(file) {
  const link = element("a", "file");
  link.href = file.url;
  link.download = file.name;
  link.dataset.testid = "file";
  const words = element("span", "file-words");
  words.append(element("span", "file-name", file.name), element("span", "file-size", `${file.size} · ดาวน์โหลด`));
  link.append(element("span", "file-kind", file.kind), words);
  return link;
}

function opens(link, url) {
  link.href = url;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
}
