// Copying, printing, and data for the other scripts: nothing that can be read depends on it.
(() => {
  "use strict";

  const SITE = new URL("../", document.currentScript.src);
  const waiting = new Map();
  const loaded = new Map();

  window.briefingData = (name, value) => waiting.get(name)?.(value);

  /** The value of a data file, asked for once. Files are scripts, so that a site opened from file:// has them too. */
  window.briefingLoad = (name, version = "") => {
    const address = new URL(`assets/briefing/${name}.js${version && `?v=${version}`}`, SITE).href;
    if (!loaded.has(address)) {
      const value = new Promise((resolve, reject) => {
        const script = document.createElement("script");
        waiting.set(name, resolve);
        script.src = address;
        script.charset = "utf-8";
        script.onload = () => script.remove();
        script.onerror = () => (script.remove(), loaded.delete(address), reject(new Error(address)));
        document.head.append(script);
      });
      loaded.set(address, value);
    }
    return loaded.get(address);
  };

  const words = () => window.briefingLoad("site/index").catch(() => ({}));

  /** What a button copies: its own words, else the link or the words at the beginning of its line. */
  const wanted = (button) => {
    const first = button.parentElement.firstChild;
    return button.dataset.copy ?? first.href ?? first.textContent;
  };

  const copied = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const field = document.createElement("textarea");
      field.value = text;
      document.body.append(field);
      field.select();
      try {
        return document.execCommand("copy");
      } catch {
        return false;
      } finally {
        field.remove();
      }
    }
  };

  /** Where no clipboard is to be had, the words themselves, chosen and ready. */
  const offer = async (button, text) => {
    const { select } = await words();
    const field = document.createElement("textarea");
    field.className = "bf-by-hand";
    field.readOnly = true;
    field.value = text;
    field.rows = Math.min(8, text.split("\n").length);
    field.setAttribute("aria-label", select ?? "");
    field.addEventListener("blur", () => field.remove());
    field.addEventListener("keydown", (event) => event.key === "Escape" && button.focus());
    button.after(field);
    field.focus();
    field.select();
  };

  const say = (button, text) => {
    const told = document.createElement("span");
    told.className = "bf-told";
    told.setAttribute("role", "status");
    button.after(told);
    requestAnimationFrame(() => (told.textContent = text));
    setTimeout(() => told.remove(), 2500);
  };

  const copy = async (button) => {
    const text = wanted(button);
    const focused = document.activeElement;
    if (await copied(text)) {
      focused?.focus?.();
      if (!button.nextElementSibling?.matches(".bf-told")) say(button, (await words()).done ?? "✓");
    } else offer(button, text);
  };

  /** A citation that is opened gets a button beside each of its lines. */
  const equip = async (citation) => {
    const label = (await words()).copy ?? "copy";
    if (citation.querySelector(".bf-copy")) return;
    for (const line of citation.querySelectorAll("p")) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "bf-copy";
      button.textContent = label;
      line.append(" ", button);
    }
  };

  const show = () => document.querySelectorAll(".bf-copy[hidden]").forEach((button) => button.removeAttribute("hidden"));

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(".bf-copy");
    if (!button) return;
    if (button.matches(".bf-to-paper")) window.print();
    else copy(button);
  });
  document.addEventListener("toggle", (event) => event.target.matches(".bf-cite[open]") && equip(event.target), true);
  document.addEventListener("briefing:shown", show);

  // Material swaps pages without loading them anew; its document$ tells when.
  if (typeof document$ === "undefined") show();
  else document$.subscribe(show);
})();
