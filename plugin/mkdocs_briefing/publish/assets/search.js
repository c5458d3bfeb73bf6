// Full-text search over the index of Pagefind, which is fetched in small pieces from the same site, and only when asked.
(() => {
  "use strict";
  const SHOWN = 30;
  const SOON = 150;

  const begin = () => {
    const form = document.querySelector("form[data-bf-pagefind]");
    if (!form || form.dataset.begun) return;
    form.dataset.begun = "yes";
    const input = form.elements.words;
    const status = document.querySelector("[data-bf-found]");
    const list = document.querySelector("[data-bf-results]");
    const root = new URL(form.dataset.bfPagefind, location.href).href;
    let engine;
    let asked = 0;
    let coming;

    const load = () => {
      engine ??= import(root + "pagefind.js");
      return engine;
    };

    // An excerpt is text with <mark> in it: nothing else of it becomes an element.
    const excerpt = (html) => {
      const paragraph = document.createElement("p");
      for (const node of new DOMParser().parseFromString(html, "text/html").body.childNodes) {
        const made = document.createElement(node.nodeName === "MARK" ? "mark" : "span");
        made.textContent = node.textContent;
        paragraph.append(made);
      }
      return paragraph;
    };

    const row = (found) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = found.url;
      link.textContent = found.meta.title || found.url;
      item.append(link, excerpt(found.excerpt));
      return item;
    };

    const search = async () => {
      const turn = ++asked;
      const words = input.value.trim();
      history.replaceState(history.state, "", words ? "?words=" + encodeURIComponent(words) : location.pathname);
      if (!words) {
        status.textContent = "";
        list.replaceChildren();
        return;
      }
      try {
        const found = await (await load()).search(words);
        const first = await Promise.all(found.results.slice(0, SHOWN).map((result) => result.data()));
        if (turn !== asked) return;
        const count = found.results.length;
        status.textContent = count ? form.dataset.some.replace("{n}", count.toLocaleString(document.documentElement.lang)) : form.dataset.none;
        list.replaceChildren(...first.map(row));
      } catch {
        engine = undefined;
        status.textContent = form.dataset.failed;
      }
    };

    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      search();
    });
    input.addEventListener("focus", () => load().catch(() => (engine = undefined)));
    input.addEventListener("input", () => {
      clearTimeout(coming);
      coming = setTimeout(search, SOON);
    });
    // Not “q”: Material opens its own search over the page for that.
    const given = new URLSearchParams(location.search).get("words");
    if (given) {
      input.value = given;
      search();
    }
  };

  if (window.document$) window.document$.subscribe(begin); // Material's instant navigation
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();
