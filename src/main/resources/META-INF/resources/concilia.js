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
})();
