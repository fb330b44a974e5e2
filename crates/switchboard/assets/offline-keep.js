// While there is a line, puts away what a card's address shows without one: a page that
// knows nobody, its style sheet and its scripts, and nothing else. Each card that is opened
// puts them away anew, in the language of whoever opens it; what they needed before goes.
(() => {
  "use strict";
  if (!("serviceWorker" in navigator) || !("caches" in window)) return;
  const under = location.pathname.startsWith("/practice/") ? "/practice" : "";
  const PAGE = `${under}/desk/offline`;
  const CACHE = `switchboard-offline${under}`;

  async function putAway() {
    const answer = await fetch(PAGE, { cache: "no-store" });
    if (!answer.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.clone().text(), "text/html");
    const files = [...page.querySelectorAll("link[rel=stylesheet], script[src]")]
      .map((file) => file.getAttribute("href") ?? file.getAttribute("src"));
    const cache = await caches.open(CACHE);
    await cache.addAll(files);
    await cache.put(PAGE, answer);
    for (const request of await cache.keys()) {
      const { pathname } = new URL(request.url);
      if (pathname !== PAGE && !files.includes(pathname)) await cache.delete(request);
    }
  }

  // Without it there is no page for later; the card works as before.
  navigator.serviceWorker.register("/offline-worker.js", { updateViaCache: "none" }).then(putAway).catch(() => {});
})();
