// Pages that change while one looks: a bank (a stream), an import (asked every
// two seconds). Without script they load themselves anew.
(() => {
  "use strict";
  const POLL_MS = 2000;
  const main = document.getElementById("main");
  const stale = document.getElementById("stale");

  function listen(url, tries = 5) {
    const stream = new EventSource(url);
    let heard = false;
    stream.onmessage = (event) => {
      const live = document.getElementById("live");
      live.innerHTML = event.data;
      stale.textContent = "";
      heard = true;
      const state = live.querySelector("[data-state]")?.dataset.state;
      for (const form of main.querySelectorAll("form[data-when]")) {
        form.hidden = form.dataset.when !== state;
      }
    };
    stream.onerror = () => {
      // The server closed it for good: access ended, or the bank is gone. The
      // page itself knows which; one that never opened may have come when too
      // many did, and is asked for again a few times.
      const closed = stream.readyState === EventSource.CLOSED;
      if (heard && closed) return void location.reload();
      stale.textContent = stale.dataset.text;
      if (closed && tries > 0) {
        setTimeout(() => listen(url, tries - 1), (6 - tries) * (1000 + Math.random() * 2000));
      }
    };
  }

  async function poll() {
    try {
      const answer = await fetch(location.href, { credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById("main");
      if (!answer.ok || !fresh) return void location.reload();
      main.innerHTML = fresh.innerHTML;
      if (!fresh.hasAttribute("data-poll")) return;
    } catch {
      // No line: ask again.
    }
    setTimeout(poll, POLL_MS);
  }

  if (main.dataset.live) listen(main.dataset.live);
  if (main.hasAttribute("data-poll")) setTimeout(poll, POLL_MS);
})();
