/* Keyboard: "/" to the page's search, "g" and a letter to a page, "?" for help. Each browser can switch them off. */
(() => {
  const STORE = "concilia-keys";
  const pages = { o: "", c: "conflicts", d: "devices", p: "operations", r: "records", a: "alerts", s: "settings" };
  const PAUSE_MS = 1500;
  let going = 0;

  const typing = (event) =>
    event
      .composedPath()
      .some((e) => e instanceof HTMLElement && (e.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(e.tagName)));

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
      const field = document.querySelector("[data-search]");
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
    isOn: () => localStorage.getItem(STORE) !== "off",
    set: (on) => (on ? localStorage.removeItem(STORE) : localStorage.setItem(STORE, "off")),
  };
})();
