// Citing, copying, printing, and data for the other scripts: nothing that can be read depends on it.
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

  const element = (name, ...content) => {
    const made = document.createElement(name);
    made.append(...content);
    return made;
  };

  /** A citation that is opened gets a button beside each of its lines. */
  const equip = async (citation) => {
    const label = (await words()).copy ?? "copy";
    if (citation.querySelector(".bf-copy")) return;
    for (const line of citation.querySelectorAll("p")) {
      const button = Object.assign(element("button", label), { type: "button", className: "bf-copy" });
      line.append(" ", button);
    }
  };

  const LAST = /([\w-]+)(?:\.html|\/(?:index\.html)?)?$/; // of a page's address: the id of what it is about
  const SIGNS = /[\x03-\x06]/g; // stand for what is said, for its id, its line and its anchor
  const links = new WeakMap(); // citations of rows that are still empty, to the addresses of the words that they cite

  /** A row's link to the words in their article becomes a citation like those that stand in articles. */
  const fold = (link) => {
    const box = Object.assign(element("details", element("summary", ...link.childNodes)), { className: "bf-cite" });
    links.set(box, link.href);
    link.replaceWith(box);
  };

  /** The lines of a row's citation: what all citations of its article share, and what is this claim's own. */
  const fill = async (citation, link) => {
    const { pathname, hash } = new URL(link);
    const at = decodeURIComponent(hash.slice(1));
    const [{ cite }, { atSource, original }] = await Promise.all([window.briefingLoad(`article/${LAST.exec(pathname)[1]}`), words()]);
    const [said, line, fragment] = cite.parts[at];
    const own = { "\x03": said, "\x04": citation.closest(".bf-row").id, "\x05": line, "\x06": at };
    const filled = (frame) => frame.replace(SIGNS, (sign) => own[sign]);
    citation.append(element("p", filled(cite.text)), element("p", element("code", filled(cite.bibtex).trim())));
    if (!cite.link) return;
    const arrow = element("span", "↗");
    arrow.setAttribute("aria-hidden", "true");
    const href = cite.link + fragment;
    const label = href.includes("#:~:") ? atSource : original;
    const source = Object.assign(element("a", `${label ?? ""} `, arrow), { href, rel: "nofollow noopener noreferrer" });
    citation.append(element("p", source));
  };

  /** A citation that cannot be put together is what its link leads to. */
  const open = async (citation) => {
    const link = links.get(citation);
    if (!link) return equip(citation);
    links.delete(citation);
    try {
      await fill(citation, link);
    } catch {
      links.set(citation, link);
      citation.open = false;
      return location.assign(link);
    }
    return equip(citation);
  };

  const show = () => {
    document.querySelectorAll(".bf-copy[hidden]").forEach((button) => button.removeAttribute("hidden"));
    document.querySelectorAll(".bf-row a.bf-cite").forEach(fold);
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(".bf-copy");
    if (!button) return;
    if (button.matches(".bf-to-paper")) window.print();
    else copy(button);
  });
  document.addEventListener("toggle", (event) => event.target.matches(".bf-cite[open]") && open(event.target), true);
  document.addEventListener("keydown", (event) => {
    const citation = event.key === "Escape" && event.target.closest?.(".bf-cite[open]");
    if (!citation || event.target.matches("textarea")) return;
    citation.open = false;
    citation.firstElementChild.focus();
  });
  document.addEventListener("briefing:shown", show);

  // Material swaps pages without loading them anew; its document$ tells when.
  if (typeof document$ === "undefined") show();
  else document$.subscribe(show);
})();
