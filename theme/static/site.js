// What the page does besides being read: theme, keys, sharing, jump list. Everything is readable without it.
(() => {
  const root = document.documentElement;
  const words = document.currentScript.dataset;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const one = (selector, within = document) => within.querySelector(selector);

  // Theme: the system decides until the reader does; covers and the browser's own colour follow.
  const system = matchMedia("(prefers-color-scheme: dark)");
  const dress = () => {
    const chosen = root.dataset.theme;
    if (!chosen) return;
    for (const source of all("source[data-scheme]")) source.media = source.dataset.scheme === chosen ? "all" : "not all";
    for (const meta of all('meta[name="theme-color"]')) meta.content = getComputedStyle(document.body).backgroundColor;
  };
  const switchTheme = () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : system.matches;
    root.dataset.theme = dark ? "light" : "dark";
    try { localStorage.setItem("theme", root.dataset.theme); } catch { /* private mode: for this page only */ }
    dress();
  };
  dress();
  const themeSwitch = one(".theme-switch");
  if (themeSwitch) {
    themeSwitch.hidden = false;
    themeSwitch.addEventListener("click", switchTheme);
  }

  // Stories of an edition, editions of a list: j and k go through them, o opens the one that was reached.
  const stops = all(".story").length ? all(".story") : all(".lead, .entry");
  const link = (stop) => one("h3 a, h2 a", stop);
  const reached = () => stops.findIndex((stop) => stop.contains(document.activeElement));
  const go = (step) => {
    const at = reached();
    const below = stops.findIndex((stop) => stop.getBoundingClientRect().top > -8);
    const ahead = below < 0 ? stops.length : below;
    const next = stops[at >= 0 ? at + step : step > 0 ? ahead : ahead - 1];
    if (!next) return;
    link(next)?.focus({ preventScroll: true });
    next.scrollIntoView();
  };

  const keys = one("#_keys");
  const keysOpen = one(".keys-open");
  const toggleKeys = () => { if (keys.open) keys.close(); else keys.showModal(); };
  keysOpen.hidden = false;
  keysOpen.addEventListener("click", toggleKeys);
  one(".keys__close").addEventListener("click", toggleKeys);
  const search = () => {
    const field = one('main input[type="search"]');
    if (field) field.focus(); else one('.masthead a[href$="/search/"]')?.click();
  };
  const answers = {
    j: () => go(1), k: () => go(-1), o: () => { const stop = stops[reached()]; if (stop) link(stop)?.click(); },
    t: switchTheme, "/": search, "?": toggleKeys,
  };
  addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (keys.open && event.key !== "?") return;
    const answer = Object.hasOwn(answers, event.key) && answers[event.key];
    if (!answer) return;
    event.preventDefault();
    answer();
  });

  // Sharing: a story's link opens the menu of the edition, made out to the story.
  const menu = one(".share-menu")?.cloneNode(true);
  let shared = null;
  const close = () => {
    if (!shared) return;
    shared.setAttribute("aria-expanded", "false");
    shared = null;
    menu.remove();
  };
  const copyTo = async (button, address) => {
    await navigator.clipboard.writeText(address);
    button.textContent = words.copied;
    setTimeout(close, 1200);
  };
  const open = (opener) => {
    close();
    shared = opener;
    opener.setAttribute("aria-expanded", "true");
    const address = location.href.split("#")[0] + opener.hash;
    const headline = link(opener.closest(".story")).textContent.trim();
    const [copy, ...services] = all("a", menu);
    copy.href = address;
    copy.textContent = words.copy;
    for (const service of services) {
      const query = new URLSearchParams(service.search);
      query.set("url", query.get("url").split("#")[0] + opener.hash);
      query.set(query.has("title") ? "title" : "text", headline);
      service.search = query.toString().replaceAll("+", "%20");
    }
    copy.onclick = (event) => {
      if (!navigator.clipboard) return;
      event.preventDefault();
      copyTo(copy, address);
    };
    one("button", menu)?.remove();
    if (navigator.share) {
      const more = Object.assign(document.createElement("button"), { type: "button", textContent: words.more });
      more.addEventListener("click", () => navigator.share({ title: headline, url: address }).catch(() => {}));
      menu.append(more);
    }
    opener.after(menu);
    copy.focus({ preventScroll: true });
  };
  if (menu) {
    menu.firstChild.textContent = "";
    for (const opener of all(".share")) {
      opener.textContent = words.share;
      opener.setAttribute("role", "button");
      opener.setAttribute("aria-expanded", "false");
    }
    addEventListener("click", (event) => {
      const opener = event.target.closest(".share");
      if (opener) event.preventDefault();
      if (opener && opener !== shared) open(opener);
      else if (!menu.contains(event.target)) close();
    });
    addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !shared) return;
      shared.focus();
      close();
    });
  }

  // The jump list: the sheet closes behind a jump, the list shows where the reader is.
  const contents = one(".contents");
  if (!contents) return;
  const sections = all("a", contents);
  for (const heading of all(".prose > h2")) {
    const list = document.createElement("ol");
    for (let next = heading.nextElementSibling; next && next.tagName !== "H2"; next = next.nextElementSibling) {
      if (!next.matches(".story")) continue;
      const jump = Object.assign(document.createElement("a"), { href: `#${next.id}`, textContent: link(next).textContent, lang: link(next).closest("[lang]").lang });
      const entry = document.createElement("li");
      entry.append(jump);
      list.append(entry);
    }
    if (list.firstChild) sections.find((jump) => decodeURIComponent(jump.hash) === `#${heading.id}`)?.after(list);
  }
  const jumps = new Map(all("a", contents).map((jump) => [decodeURIComponent(jump.hash.slice(1)), jump]));
  contents.addEventListener("click", (event) => {
    if (event.target.closest("a") && contents.matches(":popover-open")) contents.hidePopover();
  });
  const watch = new IntersectionObserver((entries) => {
    const entry = entries.findLast((one) => one.isIntersecting);
    if (!entry) return;
    one("[aria-current]", contents)?.removeAttribute("aria-current");
    jumps.get(entry.target.id)?.setAttribute("aria-current", "true");
  }, { rootMargin: "0px 0px -75% 0px" });
  for (const id of jumps.keys()) {
    const place = document.getElementById(id);
    if (place) watch.observe(place);
  }
})();
