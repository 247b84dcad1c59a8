/* Keyboard: "/" to the page's search, "g" and a letter to a page, "?" for help. Each browser can switch them off. */
(() => {
  const STORE = "concilia-keys";
  const pages = { o: "", c: "conflicts", d: "devices", p: "operations", r: "records", a: "alerts", s: "settings" };
  const PAUSE_MS = 1500;
  let going = 0;

  const typing = (event) => {
    const at = event.composedPath()[0];
    return at.isContentEditable || /^(textarea|select)$/i.test(at.tagName)
      || (/^input$/i.test(at.tagName) && !/^(radio|checkbox|button)$/.test(at.type));
  };

  const go = (path) => {
    const items = [...document.querySelectorAll("vaadin-side-nav-item")];
    const item = items.find((one) => (one.path ?? "").replace(/^\//, "") === path);
    item?.shadowRoot?.querySelector("a")?.click();
    return Boolean(item);
  };

  const act = (event) => {
    if (going && performance.now() - going < PAUSE_MS) {
      going = 0;
      const path = pages[event.key];
      return path !== undefined && go(path);
    }
    going = 0;
    if (event.key === "g") {
      going = performance.now();
      return true;
    }
    if (event.key === "/") {
      const field = document.querySelector("[data-search]")
        || document.querySelector("main [role=search] > :not([hidden]), main .chips > button");
      field?.focus();
      return Boolean(field);
    }
    if (event.key === "?") {
      document.querySelector("vaadin-app-layout")?.dispatchEvent(new CustomEvent("concilia-help"));
      return true;
    }
    return false;
  };

  document.addEventListener("keydown", (event) => {
    const off = localStorage.getItem(STORE) === "off";
    if (off || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || typing(event)) return;
    if (act(event)) event.preventDefault();
  });

  window.conciliaKeys = {
    isTyping: typing,
    isOn: () => localStorage.getItem(STORE) !== "off",
    set: (on) => (on ? localStorage.removeItem(STORE) : localStorage.setItem(STORE, "off")),
  };
})();

/* The keys of the conflict page: they act on the field that has the focus, or on the first one. */
(() => {
  const fields = () => [...document.querySelectorAll("main.conflict .diff")];
  const current = () => fields().find((field) => field.contains(document.activeElement)) || fields()[0];
  const choose = (place) => current()?.querySelectorAll("vaadin-radio-button")[place]?.querySelector("input")?.click();
  const move = (by) => {
    const all = fields();
    const inside = all.some((field) => field.contains(document.activeElement));
    const to = all[Math.min(all.length - 1, Math.max(0, inside ? all.indexOf(current()) + by : 0))];
    const radios = to ? [...to.querySelectorAll("vaadin-radio-button")] : [];
    const target = radios.find((radio) => radio.checked) || radios[0];
    target?.querySelector("input")?.focus();
    to?.scrollIntoView({ block: "nearest" });
  };
  const save = () => {
    const button = document.querySelector("main.conflict [data-save]");
    if (button && !button.disabled) {
      button.focus(); // what is being typed counts, and the focus has a place if this is refused
      button.click();
    }
  };
  const single = {
    1: () => choose(0), m: () => choose(0),
    2: () => choose(1), h: () => choose(1),
    3: () => choose(2), e: () => choose(2),
    j: () => move(1), k: () => move(-1),
    n: () => document.querySelector("main.conflict [data-next]")?.click(),
  };

  document.addEventListener("keydown", (event) => {
    if (!document.querySelector("main.conflict") || document.querySelector("vaadin-dialog[opened], vaadin-confirm-dialog[opened]")) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      save();
    } else if (window.conciliaKeys.isOn() && !event.ctrlKey && !event.metaKey && !event.altKey && !window.conciliaKeys.isTyping(event) && single[event.key]) {
      event.preventDefault();
      single[event.key]();
    }
  });
})();
