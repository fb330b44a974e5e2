// The page that stands at a card's address without a line. What is tapped on it is for that
// card, and `unsent.js` keeps it. When the line is back the card's own address is opened,
// where what waits is sent. A server that comes back tells no browser so: it is asked.
(() => {
  "use strict";
  const CARD = /^(?:\/practice)?\/desk\/cards\/([^/]+)(?:\/late)?$/;
  const ASK_MS = 5000;
  const ANSWER_MS_MAX = 5000;
  const main = document.getElementById("main");
  const form = main.querySelector("form");
  const card = CARD.exec(location.pathname)?.[1];
  if (!card) {
    form.hidden = true;
    return;
  }
  main.dataset.card = card;
  let isAsking = false;

  async function ask() {
    // A time that is being chosen isn't taken away.
    const isChoosing = document.getElementById("call-back-at").value && !("kept" in main.dataset);
    if (isAsking || isChoosing || document.hidden) return;
    isAsking = true;
    try {
      const answer = await fetch("/healthz", { cache: "no-store", signal: AbortSignal.timeout?.(ANSWER_MS_MAX) });
      if (answer.ok) location.replace(location.pathname + location.search);
    } catch {
      // No line yet.
    }
    isAsking = false;
  }

  window.addEventListener("online", ask);
  document.addEventListener("visibilitychange", ask);
  main.addEventListener("switchboard:kept", ask);
  setInterval(ask, ASK_MS);
})();
