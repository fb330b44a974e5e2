// Answers where the network doesn't, and only at a card's address.
//
// A reload in a stairwell would show the browser's own error page, and what came of
// the call would be lost. Every page comes from the network first. Only where that fails, or
// says nothing for long, a card's address gets the one page that `offline-keep.js` put
// away, which knows nobody. Its style sheet and scripts are named after what is in them, so
// those that were put away are the right ones. It writes into no cache.
"use strict";

const CARD = /^(\/practice)?\/desk\/cards\/[^/]+(\/late)?$/;

// A new version needn't wait until every tab is closed.
self.addEventListener("install", () => self.skipWaiting());

const PATIENCE_MS = 10000;

const kept = (address) => caches.match(address, { ignoreVary: true });

// A proxy whose server is away answers in its name.
async function online(request) {
  const answer = await fetch(request);
  if ([502, 504].includes(answer.status)) throw new Error("nobody behind the proxy");
  return answer;
}

async function orKept(request, address) {
  const answer = online(request);
  // A line that hangs fails late, and unheard.
  answer.catch(() => {});
  const waited = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  try {
    return (await Promise.race([answer, waited])) ?? (await kept(address)) ?? (await answer);
  } catch (error) {
    const page = await kept(address);
    if (page) return page;
    throw error;
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  const card = request.mode === "navigate" && CARD.exec(pathname);
  if (card) event.respondWith(orKept(request, `${card[1] ?? ""}/desk/offline`));
  else if (pathname.startsWith("/assets/")) event.respondWith(kept(pathname).then((file) => file ?? fetch(request)));
});
