// What happened on a card is never lost to a bad line.
//
// The form works without this. With it, an outcome is first kept on the phone
// (the card's id, the outcome's code, a time to call back, ticked answers; no
// name, number, note or typed words), then sent, and forgotten here only when a page comes back that says
// it saved that very card: `data-saved`. A sign-in page or an error is no such
// page. What waits is tried again on every page and when the line is back.
(() => {
  "use strict";
  const KEY = "switchboard-unsent";
  const KEEP_MS = 7 * 24 * 3600 * 1000;
  const MOST = 50;
  const SEND_MS_MAX = 15000;
  const notice = document.getElementById("unsent");
  const main = document.getElementById("main");
  let sending = false;

  function kept() {
    try {
      const list = JSON.parse(localStorage.getItem(KEY) || "[]");
      return Array.isArray(list) ? list.filter((item) => Date.now() - item.at < KEEP_MS) : [];
    } catch {
      return [];
    }
  }

  function keep(list) {
    try {
      if (list.length === 0) localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, JSON.stringify(list.slice(-MOST)));
      return true;
    } catch {
      return false;
    }
  }

  const without = (card) => kept().filter((item) => item.card !== card);

  function say(which) {
    if (notice) notice.textContent = notice.dataset[which] || "";
  }

  async function send(url, fields) {
    const answer = await fetch(url, {
      method: "POST",
      body: new URLSearchParams(fields),
      credentials: "same-origin",
      signal: AbortSignal.timeout?.(SEND_MS_MAX),
    });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return { answer, page, saved: page.querySelector("main[data-saved]")?.dataset.saved };
  }

  async function submit(event) {
    const form = event.target;
    const card = main.dataset.card;
    if (!form.matches("form[data-outcome]") || !card || !event.submitter) return;
    event.preventDefault();
    if (sending) return;
    sending = true;
    const fields = new FormData(form, event.submitter);
    const item = { card, outcome: event.submitter.value, at: Date.now() };
    const typed = new Set([...form.querySelectorAll("[data-free]")].map((input) => input.name));
    item.fields = [...fields].filter(([name, value]) =>
      value && (name === "call_back_at" || name === "language" || name.startsWith("a.")) && !typed.has(name));
    const safe = keep([...without(card), item]);
    try {
      const { answer, page, saved } = await send(form.action, fields);
      if (saved === card) {
        keep(without(card));
        // Saved late, the answer stands at no address of its own: it is shown here.
        if (answer.redirected) location.assign(answer.url);
        else document.body.replaceWith(document.adoptNode(page.body));
        return;
      }
      if (answer.status === 422) {
        keep(without(card));
        const fresh = page.getElementById("main");
        if (fresh) main.innerHTML = fresh.innerHTML;
        sending = false;
        main.querySelector("[role=alert]")?.scrollIntoView();
        return;
      }
    } catch {
      // No line, or too slow: it stays kept.
    }
    sending = false;
    say(safe ? "kept" : "lost");
    document.getElementById("unsent")?.scrollIntoView({ block: "center" });
  }

  async function sendKept() {
    const csrf = document.querySelector("input[name=csrf]")?.value;
    const waiting = kept();
    if (!csrf || waiting.length === 0) return;
    let sent = 0;
    for (const item of waiting) {
      const { card, outcome } = item;
      const fields = [["csrf", csrf], ["outcome", outcome], ...(item.fields || [])];
      if (item.call_back_at) fields.push(["call_back_at", item.call_back_at]);
      try {
        const path = `/desk/cards/${encodeURIComponent(card)}/outcome`;
        const { saved } = await send(path, fields);
        if (saved !== card) continue;
        keep(without(card));
        sent += 1;
      } catch {
        break;
      }
    }
    if (kept().length > 0) say("kept");
    else if (sent > 0) say("sent");
  }

  document.addEventListener("submit", submit);
  window.addEventListener("online", sendKept);
  if (main.dataset.saved) keep(without(main.dataset.saved));
  sendKept();
})();
