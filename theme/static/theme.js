// The chosen theme, set before the first paint; without a choice the system decides (style.css).
(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const read = () => { try { return localStorage.getItem("theme"); } catch { return null; } };
  const write = (theme) => { try { localStorage.setItem("theme", theme); } catch { /* private mode: for this page only */ } };

  const chosen = read();
  if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;

  // Covers follow the system by themselves; a chosen theme decides for them.
  const dressCovers = () => {
    if (!root.dataset.theme) return;
    for (const source of document.querySelectorAll("source[data-scheme]")) {
      source.media = source.dataset.scheme === root.dataset.theme ? "all" : "not all";
    }
  };

  addEventListener("DOMContentLoaded", () => {
    dressCovers();
    const button = document.querySelector(".theme-switch");
    if (!button) return;
    button.hidden = false;
    button.addEventListener("click", () => {
      const dark = root.dataset.theme ? root.dataset.theme === "dark" : system.matches;
      root.dataset.theme = dark ? "light" : "dark";
      write(root.dataset.theme);
      dressCovers();
    });
  });
})();
