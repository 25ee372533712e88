// Makes the talk livelier. Without it, or where it fails, the plain forms do the same.
const byId = (id) => document.getElementById(id);
const log = byId("log");
const talk = { last: log.dataset.last, stream: null, newest: null, timer: 0 };
const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
const add = (id) => log.appendChild(byId(id).content.firstElementChild.cloneNode(true));

function wordsOf(form, button) {
  if (button?.dataset.said) return button.dataset.said;
  const marked = Array.from(form.querySelectorAll(":checked"), (box) => box.dataset.said);
  const typed = form.elements.text?.value.trim() ?? marked.join(", ");
  return typed.startsWith("/") ? "" : typed;
}

async function send(form, button) {
  const fields = new URLSearchParams(new FormData(form));
  if (button?.name) fields.append(button.name, button.value);
  const words = wordsOf(form, button);
  const added = words ? [add("mine"), add("typing")] : [add("typing")];
  if (words) added[0].querySelector("p").textContent = words;
  added.at(-1).scrollIntoView({ block: "nearest", behavior });
  const { text: area } = form.elements;
  const typed = area?.value;
  if (area) area.value = byId("notice").textContent = "";
  byId("composer").ariaBusy = "true";
  talk.newest = added[0];
  const undo = (why) => {
    added.forEach((one) => one.remove());
    if (area) area.value = typed;
    byId("notice").textContent = why;
    byId("composer").ariaBusy = "false";
  };
  try {
    const asks = { method: "POST", body: fields, headers: { Accept: "application/json" } };
    const answer = await fetch(form.action, asks);
    if (answer.status >= 500) throw new Error("the server failed");
    const news = await answer.json();
    if (news.notice) undo(news.notice);
    else if (news.go) location.assign(news.go);
    else if (form.isConnected) talk.timer = setTimeout(() => location.reload(), 4000);
    for (const field of document.getElementsByName("update")) field.value = news.update ?? field.value;
  } catch (error) {
    const offline = error instanceof TypeError; // then a plain form would lose what was typed
    undo(offline ? byId("away").content.textContent.trim() : "");
    if (offline) return;
    const { name = "", value = "" } = button ?? {};
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    form.submit();
  }
}

function said({ data }) {
  log.querySelector(".typing")?.remove();
  const found = document.createElement("template");
  found.innerHTML = data;
  for (const one of [...found.content.children].filter(({ id }) => !byId(id))) {
    log.append(one);
    if (!talk.newest?.isConnected) talk.newest = one;
  }
}

function prompted({ data, lastEventId }) {
  const old = byId("composer");
  const focus = old.contains(document.activeElement) || document.activeElement === document.body;
  const typed = byId("text")?.value ?? "";
  old.outerHTML = data;
  if (byId("text") && old.dataset.for === byId("composer").dataset.for) byId("text").value = typed;
  clearTimeout(talk.timer);
  talk.last = lastEventId;
  reveal(focus);
}

// What is new is read from its beginning; the focus goes to the question where that is in sight too.
function reveal(focus) {
  const start = talk.newest ?? byId("bottom") ?? log.lastElementChild;
  const top = start.getBoundingClientRect().top + scrollY - 12;
  const fits = document.body.scrollHeight - top <= innerHeight;
  scrollTo({ top: fits ? document.body.scrollHeight : top, behavior });
  const sticks = getComputedStyle(byId("composer")).position === "sticky";
  // not a button: who presses Enter twice would choose it unseen
  const control = byId("composer").querySelector("textarea, fieldset");
  if (control?.matches("fieldset")) control.tabIndex = -1;
  const below = control ? control.getBoundingClientRect().bottom + scrollY - top : Infinity;
  start.tabIndex = -1;
  if (focus) (fits || sticks || below < innerHeight ? control ?? start : start).focus({ preventScroll: true });
  talk.newest = null;
}

function listen(wait = 2000) {
  talk.stream?.close();
  const stream = (talk.stream = new EventSource(`/events?since=${encodeURIComponent(talk.last)}`));
  stream.addEventListener("say", said);
  stream.addEventListener("prompt", prompted);
  stream.addEventListener("gone", ({ data }) => location.assign(data));
  stream.onerror = () => {
    const ended = stream === talk.stream && stream.readyState === EventSource.CLOSED;
    if (ended && !document.hidden) setTimeout(listen, wait, Math.min(wait * 2, 30000));
  };
}

document.documentElement.classList.add("js");
addEventListener("pageshow", (event) => event.persisted && location.reload());
addEventListener("toggle", () => byId("composer").scrollIntoView({ block: "end", behavior }), true);
addEventListener("click", (event) => { // the second of two would answer the next question
  if (event.detail > 1 && event.target.closest("[data-live] button")) event.preventDefault();
});
addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.target.id !== "text") return;
  event.preventDefault();
  event.target.form.requestSubmit();
});
addEventListener("submit", (event) => {
  if (!("live" in event.target.dataset)) return;
  event.preventDefault();
  if (byId("composer").ariaBusy !== "true") send(event.target, event.submitter);
});
if (log.dataset.known) {
  reveal(location.hash === "#bottom");
  listen();
  document.addEventListener("visibilitychange", () => (document.hidden ? talk.stream.close() : listen()));
}
