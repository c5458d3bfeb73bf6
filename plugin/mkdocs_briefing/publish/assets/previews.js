// Previews of actors, articles, quotations and claims, where a link leads to one. Words are set as text, never as HTML.
(() => {
  "use strict";

  const SITE = new URL("../", document.currentScript.src);
  const SOON = 250, LATER = 200; // milliseconds before it comes, and in which a pointer may cross over to it
  const NO_PREVIEW = "nav, .bf-permalink, .headerlink, .bf-pages, .md-nav, .md-header, .md-footer, .bf-preview";

  let box, shown, coming, going, turn = 0;

  const place = (url) => {
    if (url.origin !== SITE.origin || !url.pathname.startsWith(SITE.pathname)) return null;
    const path = decodeURIComponent(url.pathname.slice(SITE.pathname.length));
    return path.replace(/(?:\/index)?\.html$|\/$/, "").replace(/\/page-\d+$/, "");
  };

  /** What a link leads to: kind and id of a page, and the part of it. Nothing for pages of other kinds. */
  const goal = async (link) => {
    const url = new URL(link.href, location.href);
    const path = place(url);
    if (path === null) return null;
    const { places } = await window.briefingLoad("site/index");
    const at = path.lastIndexOf("/");
    const folder = path.slice(0, at);
    const id = path.slice(at + 1);
    // Ids are plain letters: anything else would lead to another file than the briefing's own.
    if (at < 0 || !Object.hasOwn(places, folder) || !/^[\w-]+$/.test(id)) return null;
    const kind = places[folder];
    const part = decodeURIComponent(url.hash.slice(1));
    const here = path === place(new URL(location.href));
    return { kind, id, part, here };
  };

  const lines = async (link) => {
    const found = await goal(link);
    if (!found) return null;
    const { kind, id, part, here } = found;
    const parts = await window.briefingLoad(`${kind}/${id}`);
    if (part && Object.hasOwn(parts, part)) {
      const own = link.closest(".bf-row")?.id === `${id}-${part}`;
      const [[, title], [, rest]] = parts[""];
      const [, line] = parts[part].at(-1);
      return own ? parts[""] : [...parts[part].slice(0, -1), ["from", `${title}, ${line} · ${rest}`]];
    }
    return here ? null : parts[""];
  };

  const put = (link) => {
    const at = link.getClientRects()[0] ?? link.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = box;
    const left = Math.max(8, Math.min(at.left, document.documentElement.clientWidth - width - 8));
    const below = at.bottom + 6;
    const top = below + height > innerHeight - 8 && at.top - 6 - height > 8 ? at.top - 6 - height : below;
    box.style.left = `${left + scrollX}px`;
    box.style.top = `${top + scrollY}px`;
  };

  const hide = () => {
    clearTimeout(coming);
    clearTimeout(going);
    turn += 1;
    box?.remove();
    if (shown) {
      const others = (shown.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && id !== "bf-preview");
      if (others.length) shown.setAttribute("aria-describedby", others.join(" "));
      else shown.removeAttribute("aria-describedby");
    }
    shown = box = undefined;
  };

  const show = async (link) => {
    const own = ++turn;
    const found = await lines(link).catch(() => null);
    if (own !== turn || !found?.length || !link.isConnected) return;
    hide();
    box = Object.assign(document.createElement("div"), { className: "bf bf-preview", id: "bf-preview" });
    box.setAttribute("role", "tooltip");
    for (const [part, words] of found) {
      const line = document.createElement("p");
      line.className = `bf-preview-${part}`;
      line.dir = "auto";
      line.textContent = words;
      box.append(line);
    }
    box.addEventListener("pointerenter", () => clearTimeout(going));
    box.addEventListener("pointerleave", leave);
    document.body.append(box);
    shown = link;
    link.setAttribute("aria-describedby", `${link.getAttribute("aria-describedby") ?? ""} bf-preview`.trim());
    put(link);
  };

  const leave = () => {
    clearTimeout(coming);
    clearTimeout(going);
    going = setTimeout(hide, LATER);
  };

  const wanted = (target) => {
    const link = target?.closest?.("a[href]");
    return link && link.closest("main, article, .bf, [role=main]") && !link.closest(NO_PREVIEW) ? link : null;
  };

  const soon = (link) => {
    clearTimeout(coming);
    clearTimeout(going);
    if (link === shown) return;
    coming = setTimeout(() => show(link), SOON);
  };

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const link = wanted(event.target);
    if (link) soon(link);
  });
  document.addEventListener("pointerout", (event) => {
    if (event.pointerType !== "touch" && wanted(event.target) && !wanted(event.relatedTarget)) leave();
  });
  document.addEventListener("focusin", (event) => {
    const link = wanted(event.target);
    if (link?.matches(":focus-visible")) soon(link);
    else if (shown && event.target !== shown) hide();
  });
  document.addEventListener("focusout", (event) => wanted(event.target) && leave());
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && (shown || coming)) hide();
  });
  document.addEventListener("click", hide);
  addEventListener("beforeprint", hide);
  addEventListener("pagehide", hide);
})();
