// The card's clock.
//
// Until the number is shown, a heartbeat keeps the card while the page is in
// sight. From then on time runs by itself: the dialler covers this page, so a
// phone that freezes it must not cost the caller the card. While it is in sight
// the page then only asks whether the card is still there: whoever doesn't want
// to be rung takes it from every desk at once, and the number goes from the
// page. Back in sight, the page asks how things stand. Without script a card has
// its fixed time, and "I'm still talking" is always there.
(() => {
  "use strict";
  const BEAT_MS = 60000;
  // Short enough that few words are said after "at once"; a thousand callers who
  // talk make fifty such looks a second, which write nothing.
  const ASK_MS = 20000;
  const under = location.pathname.startsWith("/practice/") ? "/practice" : "";
  const TICK_MS = 5000;
  const AWAY_MS = 20000;
  // The page's clock is behind by as long as it took to come.
  const SLACK_MS = 5000;
  const main = document.getElementById("main");
  // The server's clock, so that a phone with a wrong one counts right.
  let ahead = Number(main.dataset.now) - Date.now();
  let hiddenAt = document.hidden ? Date.now() : 0;
  let submittedAt = 0;

  const now = () => Date.now() + ahead;
  const held = () => document.getElementById("held");
  const inSight = () => document.visibilityState === "visible";
  const isDealt = () => main.dataset.stage === "dealt";
  // Once its time is up a card whose number was seen is closed for that, and the
  // page stays for the word on it; a word on its way has a page of its own.
  const isAsking = () => main.isConnected && held() && (isDealt()
    || (now() < Number(held().dataset.until) && Date.now() - submittedAt > ASK_MS));

  function tick() {
    const countdown = document.getElementById("countdown");
    if (!countdown || !held()) return;
    const leftMs = Number(held().dataset.until) - now();
    const minutes = Math.ceil(leftMs / 60000);
    const words = countdown.dataset;
    const text = leftMs <= 0 ? words.none : minutes <= 1 ? words.one : words.many.replace("#", minutes);
    if (countdown.textContent !== text) countdown.textContent = text;
    held().classList.toggle("late", leftMs <= 0);
    const extend = main.querySelector("form[data-extend-from]");
    if (extend) extend.hidden = leftMs <= 0 || now() < Number(extend.dataset.extendFrom);
  }

  async function beat() {
    if (!inSight() || !isAsking()) return;
    const csrf = main.querySelector("input[name=csrf]").value;
    const url = `${under}/desk/cards/${encodeURIComponent(main.dataset.card)}/heartbeat`;
    try {
      const answer = await fetch(url, { method: "POST", body: new URLSearchParams({ csrf }) });
      if (!isAsking()) return;
      if (isDealt() && [403, 404, 410].includes(answer.status)) return void location.reload();
      // Well before its time a card ends by what stops calls alone. What only runs out or stands still leaves the page to its caller's words.
      if (answer.status === 410 && now() + SLACK_MS < Number(held().dataset.until)) return void look();
      if (!answer.ok || answer.redirected) return;
      const { until, until_ms } = await answer.json();
      const old = held().dataset.until;
      if (!until || String(until_ms) === old) return;
      const shown = document.getElementById("until");
      held().dataset.until = until_ms;
      if (shown) {
        shown.textContent = shown.textContent.replace(shown.dataset.clock, until);
        shown.dataset.clock = until;
      }
      tick();
    } catch {
      // No line: the next beat tries again, and the time on the page is true.
    }
  }

  async function look() {
    // Another page stands here already: a late word was saved.
    if (!main.isConnected) return;
    try {
      const answer = await fetch(location.href, { credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!main.isConnected || answer.status === 429 || answer.status >= 500) return;
      const fresh = page.getElementById("main");
      const same = answer.ok && fresh && fresh.dataset.card === main.dataset.card
        && fresh.dataset.stage === main.dataset.stage;
      if (!same) return void location.assign(answer.url);
      // The same card: only its clock moves, so a half-written note stays.
      ahead = Number(fresh.dataset.now) - Date.now();
      held().replaceWith(page.getElementById("held"));
      const extend = main.querySelector("form[data-extend-from]");
      const newer = page.querySelector("form[data-extend-from]");
      if (extend && newer) extend.dataset.extendFrom = newer.dataset.extendFrom;
      else extend?.remove();
      tick();
    } catch {
      // No line: the page stays as it is, and what is tapped is kept.
    }
  }

  document.addEventListener("visibilitychange", () => {
    if (!inSight()) {
      hiddenAt = Date.now();
    } else {
      if (hiddenAt && Date.now() - hiddenAt > AWAY_MS) look();
      else beat();
      hiddenAt = 0;
      tick();
    }
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) look();
  });
  // What stands here was sent anew.
  main.addEventListener("switchboard:fresh", () => {
    ahead = Number(main.dataset.now) - Date.now();
    tick();
  });
  setInterval(tick, TICK_MS);
  document.addEventListener("submit", () => {
    submittedAt = Date.now();
  });
  setInterval(beat, isDealt() ? BEAT_MS : ASK_MS);
  tick();
})();
