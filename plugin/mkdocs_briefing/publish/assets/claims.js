// Filters of the claims index. A row is the very HTML of its page; this only chooses and orders rows.
(() => {
  "use strict";

  const load = window.briefingLoad;
  const SHOWN = 100; // rows at once
  const FIELDS = ["speaker", "outlet", "proposition", "article", "hedge", "certainty", "from", "to", "sort", "unverified", "voice"];
  const SPEAKER = 0, CERTAINTY = 1, OUTLETS = 2, ARTICLES = 3, PROPOSITION = 4, HEDGES = 5, UNVERIFIED = 6, FIRST = 7, LAST = 8, SAID = 9, REPORTED = 10, KEY = 11;

  // ---------------------------------------------------------------- data

  /** One list, claims or own voice: its index, and where its pages stand. */
  class List {
    constructor(kind, first) {
      Object.assign(this, { kind, base: new URL(first, location.href) });
    }

    async open() {
      this.index ??= await load(`${this.kind}/index`);
      this.rows ??= this.index.rows.map((row, at) => {
        for (const [day, before] of [[LAST, FIRST], [SAID, FIRST], [REPORTED, SAID]]) if (row[day] === 0) row[day] = row[before];
        return { row, at, list: this };
      });
      return this;
    }

    page(at) {
      return this.index.starts.filter((start) => start <= at).length;
    }

    url(page) {
      return new URL(this.index.pages[page - 1] || this.base, this.base);
    }

    id({ row }) {
      return `${this.index.articles[row[ARTICLES][0]][0]}-${row[KEY]}`;
    }

    /** The row as its page has it. An index of yesterday and rows of today do not go together. */
    async html(entry) {
      const page = this.page(entry.at);
      const rows = await load(`${this.kind}/${page}`, this.index.version);
      const html = rows[entry.at - this.index.starts[page - 1]];
      if (!html?.includes(` id="${this.id(entry)}"`)) throw new Error(`${this.kind}/${page}`);
      return [html, this.url(page)];
    }
  }

  // ---------------------------------------------------------------- choosing

  const folded = (words) => words.normalize("NFKC").toLowerCase().trim();

  /** Numbers of the names that are meant: the very name where there is one, else all that hold the words. */
  const meant = (names, words) => {
    const sought = folded(words);
    const all = names.map(folded);
    const exact = all.flatMap((name, n) => (name === sought ? [n] : []));
    return new Set(exact.length ? exact : all.flatMap((name, n) => (name.includes(sought) ? [n] : [])));
  };

  /** The tests that a row must pass. */
  const tests = (state, index) => {
    const found = [];
    const among = (names, words, test) => {
      const numbers = meant(names, words);
      found.push((row) => test(row, numbers));
    };
    if (state.speaker) among(index.speakers, state.speaker, (row, numbers) => numbers.has(row[SPEAKER]));
    if (state.outlet) {
      const outlet = index.outlets.indexOf(state.outlet);
      found.push((row) => row[OUTLETS].includes(outlet));
    }
    if (state.article) {
      const exact = index.articles.findIndex(([id]) => id === state.article);
      if (exact >= 0) found.push((row) => row[ARTICLES].includes(exact));
      else among(index.articles.map(([, title]) => title), state.article, (row, numbers) => row[ARTICLES].some((n) => numbers.has(n)));
    }
    if (state.hedge) among(index.hedges, state.hedge, (row, numbers) => row[HEDGES].some((n) => numbers.has(n)));
    if (state.proposition) {
      const proposition = index.propositions.indexOf(state.proposition);
      const none = state.proposition === "-";
      found.push((row) => (none ? row[PROPOSITION] < 0 : proposition >= 0 && row[PROPOSITION] === proposition));
    }
    if (state.certainty === "doubtful") found.push((row) => !["explicit", "person", ""].includes(row[CERTAINTY]));
    else if (state.certainty) found.push((row) => row[CERTAINTY] === state.certainty);
    if (state.unverified) found.push((row) => row[UNVERIFIED]);
    return found;
  };

  const dated = (row) => row[FIRST] !== null;
  const within = (row, { from, to }) =>
    dated(row) && (!to || !row[FIRST] || row[FIRST] <= to) && (!from || !row[LAST] || row[LAST] >= from);

  const ORDERS = {
    said: (entry) => entry.row[SAID],
    reported: (entry) => entry.row[REPORTED],
    speaker: (entry) => (entry.row[SPEAKER] < 0 ? "" : entry.list.index.speakers[entry.row[SPEAKER]]),
    article: (entry) => entry.list.index.articles[entry.row[ARTICLES][0]][1],
  };
  const DAYS = new Set(["said", "reported"]);
  const UNDATED = "~";

  /** Equal ones stay as they are listed; undated ones and those without a speaker stand last either way. */
  const ordered = (entries, sort) => {
    const [name, newest] = sort.split("-");
    if (!ORDERS[name]) return entries;
    const keys = entries.map(ORDERS[name]);
    const names = new Intl.Collator(document.documentElement.lang || undefined, { numeric: true });
    const last = (key) => key === UNDATED || key === "";
    const known = [...new Set(keys)].filter((key) => !last(key)).sort(DAYS.has(name) ? undefined : names.compare);
    if (newest) known.reverse();
    const rank = new Map(known.map((key, n) => [key, n]));
    const place = (n) => rank.get(keys[n]) ?? known.length;
    return entries.map((_, n) => n).sort((a, b) => place(a) - place(b)).map((n) => entries[n]);
  };

  /** The rows that match, in order, and how many undated ones a date left out. */
  const choose = (lists, state) => {
    const found = [];
    let undated = 0;
    for (const list of lists) {
      const all = tests(state, list.index);
      for (const entry of list.rows) {
        if (!all.every((test) => test(entry.row))) continue;
        if ((state.from || state.to) && !within(entry.row, state)) undated += !dated(entry.row);
        else found.push(entry);
      }
    }
    return { found: ordered(found, state.sort || (lists.length > 1 ? "said" : "")), undated };
  };

  // ---------------------------------------------------------------- the page

  /** What the address asks for. From a disk only the fragment may be changed, so it is read from there too. */
  const asked = () => {
    const hash = location.hash.includes("=") ? location.hash.slice(1) : "";
    const own = [...new URLSearchParams(location.search), ...new URLSearchParams(hash)].filter(([name]) => FIELDS.includes(name));
    return new URLSearchParams(own);
  };

  /** The address with what is chosen in it, so that it can be linked; other parameters stay. */
  const address = (chosen) => {
    const url = new URL(location.href);
    if (url.hash.includes("=")) url.hash = "";
    if (url.protocol === "file:") {
      if (chosen.size) url.hash = chosen.toString();
    } else {
      const others = [...url.searchParams].filter(([name]) => !FIELDS.includes(name));
      url.search = new URLSearchParams([...others, ...chosen]).toString();
    }
    return url.href;
  };

  const filled = (phrase, values) => phrase.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  class Filter {
    constructor(form) {
      this.form = form;
      this.words = form.dataset;
      this.listed = form.parentElement.querySelector(".bf-listed");
      this.status = form.querySelector(".bf-found");
      this.claims = new List("claims", this.words.first);
      if (this.words.voice) this.voice = new List("voice", this.words.voice);
      this.turn = 0;
      this.results = document.createElement("div");
      this.results.className = "bf-results";
      form.hidden = false;
      if (matchMedia("(max-width: 44em)").matches) form.querySelector("details").open = false;
      const soon = () => this.prepare();
      form.addEventListener("pointerover", soon, { once: true });
      form.addEventListener("focusin", soon, { once: true });
      form.addEventListener("input", () => this.later());
      form.addEventListener("change", () => this.later(0));
      form.addEventListener("submit", (event) => (event.preventDefault(), this.later(0)));
      form.addEventListener("reset", () => setTimeout(() => (this.apply(), form.querySelector("input").focus())));
      this.fromAddress();
    }

    get state() {
      return Object.fromEntries([...new FormData(this.form)].map(([name, value]) => [name, value.trim()]).filter(([, value]) => value));
    }

    /** What is chosen, in words: paper shows no form, and must not pass a part for the whole. */
    get chosen() {
      const fields = [...this.form.elements].filter((field) => field.name in this.state);
      return fields.map((field) => {
        const label = field.closest("label");
        if (field.type === "checkbox") return label.textContent.trim();
        return `${label.querySelector("span").textContent}: ${field.selectedOptions?.[0].textContent ?? field.value}`;
      });
    }

    /** What the address asks for: filters, or a claim that has moved to another page. */
    fromAddress() {
      const given = asked();
      const hash = location.hash.slice(1);
      if (given.size) {
        for (const name of FIELDS) {
          const field = this.form.elements[name];
          if (field?.type === "checkbox") field.checked = given.has(name);
          else if (field) field.value = given.get(name) ?? "";
        }
        this.apply();
      } else if (this.results.isConnected) {
        this.form.reset();
      }
      if (hash && !hash.includes("=") && !given.size && !document.getElementById(hash)) this.jump(hash);
    }

    async jump(id) {
      const { rows } = await this.claims.open().catch(() => ({}));
      const found = rows?.find((entry) => id === this.claims.id(entry));
      if (found) location.replace(`${this.claims.url(this.claims.page(found.at)).href.split("#")[0]}#${id}`);
    }

    /** The data, and what is to be chosen from. */
    async prepare() {
      const lists = [this.claims, this.form.elements.voice?.checked && this.voice].filter(Boolean);
      await Promise.all(lists.map((list) => list.open()));
      if (!this.offered) {
        this.offered = true;
        const { speakers, articles, hedges } = this.claims.index;
        for (const [name, words] of [["speakers", speakers], ["articles", articles.map(([, title]) => title)], ["hedges", hedges]]) {
          const options = [...new Set(words)].sort((a, b) => a.localeCompare(b)).map((word) => Object.assign(document.createElement("option"), { value: word }));
          this.form.querySelector(`#bf-${name}`).replaceChildren(...options);
        }
      }
      return lists;
    }

    later(milliseconds = 120) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.apply(), milliseconds);
    }

    async apply() {
      clearTimeout(this.timer);
      const turn = ++this.turn;
      const state = this.state;
      const chosen = new URLSearchParams(state);
      if (!this.form.isConnected || chosen.toString() === (this.answered ?? "")) return;
      if (address(chosen) !== location.href) history.replaceState(history.state, "", address(chosen));
      if (!chosen.size) return this.whole();
      try {
        const lists = await this.prepare();
        if (turn !== this.turn) return;
        const { found, undated } = choose(lists, state);
        const all = lists.reduce((sum, list) => sum + list.rows.length, 0);
        const words = [found.length ? filled(this.words.found, { n: found.length, all }) : this.words.none];
        if (undated) words.push(filled(this.words.undated, { n: undated }));
        const rows = Object.assign(document.createElement("ol"), { className: "bf-rows" });
        await this.show(rows, found.slice(0, SHOWN));
        if (turn !== this.turn) return;
        this.answered = chosen.toString();
        this.status.textContent = words.join(" · ");
        const onPaper = Object.assign(document.createElement("p"), { className: "bf-chosen" });
        onPaper.textContent = [...words, ...this.chosen].join(" · ");
        this.results.replaceChildren(onPaper, rows);
        this.offerMore(rows, found);
        if (!this.results.isConnected) this.listed.replaceWith(this.results);
        document.dispatchEvent(new CustomEvent("briefing:shown"));
      } catch {
        if (turn !== this.turn) return;
        this.whole();
        this.status.textContent = this.words.failed;
      }
    }

    whole() {
      this.answered = "";
      this.status.textContent = "";
      if (this.results.isConnected) this.results.replaceWith(this.listed);
    }

    /** The rows as their own pages have them; links go on from there. */
    async show(rows, entries) {
      for (const [html, base] of await Promise.all(entries.map((entry) => entry.list.html(entry)))) {
        const holder = document.createElement("template");
        holder.innerHTML = html;
        for (const link of holder.content.querySelectorAll("a[href]")) link.href = new URL(link.getAttribute("href"), base).href;
        rows.append(holder.content);
      }
    }

    offerMore(rows, found) {
      const shown = rows.childElementCount;
      const left = Math.min(SHOWN, found.length - shown);
      if (left <= 0) return;
      const button = Object.assign(document.createElement("button"), { type: "button", className: "bf-more", textContent: filled(this.words.more, { n: left }) });
      button.addEventListener("click", async () => {
        await this.show(rows, found.slice(shown, shown + SHOWN));
        button.remove();
        this.offerMore(rows, found);
        const next = rows.children[shown];
        next.tabIndex = -1;
        next.focus();
        document.dispatchEvent(new CustomEvent("briefing:shown"));
      });
      this.results.append(button);
    }
  }

  let filter;
  const begin = () => {
    const form = document.querySelector(".bf-filter");
    if (form && form !== filter?.form) filter = new Filter(form);
  };
  addEventListener("hashchange", () => filter?.form.isConnected && filter.fromAddress());

  // Material swaps pages without loading them anew; its document$ tells when.
  if (typeof document$ === "undefined") begin();
  else document$.subscribe(begin);
})();
