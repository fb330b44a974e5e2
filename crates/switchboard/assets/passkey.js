// Passkeys: the one part of a page that needs the browser's own help.
//
// Without this, or in a browser that has none, the page says what to do
// instead. With it, a form asks the server what to ask the browser, asks the
// browser, and sends what it said as any other form is sent. Nothing is kept.
(() => {
  "use strict";
  const form = document.querySelector("form[data-passkey]");
  if (!form || !window.PublicKeyCredential || !navigator.credentials) return;
  let busy = false;

  const field = (name) => form.querySelector(`input[name=${name}]`);
  const fromText = (text) =>
    Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
  const toText = (buffer) =>
    btoa(Array.from(new Uint8Array(buffer ?? []), (byte) => String.fromCharCode(byte)).join(""))
      .replaceAll("+", "-")
      .replaceAll("/", "_")
      .replaceAll("=", "");

  function say(which) {
    const place = form.parentElement.querySelector("[data-say]");
    place.textContent = which ? place.dataset[which] : "";
    place.classList.toggle("error", Boolean(which));
  }

  async function asked() {
    const body = new URLSearchParams({ csrf: field("csrf")?.value ?? "" });
    const answer = await fetch(form.dataset.options, { method: "POST", body, credentials: "same-origin" });
    if (answer.redirected) return { go: answer.url };
    if (!answer.ok) throw new Error("not now");
    return answer.json();
  }

  async function create(options) {
    options.challenge = fromText(options.challenge);
    options.user.id = Uint8Array.from(options.user.id);
    for (const known of options.excludeCredentials) known.id = Uint8Array.from(known.id);
    const { response } = await navigator.credentials.create({ publicKey: options });
    return { client_data: response.clientDataJSON, attestation: response.attestationObject };
  }

  async function get(options) {
    options.challenge = fromText(options.challenge);
    const { rawId, response } = await navigator.credentials.get({ publicKey: options });
    return {
      credential: rawId,
      client_data: response.clientDataJSON,
      data: response.authenticatorData,
      signature: response.signature,
      handle: response.userHandle,
    };
  }

  async function submit(event) {
    event.preventDefault();
    if (busy) return;
    busy = true;
    say();
    try {
      const options = await asked();
      if (options.go) {
        location.assign(options.go);
        return;
      }
      const parts = form.dataset.passkey === "create" ? await create(options) : await get(options);
      for (const [name, bytes] of Object.entries(parts)) field(name).value = toText(bytes);
      form.submit();
    } catch (error) {
      say({ NotAllowedError: "stopped", InvalidStateError: "known" }[error.name] ?? "failed");
      busy = false;
    }
  }

  form.addEventListener("submit", submit);
  // Back from the next page, the form works again.
  window.addEventListener("pageshow", () => {
    busy = false;
  });
  for (const text of form.parentElement.querySelectorAll("[data-without]")) text.hidden = true;
  form.hidden = false;
})();
