// The way through a script.
//
// Without this every part is on the page, each under the answer that leads to
// it, and a step beside the outcome loads the page anew. With it, only what the
// answers lead to is shown, and nothing beyond a question whose answer decides
// where it goes on; and what was ticked and written stays through a change of
// language, a complaint and "I'm still talking". The server keeps what it
// finds reached itself: what is hidden here decides nothing.
(() => {
  "use strict";
  const main = document.getElementById("main");
  let parts = [];

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
      // What can't be seen must not keep the form from being sent.
      for (const input of part.querySelectorAll("input")) input.disabled = part.hidden;
    });
  }

  function begin() {
    for (const hint of main.querySelectorAll("[data-loses]")) hint.hidden = true;
    // Where nothing can be answered yet, it is read as a whole.
    parts = main.querySelector("[data-part] input") ? [...main.querySelectorAll("[data-part]")] : [];
    if (parts.length === 0) return;
    for (const lead of main.querySelectorAll("[data-lead]")) lead.hidden = true;
    walk();
  }

  // The same card once more, with what was ticked and written so far.
  async function again(url, body) {
    const answer = await fetch(url, { method: body ? "POST" : "GET", body, credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("main");
    const { card, stage } = main.dataset;
    if (!fresh || fresh.dataset.card !== card || fresh.dataset.stage !== stage) return void location.assign(answer.url);
    for (const input of main.querySelectorAll("[data-outcome] input[id], [data-outcome] textarea[id]")) {
      const twin = page.getElementById(input.id);
      if (!twin) continue;
      twin.value = input.value;
      twin.checked = input.checked;
    }
    main.dataset.now = fresh.dataset.now;
    main.replaceChildren(...document.adoptNode(fresh).childNodes);
    main.dispatchEvent(new Event("switchboard:fresh"));
    main.querySelector("[role=alert], p.notice[role=status]:not(#unsent)")?.scrollIntoView({ block: "center" });
  }

  document.addEventListener("change", walk);
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-stay]") || main.dataset.stage !== "shown") return;
    event.preventDefault();
    again(form.action, new URLSearchParams(new FormData(form))).catch(() => form.submit());
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[hreflang]");
    if (!link || !main.contains(link) || main.dataset.stage !== "shown") return;
    event.preventDefault();
    again(link.href).catch(() => location.assign(link.href));
  });
  main.addEventListener("switchboard:fresh", begin);
  begin();
})();
