// Makes the talk livelier, and keeps what is typed. Without it, or where it fails, the plain forms do the same.
const byId = (id) => document.getElementById(id);
const log = byId("log");
const talk = { last: log.dataset.last, stream: null, newest: null, timer: 0, turn: 0, sent: false };
const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
const add = (id) => log.appendChild(byId(id).content.firstElementChild.cloneNode(true));
const words = (id) => byId(id).content.textContent.trim();
const tell = (what) => (byId("notice").textContent = what);

// A draft lives in this tab alone, under its question and whose page it is; a page of another clears it.
const place = (composer = byId("composer")) => `${log.dataset.known}/${composer.dataset.for}`;

const back = () => `${log.dataset.known}/returned`;

function forgetOthers() {
  const others = Object.keys(sessionStorage).filter((key) => !key.startsWith(`${log.dataset.known}/`));
  for (const key of others) sessionStorage.removeItem(key);
}

function typed() {
  const area = byId("text");
  if (area.value) sessionStorage.setItem(place(), area.value);
  else sessionStorage.removeItem(place());
  const left = area.dataset.most - [...area.value.trim()].length;
  const told = left < 0 ? words("over").replace("#", -left) : words("left").replace("#", left);
  byId("count").textContent = left < area.dataset.most / 10 ? told : "";
  area.setCustomValidity(left < 0 ? told : ""); // so the browser sends nothing that would be refused
}

function wordsOf(form, button) {
  if (button?.dataset.said) return button.dataset.said;
  const marked = Array.from(form.querySelectorAll(":checked"), (box) => box.dataset.said);
  const typed = form.elements.text?.value.trim() ?? marked.join(", ");
  return typed.startsWith("/") ? "" : typed;
}

const pause = (wait) => new Promise((done) => {
  setTimeout(done, wait);
  addEventListener("online", done, { once: true });
});

// Tried until we answer ourselves, and no failing proxy. What is posted twice counts once, by its number.
async function delivered(form, body) {
  const turn = ++talk.turn;
  const asks = { method: "POST", body, headers: { Accept: "application/json" } };
  for (let wait = 1000; turn === talk.turn; wait = Math.min(wait * 2, 30000)) {
    const answer = await fetch(form.action, { ...asks, signal: AbortSignal.timeout(30000) }).catch(() => null);
    const news = await answer?.json().catch(() => null);
    if (news && answer.status < 500) return news;
    if (answer && answer.status >= 400 && answer.status < 500) return { notice: words("refused") };
    if (form.isConnected) tell(words("away"));
    await pause(wait);
  }
  return null; // the next message was sent since
}

async function send(form, button) {
  const fields = new URLSearchParams(new FormData(form));
  if (button?.name) fields.append(button.name, button.value);
  const own = wordsOf(form, button);
  const added = own ? [add("mine"), add("typing")] : [add("typing")];
  if (own) added[0].querySelector("p").textContent = own;
  added.at(-1).scrollIntoView({ block: "nearest", behavior });
  const [area, draft] = [form.elements.text, place()];
  const text = area?.value;
  if (area) area.value = byId("count").textContent = "";
  tell("");
  byId("composer").ariaBusy = "true";
  byId("text").readOnly = true; // it would go with the question
  talk.newest = added[0];
  talk.sent = true;
  const undo = (why) => {
    added.forEach((one) => one.remove());
    if (area) area.value = text;
    tell(why);
    byId("composer").ariaBusy = "false";
    byId("text").readOnly = talk.sent = false;
    typed();
  };
  const slow = setTimeout(() => form.isConnected && tell(words("slow")), 1500);
  const news = await delivered(form, fields);
  clearTimeout(slow);
  if (!news) return;
  for (const field of document.getElementsByName("update")) field.value = news.update ?? field.value;
  if (news.returned) { // the page is made anew around it, under the question that stands there now
    sessionStorage.setItem(back(), text);
    return location.assign("/?moved=1#bottom");
  }
  if (news.stale === log.dataset.known) return location.assign("/?stale=1#bottom");
  if (news.notice) return undo(news.notice);
  if (area && sessionStorage.getItem(draft) === text) sessionStorage.removeItem(draft);
  if (news.go) location.assign(news.go);
  else if (!log.dataset.known) location.replace("/?begun=1#bottom");
  else if (form.isConnected) talk.timer = setTimeout(reload, 4000);
}

// Not before there is a page to be had: that of a failing proxy would take the place of the talk.
async function reload(wait = 1000) {
  const page = await fetch("/").catch(() => null);
  if (page?.ok) return location.reload();
  tell(words("away"));
  await pause(wait);
  return reload(Math.min(wait * 2, 30000));
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
  const { value } = byId("text");
  old.outerHTML = data;
  const moved = place(old) !== place();
  if (moved) sessionStorage.removeItem(place(old));
  if (!moved || !talk.sent) byId("text").value = value; // what goes on elsewhere takes no words away
  tell(moved && !talk.sent && value ? words("moved") : "");
  typed();
  talk.sent = false;
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
addEventListener("pageshow", (event) => event.persisted && reload());
addEventListener("toggle", () => byId("composer").scrollIntoView({ block: "end", behavior }), true);
addEventListener("click", (event) => { // the second of two would answer the next question
  if (event.detail > 1 && event.target.closest("[data-live] button")) event.preventDefault();
});
addEventListener("input", (event) => event.target.id === "text" && typed());
addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.target.id !== "text") return;
  if (!matchMedia("(hover: hover)").matches) return; // on a phone Enter begins a line
  event.preventDefault();
  event.target.form.requestSubmit();
});
addEventListener("submit", (event) => {
  if (!("live" in event.target.dataset)) return;
  event.preventDefault();
  if (byId("composer").ariaBusy !== "true") send(event.target, event.submitter);
});
if (location.search === "?begun=1") history.replaceState(null, "", "/#bottom");
forgetOthers();
const kept = [back(), place()].map((key) => sessionStorage.getItem(key)).filter(Boolean);
if (kept.length) byId("text").value = kept.join("\n");
sessionStorage.removeItem(back());
typed();
if (log.dataset.known) {
  reveal(location.hash === "#bottom");
  listen();
  document.addEventListener("visibilitychange", () => (document.hidden ? talk.stream.close() : listen()));
}
