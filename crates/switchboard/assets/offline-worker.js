// Answers where the network doesn't, and only at a card's address.
//
// A reload in a stairwell would show the browser's own error page, and what came of
// the call would be lost. Every request goes to the network first. Only where that fails
// a card's address gets the one page that `offline-keep.js` put away, which knows
// nobody, and that page its style sheet and scripts. It writes into no cache.
"use strict";

const CARD = /^(\/practice)?\/desk\/cards\/[^/]+(\/late)?$/;

// A new version needn't wait until every tab is closed.
self.addEventListener("install", () => self.skipWaiting());

async function orKept(request, address) {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await caches.match(address, { ignoreVary: true });
    if (kept) return kept;
    throw error;
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  const card = request.mode === "navigate" && CARD.exec(pathname);
  if (card) event.respondWith(orKept(request, `${card[1] ?? ""}/desk/offline`));
  else if (pathname.startsWith("/assets/")) event.respondWith(orKept(request, pathname));
});
