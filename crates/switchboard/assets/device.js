// Device keys: a key that this browser makes, keeps, and can't give away.
//
// On the page that adds one, a new pair is made and laid aside under "next"; the page that says that it was taken moves it to
// "key". On the page for signing in, a form appears where this browser has a key. Written for old telephones: no more of the
// language than Chromium 55 has. The private half is made not to be exported; nothing here can read it.
(() => {
  "use strict";
  const subtle = window.crypto && window.crypto.subtle;
  if (!subtle || !window.indexedDB || !window.fetch) return;
  const ALGORITHM = { name: "ECDSA", namedCurve: "P-256" };
  const SIGNING = { name: "ECDSA", hash: "SHA-256" };

  const done = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });

  async function store(mode, act) {
    const opening = indexedDB.open("switchboard-device", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("keys");
    const database = await done(opening);
    try {
      return await act(database.transaction("keys", mode).objectStore("keys"));
    } finally {
      database.close();
    }
  }

  const read = (name) => store("readonly", (keys) => done(keys.get(name)));
  const toText = (buffer) =>
    btoa(Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join(""))
      .replace(/\+/g, "-")
      .replace(/\//g, "_")
      .replace(/=/g, "");

  async function made() {
    const pair = await subtle.generateKey(ALGORITHM, false, ["sign"]);
    const kept = { pair, key: toText(await subtle.exportKey("raw", pair.publicKey)) };
    await store("readwrite", (keys) => done(keys.put(kept, "next")));
    return kept;
  }

  async function settled() {
    const next = await read("next");
    if (!next) return;
    await store("readwrite", async (keys) => {
      await done(keys.put(next, "key"));
      await done(keys.delete("next"));
    });
  }

  async function sign(form, kept, purpose) {
    const csrf = form.querySelector("input[name=csrf]");
    const body = new URLSearchParams({ csrf: csrf ? csrf.value : "" });
    const answer = await fetch(form.dataset.options, { method: "POST", body, credentials: "same-origin" });
    if (!answer.ok || answer.redirected) throw new Error("not now");
    const { challenge } = await answer.json();
    const text = ["switchboard device key v1", purpose, location.origin, challenge].join("\n");
    const signature = await subtle.sign(SIGNING, kept.pair.privateKey, new TextEncoder().encode(text));
    return { key: kept.key, challenge, signature: toText(signature) };
  }

  function wire(form, prepare, purpose) {
    let busy = false;
    const say = form.parentElement.querySelector("[data-say]");
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (busy) return;
      busy = true;
      say.textContent = "";
      try {
        const parts = await sign(form, await prepare(), purpose);
        for (const name of Object.keys(parts)) form.querySelector(`input[name=${name}]`).value = parts[name];
        form.submit();
      } catch (error) {
        say.textContent = say.dataset.say;
        say.classList.add("error");
        busy = false;
      }
    });
    // Back from the next page, the form works again.
    window.addEventListener("pageshow", () => {
      busy = false;
    });
    form.hidden = false;
  }

  async function begin() {
    const place = document.querySelector("[data-device]");
    if (!place) return;
    if (place.dataset.device === "kept") {
      await settled();
    } else if (place.dataset.device === "add") {
      const old = await read("key");
      place.querySelector("input[name=before]").value = old ? old.key : "";
      wire(place, made, "add");
      place.parentElement.querySelector("[data-without]").hidden = true;
    } else {
      const kept = (await read("key")) || (await read("next"));
      if (!kept) return;
      wire(place, () => kept, "sign-in");
      place.parentElement.hidden = false;
    }
  }

  // Where a browser keeps nothing (a private window), the page stays as it is without this.
  begin().catch(() => {});
})();
