// What a fact rests on: the quote of its source, shown at the mark that is pointed at, reached or tapped.
(() => {
  const { evidence, quote, tap, zone } = document.currentScript.dataset;
  const box = Object.assign(document.createElement("aside"), { className: "quote", id: "_quote", hidden: true });
  box.setAttribute("role", "tooltip");
  document.body.append(box);

  // A mark of the source that the headline leads to comes without the address.
  for (const mark of document.querySelectorAll(".src:not([href])")) {
    const link = mark.closest(".story")?.querySelector("h3 a");
    if (link) Object.assign(mark, { href: link.href, rel: link.rel });
  }

  // Read once, when the first mark is pointed at; marks stay plain links where it cannot be had.
  let reading;
  const read = () => (reading ??= fetch(evidence).then((answer) => (answer.ok ? answer.json() : null), () => null));
  const line = (name, text, lang) => Object.assign(document.createElement(name), { textContent: text, lang });

  let shown = null;
  const hide = () => {
    shown?.removeAttribute("aria-describedby");
    shown = null;
    box.hidden = true;
  };
  const show = async (mark, hint) => {
    if (shown === mark) return;
    hide();
    shown = mark;
    const made = await read();
    const [story, fact] = mark.dataset.fact.split(".").map(Number);
    const record = made?.stories[story]?.facts[fact];
    if (!record || shown !== mark) return;
    const item = made.items.find((one) => one.id === record.item_id);
    const page = document.documentElement.lang;
    box.replaceChildren(line("q", quote.replace("{quote}", record.quote), item?.language ?? page));
    const day = item?.published && new Date(item.published).toLocaleDateString(page, { dateStyle: "medium", timeZone: zone });
    box.append(line("small", [item?.source, day, hint && tap].filter(Boolean).join(" · "), page));
    box.hidden = false;
    const at = mark.getBoundingClientRect();
    const left = Math.min(at.left, document.documentElement.clientWidth - box.offsetWidth - 8);
    const above = at.bottom + box.offsetHeight > innerHeight && at.top > box.offsetHeight;
    box.style.left = `${scrollX + Math.max(8, left)}px`;
    box.style.top = `${scrollY + (above ? at.top - box.offsetHeight - 6 : at.bottom + 6)}px`;
    mark.setAttribute("aria-describedby", box.id);
  };

  const markOf = (event) => event.target.closest?.(".src[data-fact]");
  let finger = false;
  addEventListener("pointerdown", (event) => { finger = event.pointerType === "touch"; });
  addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const mark = markOf(event);
    if (mark) show(mark); else if (!event.target.closest?.(".quote") && shown !== document.activeElement) hide();
  });
  addEventListener("focusin", (event) => { const mark = markOf(event); if (mark && !finger) show(mark); });
  addEventListener("focusout", (event) => { if (event.target === shown) hide(); });
  addEventListener("click", (event) => {
    const mark = markOf(event);
    if (!mark) hide();
    else if (finger && shown !== mark) {
      event.preventDefault();
      show(mark, true);
    }
  });
  addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
})();
