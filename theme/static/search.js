// The page of search. Pagefind and its index are loaded when a reader first searches, and on no other page.
const PER_PAGE = 10, PER_EDITION = 6, AROUND = 24, LENGTH = 110;
const HAN = /[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]/u;
const form = document.querySelector(".search");
const input = form.elements.q;
const state = document.querySelector(".search__state[role]");
const list = document.querySelector(".search__results");
const more = document.querySelector(".search__more");

// The index is in parts (plugins/search/parts.py); the first one has the engine, which asks them all as one.
const path = (below) => new URL(below, location.href).pathname;
const [first, ...others] = form.dataset.parts.split(" ").map((part) => path(`${form.dataset.index}${part}/`));
let engine;
const load = () => engine ??= import(`${first}pagefind.js`).then(async (found) => {
  const options = { baseUrl: path(form.dataset.base) };
  await found.options(options);
  await Promise.all(others.map((part) => found.mergeIndex(part, options)));
  return found;
});

// The index has a space around each Chinese character (plugins/search/pages.py): a word is a phrase of them.
const asked = (word) => HAN.test(word) ? `"${word.replace(new RegExp(HAN, "gu"), " $& ").trim()}"` : word;
const WIDE = "[\\u2018-\\u201d\\u2026\\u3000-\\u303f\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\uff00-\\uffef]";
const closed = (text) => text.replace(new RegExp(`(${WIDE}) +(?=${WIDE})`, "gu"), "$1").replace(/ +/g, " ").trim();

const say = (text) => { state.textContent = text; state.hidden = !text; };
const fill = (text, words) => text.replace(/\{(\w+)\}/g, (_, name) => words[name]);

const element = (name, className, ...children) => {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
};

const link = (url, text) => {
  const made = element("a", "", text);
  made.href = url;
  return made;
};

// Where the first of the words stands, some of the text around it, the words marked.
const excerpt = (text, words) => {
  const low = text.toLowerCase();
  const at = Math.max(0, Math.min(...words.map((word) => low.indexOf(word)).filter((place) => place >= 0), text.length) - AROUND);
  const shown = `${at ? "…" : ""}${text.slice(at, at + LENGTH)}${at + LENGTH < text.length ? "…" : ""}`;
  const pattern = new RegExp(`(${words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|")})`, "giu");
  return element("p", "", ...shown.split(pattern).map((part, number) => number % 2 ? element("mark", "", part) : part));
};

// The stories of an edition with words in them, those with most of the words first. A place is counted in words.
const stories = (page, words) => {
  const text = page.raw_content.split(/\s+/);
  const anchors = page.anchors.filter(({ element }) => element === "h2" || element === "h3");
  return anchors.map(({ id, element, text: title, location }, number) => {
    const own = closed(text.slice(location, anchors[number + 1]?.location).join(" "));
    const low = own.toLowerCase();
    if (element === "h2" && own === closed(title)) return {};  // only the name of a section
    return { id, title: closed(title), text: own, found: words.filter((word) => low.includes(word)).length };
  }).filter(({ found }) => found).sort((one, other) => other.found - one.found).slice(0, PER_EDITION);
};

// Editions in which every word is found.
const search = async (words) => {
  const engine = await load();
  const found = await Promise.all(words.map(async (word) => (await engine.search(asked(word))).results));
  const [first, ...others] = found.map((results) => new Map(results.map((result) => [result.id, result])));
  return [...first.keys()].filter((id) => others.every((other) => other.has(id)))
    .map((id) => first.get(id));
};

const edition = async (result, words) => {
  const page = await result.data();
  const told = stories(page, words).map(({ id, title, text }) => element("li", "", link(`${page.url}#${id}`, title),
    excerpt(text.startsWith(title) ? text.slice(title.length).trim() : text, words)));
  const head = [element("p", "entry__date", page.meta.date ?? ""), element("h2", "entry__title", link(page.url, closed(page.meta.title)))];
  const body = told.length ? element("ul", "search__hits", ...told) : excerpt(closed(page.raw_content), words);
  return element("article", "entry", ...head, body);
};

const show = async (results, words) => {
  list.append(...await Promise.all(results.slice(0, PER_PAGE).map((result) => edition(result, words))));
  const rest = results.slice(PER_PAGE);
  more.hidden = !rest.length;
  more.textContent = fill(more.dataset.more, { count: Math.min(PER_PAGE, rest.length) });
  more.onclick = () => show(rest, words);
};

let latest = 0;
const answer = async (text) => {
  const own = ++latest;
  list.replaceChildren();
  more.hidden = true;
  const words = text.toLowerCase().replaceAll('"', " ").split(/\s+/).filter(Boolean);
  if (!words.length) return say("");
  say(state.dataset.searching);
  try {
    const results = await search(words);
    if (own !== latest) return;
    say(fill(state.dataset[results.length ? "found" : "nothing"], { words: text, count: results.length }));
    await show(results, words);
  } catch {
    say(state.dataset.unavailable);
  }
};

let waiting;
input.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => answer(input.value.trim()), 250);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(waiting);
  const text = input.value.trim();
  history.replaceState(null, "", text ? `?q=${encodeURIComponent(text)}` : location.pathname);
  answer(text);
});
const given = new URLSearchParams(location.search).get("q");
if (given) {
  input.value = given;
  answer(given.trim());
} else {
  input.focus();
}
