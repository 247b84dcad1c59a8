/* Runs on every page: relative times that stay right, the skip link, and the texts of the connection strip. */
(() => {
  const html = document.documentElement;
  const ahead = Number(html.dataset.hubTime || Date.now()) - Date.now();
  const texts = { never: "–", now: "·" };
  const steps = [
    ["second", 60],
    ["minute", 60],
    ["hour", 24],
    ["day", 30],
    ["month", 12],
    ["year", Infinity],
  ];

  const ago = (at) => {
    let amount = (at - Date.now() - ahead) / 1000;
    if (Math.abs(amount) < 3) return texts.now;
    for (const [unit, many] of steps) {
      if (Math.abs(amount) < many - 0.5) {
        return new Intl.RelativeTimeFormat(html.lang, { style: "short" }).format(Math.round(amount), unit);
      }
      amount /= many;
    }
    return "";
  };

  const zoned = (at, zone) => {
    try {
      return new Intl.DateTimeFormat(html.lang, { dateStyle: "medium", timeStyle: "medium", timeZone: zone }).format(at);
    } catch {
      return new Date(at).toISOString();
    }
  };

  const all = new Set();

  class RelativeTime extends HTMLElement {
    static observedAttributes = ["at"];

    connectedCallback() {
      all.add(this);
      this.refresh();
    }

    disconnectedCallback() {
      all.delete(this);
    }

    attributeChangedCallback() {
      this.refresh();
    }

    refresh() {
      const at = Number(this.getAttribute("at"));
      const text = at ? ago(at) : texts.never;
      if (this.textContent !== text) this.textContent = text;
      const title = at ? zoned(at, this.getAttribute("zone") || undefined) : "";
      if (this.title !== title) this.title = title;
    }
  }

  customElements.define("concilia-time", RelativeTime);
  const refresh = () => all.forEach((time) => time.refresh());
  setInterval(refresh, 5000);

  window.conciliaTexts = (language, words) => {
    html.lang = language;
    Object.assign(texts, { never: words.never, now: words.now });
    const strip = window.Vaadin?.connectionIndicator;
    if (strip) {
      strip.onlineText = words.onlineText;
      strip.offlineText = words.offlineText;
      strip.reconnectingText = words.reconnectingText;
    }
    refresh();
  };

  document.addEventListener("click", (event) => {
    if (event.target.closest?.(".skip-link")) {
      event.preventDefault();
      document.getElementById("main")?.focus();
    }
  });

  /* Passkeys: bytes travel as base64url. */
  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replace(/\+/g, "-")
      .replace(/\//g, "_")
      .replace(/=+$/, "");
  const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content;
  const known = (list) => (list || []).map((item) => ({ ...item, id: bytes(item.id) }));

  const post = async (path, body) => {
    const headers = { "Content-Type": "application/json" };
    if (meta("_csrf_header")) headers[meta("_csrf_header")] = meta("_csrf");
    const answer = await fetch(path, { method: "POST", headers, body, credentials: "same-origin" });
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return answer.json();
  };

  const signIn = async () => {
    const options = await post("webauthn/authenticate/options");
    const publicKey = {
      ...options,
      challenge: bytes(options.challenge),
      allowCredentials: known(options.allowCredentials),
    };
    const made = await navigator.credentials.get({ publicKey });
    const { authenticatorData, clientDataJSON, signature, userHandle } = made.response;
    const done = await post(
      "login/webauthn",
      JSON.stringify({
        id: made.id,
        rawId: text(made.rawId),
        response: {
          authenticatorData: text(authenticatorData),
          clientDataJSON: text(clientDataJSON),
          signature: text(signature),
          userHandle: userHandle ? text(userHandle) : undefined,
        },
        credType: made.type,
        clientExtensionResults: made.getClientExtensionResults(),
        authenticatorAttachment: made.authenticatorAttachment,
      }),
    );
    location.assign(done.redirectUrl || ".");
  };

  window.conciliaPasskey = {
    /** Makes a button sign in with a passkey, or takes it away from browsers that know none. */
    offer(button) {
      button.hidden = !window.PublicKeyCredential;
      const note = document.createElement("p");
      note.className = "passkey-note";
      note.setAttribute("role", "alert");
      button.after(note);
      button.addEventListener("click", async () => {
        button.disabled = true;
        note.textContent = "";
        try {
          await signIn();
        } catch {
          note.textContent = button.dataset.failed;
        } finally {
          button.disabled = false;
        }
      });
    },

    /** Makes a passkey for the hub's options, which are JSON; the answer is JSON as well. */
    async create(json) {
      const options = JSON.parse(json);
      const made = await navigator.credentials.create({
        publicKey: {
          ...options,
          challenge: bytes(options.challenge),
          user: { ...options.user, id: bytes(options.user.id) },
          excludeCredentials: known(options.excludeCredentials),
        },
      });
      return JSON.stringify({
        id: made.id,
        rawId: text(made.rawId),
        response: {
          attestationObject: text(made.response.attestationObject),
          clientDataJSON: text(made.response.clientDataJSON),
          transports: made.response.getTransports ? made.response.getTransports() : [],
        },
        type: made.type,
        clientExtensionResults: made.getClientExtensionResults(),
        authenticatorAttachment: made.authenticatorAttachment,
      });
    },
  };
})();
