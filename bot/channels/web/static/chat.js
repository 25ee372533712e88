// Makes the talk livelier. Without it, or where it fails, the plain forms do the same.
const root = document.documentElement;
const log = document.getElementById("log");
const notice = document.getElementById("notice");
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const here = { last: log.dataset.last, stream: null, newest: null, busy: false, failed: false, timer: 0 };

const composer = () => document.getElementById("composer");
const add = (id) => {
  log.append(document.getElementById(id).content.cloneNode(true));
  return log.lastElementChild;
};

function wordsOf(form, button) {
  if (button?.dataset.said) return button.dataset.said;
  const marked = [...form.querySelectorAll(":checked")].map((box) => box.dataset.said);
  const typed = form.elements.text?.value.trim() ?? marked.join(", ");
  return typed.startsWith("/") ? "" : typed;
}

function showOwn(words) {
  const added = [];
  if (words) {
    added.push(add("mine"));
    added[0].querySelector("p").textContent = words;
  }
  added.push(add("typing"));
  here.newest = added[0];
  added[0].scrollIntoView({ block: "nearest", behavior: calm.matches ? "auto" : "smooth" });
  return added;
}

async function send(form, button) {
  const fields = new URLSearchParams(new FormData(form));
  if (button?.name) fields.append(button.name, button.value);
  const area = button?.name ? null : form.elements.text;
  const added = showOwn(wordsOf(form, button));
  const typed = area?.value;
  if (area) area.value = "";
  notice.textContent = "";
  here.busy = true;
  const undo = (words) => {
    for (const one of added) one.remove();
    if (area) area.value = typed;
    here.busy = false;
    notice.textContent = words;
  };
  try {
    const answer = await fetch(form.action, { method: "POST", body: fields, headers: { Accept: "application/json" } });
    if (answer.status >= 500) throw new Error("the server failed");
    const news = await answer.json();
    if (answer.status !== 202 || news.notice) undo(news.notice);
    else if (news.go) location.assign(news.go);
    else if (here.busy) here.timer = setTimeout(() => location.reload(), 6000);
    for (const field of document.querySelectorAll("[name=update]")) field.value = news.update ?? field.value;
  } catch (error) {
    const words = error instanceof TypeError && !here.failed ? document.getElementById("away").content.textContent.trim() : "";
    undo(words);
    here.failed = true;
    if (!words) plainly(form, button);
  }
}

function plainly(form, button) {
  if (button?.name) {
    const field = Object.assign(document.createElement("input"), { type: "hidden", name: button.name, value: button.value });
    form.append(field);
  }
  form.submit();
}

function said(event) {
  log.querySelector(".typing")?.remove();
  const found = document.createElement("template");
  found.innerHTML = event.data;
  for (const one of [...found.content.children]) {
    if (!document.getElementById(one.id)) {
      log.append(one);
      if (!here.newest?.isConnected) here.newest = one;
    }
  }
}

function prompted(event) {
  const old = composer();
  const focused = old.contains(document.activeElement) || document.activeElement === document.body;
  const typed = old.querySelector("textarea")?.value;
  const asked = old.dataset.for;
  old.outerHTML = event.data;
  const area = composer().querySelector("textarea");
  if (area && asked === composer().dataset.for) area.value = typed ?? "";
  clearTimeout(here.timer);
  Object.assign(here, { last: event.lastEventId, busy: false, failed: false });
  reveal(focused);
}

// What is new is read from its beginning; the focus goes to the question when that is in sight too.
function reveal(focus) {
  const start = here.newest ?? document.getElementById("bottom") ?? log.lastElementChild;
  const top = start.getBoundingClientRect().top + scrollY - 12;
  const fits = root.scrollHeight - top <= innerHeight;
  scrollTo({ top: fits ? root.scrollHeight : top, behavior: calm.matches ? "auto" : "smooth" });
  const control = composer().querySelector("textarea, input[type=checkbox], button");
  const target = fits || getComputedStyle(composer()).position === "sticky" ? control : start;
  if (target === start) start.tabIndex = -1;
  if (focus) target?.focus({ preventScroll: true });
  here.newest = null;
}

function listen(wait = 2000) {
  here.stream?.close();
  const stream = (here.stream = new EventSource(`/events?since=${here.last}`));
  stream.addEventListener("say", said);
  stream.addEventListener("prompt", prompted);
  stream.addEventListener("gone", () => location.assign("/?erased=1"));
  stream.addEventListener("error", () => {
    if (stream === here.stream && stream.readyState === EventSource.CLOSED && !document.hidden) {
      setTimeout(() => listen(Math.min(wait * 2, 30000)), wait);
    }
  });
}

root.classList.add("js");
addEventListener("pageshow", (event) => event.persisted && location.reload());
document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-live]")) return;
  event.preventDefault();
  if (!here.busy) send(event.target, event.submitter);
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || !event.target.matches("#composer textarea")) return;
  event.preventDefault();
  event.target.form.requestSubmit();
});
if (log.dataset.known) {
  reveal(location.hash === "#bottom");
  listen();
  document.addEventListener("visibilitychange", () => (document.hidden ? here.stream.close() : listen()));
}
