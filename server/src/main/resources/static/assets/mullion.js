// What the pages can do beyond HTML: keys, palette, theme, live parts. Everything here is a convenience; reading works without.
"use strict";
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

  // What needs this script is hidden until it runs.
  $$(".find, .themes").forEach((element) => (element.hidden = false));

  // Theme
  const showTheme = () =>
    $$("[data-theme-choice]").forEach((button) =>
      button.setAttribute("aria-pressed", String(button.dataset.themeChoice === document.documentElement.dataset.theme)));
  const chooseTheme = (theme) => {
    document.documentElement.dataset.theme = theme;
    try { localStorage.setItem("theme", theme); } catch { /* barred storage: for this page only */ }
    showTheme();
  };
  showTheme();

  // Palette
  const shown = (dialog) => $$(".commands li", dialog).filter((line) => !line.hidden);
  const filter = (dialog) => {
    const words = $(".query", dialog).value.toLowerCase().split(/\s+/).filter(Boolean);
    $$(".commands li", dialog).forEach((line) => {
      const text = line.textContent.toLowerCase();
      line.hidden = !words.every((word) => text.includes(word));
    });
    $(".none", dialog).hidden = shown(dialog).length > 0;
    select(dialog, 0);
  };
  const select = (dialog, index) => {
    const lines = shown(dialog);
    $$(".commands .selected", dialog).forEach((line) => line.classList.remove("selected"));
    const line = lines[(index + lines.length) % lines.length];
    line?.classList.add("selected");
    line?.scrollIntoView({ block: "nearest" });
  };
  const open = (id) => {
    const dialog = document.getElementById(id);
    if (!dialog || dialog.open) return;
    $$("dialog[open]").forEach((other) => other.close());
    dialog.showModal();
    if (id === "palette") {
      $(".query", dialog).value = "";
      filter(dialog);
    }
  };
  const palette = document.getElementById("palette");
  palette?.addEventListener("input", () => filter(palette));
  palette?.addEventListener("keydown", (event) => {
    const lines = shown(palette);
    const at = lines.findIndex((line) => line.classList.contains("selected"));
    if (event.key === "ArrowDown") select(palette, at + 1);
    else if (event.key === "ArrowUp") select(palette, at - 1);
    else if (event.key === "Enter" && event.target.matches(".query")) $("a, button", lines[at] ?? palette)?.click();
    else return;
    event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-open]");
    if (opener) return open(opener.dataset.open);
    const choice = event.target.closest("[data-theme-choice]");
    if (choice) {
      chooseTheme(choice.dataset.themeChoice);
      choice.closest("dialog")?.close();
    }
    if (event.target.matches("dialog")) event.target.close();
    $$("details.menu[open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  });

  // Rows by keyboard
  const move = (by) => {
    const rows = $$(".facts tbody tr, ul.needs li, ol.audit li").filter((row) => row.checkVisibility());
    if (!rows.length) return;
    const at = rows.indexOf(document.activeElement?.closest?.("[data-row]"));
    const row = rows[Math.min(Math.max(at + by, 0), rows.length - 1)];
    $$("[data-row]").forEach((other) => { other.removeAttribute("data-row"); other.removeAttribute("tabindex"); });
    row.dataset.row = "";
    row.tabIndex = -1;
    row.focus();
  };

  // Times: the text, or the moment itself
  const swapTimes = () => $$("time[title]").forEach((time) => {
    const text = time.textContent;
    time.textContent = time.title;
    time.title = text;
  });

  // A page that is left open must not go on saying "just now".
  const ago = (seconds) =>
    seconds < 60 ? "just now"
      : seconds < 3600 ? `${Math.floor(seconds / 60)} min ago`
      : seconds < 172800 ? `${Math.floor(seconds / 3600)} h ago` : `${Math.floor(seconds / 86400)} d ago`;
  setInterval(() => $$("time").forEach((time) => {
    const seconds = (Date.now() - Date.parse(time.dateTime)) / 1000;
    if (/^(just now|\d+ (min|h|d) ago)$/.test(time.textContent) && seconds < 1209600) time.textContent = ago(seconds);
  }), 30_000);

  // Keys
  let waitsForPlace = 0;
  const places = { h: ".to-home", e: ".to-engineering", i: ".to-integrations" };
  const keys = {
    j: () => move(1),
    k: () => move(-1),
    t: swapTimes,
    "?": () => open("keys"),
    g: () => { waitsForPlace = Date.now(); },
  };
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      return open("palette");
    }
    if (event.key === "Escape") $$("details.menu[open]").forEach((menu) => {
      menu.open = false;
      if (menu.contains(document.activeElement)) $("summary", menu).focus();
    });
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea, dialog")) return;
    if (event.key === "Enter" && event.target.matches("[data-row]")) return $("a", event.target)?.click();
    if (Date.now() - waitsForPlace < 1000 && places[event.key]) return $(`.rail ${places[event.key]}`)?.click();
    keys[event.key]?.();
  });

  // Live parts: an event says that something changed, never what; the part is fetched again with the person's own
  // permissions. A burst of events is one fetch, and a page that nobody looks at fetches nothing.
  const events = document.body.dataset.events;
  if (events && window.EventSource) {
    let due = 0;
    let missed = false;
    const refresh = () => {
      due = 0;
      const selecting = !getSelection().isCollapsed;
      missed = document.hidden || selecting;
      if (!missed) document.body.dispatchEvent(new CustomEvent("mullion:changed", { bubbles: true }));
      else if (selecting) due = setTimeout(refresh, 2000);
    };
    new EventSource(events).addEventListener("changed", () => { due ||= setTimeout(refresh, 1000); });
    document.addEventListener("visibilitychange", () => { if (missed && !document.hidden) refresh(); });
  }

  // What a person unfolded stays unfolded when the part around it is fetched again.
  let unfolded = [];
  document.addEventListener("htmx:beforeSwap", () => { unfolded = $$("#live details[open][id]").map((part) => part.id); });
  document.addEventListener("htmx:afterSwap", () => unfolded.forEach((id) => {
    const part = document.getElementById(id);
    if (part) part.open = true;
  }));
  document.addEventListener("htmx:configRequest", (event) => {
    const csrf = $("meta[name=csrf]");
    if (csrf && event.detail.verb !== "get") event.detail.headers[csrf.dataset.header] = csrf.content;
  });
})();
