// What happened on a card is never lost to a bad line.
//
// The form works without this. With it, an outcome is first kept on the phone
// (in clear the card's id, the outcome's code, a time to call back; no name, number,
// note or anything typed or ticked), then sent, and forgotten here only when a page comes
// back that says it saved that very card: `data-saved`. A sign-in page or an
// error is no such page. What waits is tried again on every page and when the
// line is back.
//
// While the page stays open, its form is sent as it stands. For when it doesn't,
// answers and the note wait beside the outcome for a day at most, sealed to the session:
// under a key made of its proof for forms, which is on its pages and is kept nowhere. A note
// may name people, and sealed it is no clearer than a tick (decision 0054). Once
// the session is over nobody opens them, and the outcome goes alone.
(() => {
  "use strict";
  // What waits in practice is never sent to the live world, nor the other way.
  const under = location.pathname.startsWith("/practice/") ? "/practice" : "";
  const KEY = `switchboard-unsent${under}`;
  const KEEP_MS = 7 * 24 * 3600 * 1000;
  const SEALED_KEEP_MS = 24 * 3600 * 1000;
  const MOST = 50;
  const SEND_MS_MAX = 15000;
  // From the smallest to the largest: of two the larger stands, and no other word takes its place.
  const OBJECTIONS = ["dont-call-this-campaign", "dont-call-any-campaign", "dont-call-anyone"];
  const TALKS = ["answered", "refused", "call-back"];
  const main = document.getElementById("main");
  let sending = false;
  // The card whose outcome was tapped on this very page and not sent: its form still holds all that was said.
  let tapped;

  function kept() {
    try {
      const list = JSON.parse(localStorage.getItem(KEY) || "[]");
      if (!Array.isArray(list)) return [];
      const young = list.filter((item) => Date.now() - item.at < KEEP_MS);
      for (const item of young) if (Date.now() - item.sealed?.at >= SEALED_KEEP_MS) delete item.sealed;
      return young;
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

  const text = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)));
  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

  async function sessionKey() {
    const proof = document.querySelector("input[name=csrf]").value;
    if (!proof) throw new Error("no session");
    const raw = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`switchboard answers ${proof}`));
    return crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
  }

  // Undefined where there is nothing to seal, or no way to.
  async function seal(answers) {
    if (answers.length === 0) return undefined;
    try {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const said = new TextEncoder().encode(JSON.stringify(answers));
      const box = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await sessionKey(), said);
      return { iv: text(iv), box: text(box), at: Date.now() };
    } catch {
      return undefined;
    }
  }

  async function open(sealed) {
    if (!sealed) return [];
    try {
      const way = { name: "AES-GCM", iv: bytes(sealed.iv) };
      const said = await crypto.subtle.decrypt(way, await sessionKey(), bytes(sealed.box));
      return JSON.parse(new TextDecoder().decode(said));
    } catch {
      return [];
    }
  }

  // What was ticked, typed and noted: names and values as the form sends them.
  function answersIn(fields) {
    const answers = [...fields].filter(([name, value]) => (name.startsWith("a.") || name === "note") && value !== "");
    if (answers.length > 0 && fields.get("language")) answers.push(["language", fields.get("language")]);
    return answers;
  }

  function say(...which) {
    const words = document.getElementById("unsent")?.dataset;
    sayThis(which.map((one) => words?.[one]).filter(Boolean).join(" "));
  }

  function sayThis(words) {
    const notice = document.getElementById("unsent");
    if (notice) notice.textContent = words;
  }

  function sayThere(...which) {
    say(...which);
    document.getElementById("unsent")?.scrollIntoView({ block: "center" });
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

  function show({ answer, page }) {
    // Shown to whoever isn't signed in, what was saved stands at no address of its own: it is shown here.
    if (answer.redirected) location.assign(answer.url);
    else document.body.replaceWith(document.adoptNode(page.body));
  }

  async function submit(event) {
    const form = event.target;
    // Nobody will open them: they needn't lie there.
    // Whoever leaves practice leaves nothing at all of it behind.
    if (form.matches('form[action="/practice/leave"]')) keep([]);
    if (form.matches('form[action="/sign-out"]')) keep(kept().map(({ sealed, ...item }) => item));
    const card = main.dataset.card;
    if (!form.matches("form[data-outcome]") || !card || !event.submitter) return;
    event.preventDefault();
    if (sending) return;
    sending = true;
    const fields = new FormData(form, event.submitter);
    const item = { card, outcome: event.submitter.value, at: Date.now() };
    if (fields.get("call_back_at")) item.call_back_at = fields.get("call_back_at");
    const before = kept().find((one) => one.card === card);
    if (OBJECTIONS.indexOf(item.outcome) < OBJECTIONS.indexOf(before?.outcome)) {
      item.outcome = before.outcome;
      fields.set("outcome", item.outcome);
    }
    const answers = answersIn(fields);
    item.sealed = await seal(answers);
    // Without a line the page has nothing but outcomes, and sends nothing: what was sealed on the card goes with the new one.
    const isKeptOnly = form.dataset.outcome === "kept";
    if (isKeptOnly && TALKS.includes(item.outcome)) item.sealed = before?.sealed;
    const safe = keep([...without(card), item]);
    if (isKeptOnly) {
      sending = false;
      main.dataset.kept = "";
      main.dispatchEvent(new Event("switchboard:kept"));
      return sayThere(safe ? "kept" : "lost");
    }
    try {
      const { answer, page, saved } = await send(form.action, fields);
      if (saved === card) {
        keep(without(card));
        return show({ answer, page });
      }
      if (answer.status === 422) {
        keep(without(card));
        const fresh = page.getElementById("main");
        if (fresh) {
          // What was ticked and written stays.
          for (const input of form.querySelectorAll("input[id], textarea[id]")) {
            const twin = page.getElementById(input.id);
            if (!twin) continue;
            twin.value = input.value;
            twin.checked = input.checked;
          }
          main.dataset.now = fresh.dataset.now;
          main.replaceChildren(...document.adoptNode(fresh).childNodes);
          main.dispatchEvent(new Event("switchboard:fresh"));
        }
        sending = false;
        main.querySelector("[role=alert]")?.scrollIntoView();
        return;
      }
    } catch {
      // No line, or too slow: it stays kept.
    }
    sending = false;
    tapped = card;
    const where = item.sealed ? "sealed" : "open";
    sayThere(safe ? "kept" : "lost", safe && answers.length > 0 ? where : "");
  }

  async function fieldsOf(item, csrf) {
    const form = tapped === item.card && document.querySelector("form[data-outcome]");
    const fields = form
      ? [...new FormData(form)].filter(([name]) => name !== "call_back_at")
      : [["csrf", csrf], ...(await open(item.sealed))];
    fields.push(["outcome", item.outcome]);
    if (item.call_back_at) fields.push(["call_back_at", item.call_back_at]);
    return fields;
  }

  async function sendKept() {
    const csrf = document.querySelector("input[name=csrf]")?.value;
    const waiting = kept();
    // Without a line the page has no proof, and says what waits of its card.
    if (!csrf && waiting.some((item) => item.card === main.dataset.card)) say("kept");
    if (!csrf || waiting.length === 0) return;
    let sent = 0;
    let own;
    let why;
    for (const item of waiting) {
      const { card } = item;
      try {
        const path = `${under}/desk/cards/${encodeURIComponent(card)}/outcome`;
        const { answer, page, saved } = await send(path, await fieldsOf(item, csrf));
        if (saved !== card) {
          if (answer.status === 422 && card === main.dataset.card) why = page.querySelector("[role=alert]")?.textContent;
          continue;
        }
        keep(without(card));
        sent += 1;
        if (card === main.dataset.card) own = { answer, page };
      } catch {
        break;
      }
    }
    // Nothing is left to do on this card: who it was goes from the screen.
    if (own) show(own);
    else if (why) sayThis(why);
    else if (kept().length > 0) say("kept");
    else if (sent > 0) say("sent");
  }

  // Without this script nothing is kept there: only with it can anything be tapped.
  document.querySelector("form[data-outcome=kept]")?.closest("section").removeAttribute("hidden");
  document.addEventListener("submit", submit);
  window.addEventListener("online", sendKept);
  keep(main.dataset.saved ? without(main.dataset.saved) : kept());
  sendKept();
})();
