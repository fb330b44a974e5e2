// The way through a script.
//
// Without this every part is on the page, each under the answer that leads to
// it. With it, only what the answers lead to is shown, and nothing beyond a
// question whose answer decides where it goes on. The server keeps what it
// finds reached itself: what is hidden here decides nothing.
(() => {
  "use strict";
  const parts = [...document.querySelectorAll("[data-part]")];
  if (parts.length === 0) return;

  function next(part) {
    const ways = [...part.querySelectorAll("input[type=radio][data-next]")];
    const chosen = ways.find((way) => way.checked);
    if (chosen) return Number(chosen.dataset.next);
    const decides = new Set(ways.map((way) => way.dataset.next)).size > 1;
    return decides ? parts.length : Number(part.dataset.next);
  }

  function walk() {
    const reached = new Set();
    for (let at = 0; at < parts.length; at = Math.max(at + 1, next(parts[at]))) reached.add(at);
    parts.forEach((part, at) => {
      part.hidden = !reached.has(at);
    });
  }

  // Where nothing can be answered yet, it is read as a whole.
  if (!document.querySelector("[data-part] input")) return;
  for (const lead of document.querySelectorAll("[data-lead]")) lead.hidden = true;
  document.addEventListener("change", walk);
  walk();
})();
