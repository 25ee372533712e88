// Puts a button beside what is to be copied. Without it one selects the text by hand.
for (const place of document.querySelectorAll("[data-copy]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button--verb";
  const { copy, copied, about, text } = place.dataset;
  button.textContent = copy;
  if (about) button.setAttribute("aria-label", `${copy}: ${about}`);
  button.addEventListener("click", async () => {
    await put(text || place.textContent.trim(), place);
    button.textContent = copied;
    document.getElementById("copied").textContent = copied; // for who does not see the button
    setTimeout(() => (button.textContent = copy), 3000);
  });
  place.after(button);
}

// Browsers give the clipboard to pages over https only; elsewhere what is selected is copied.
async function put(text, place) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = document.createElement("textarea");
  area.value = text;
  place.after(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}
