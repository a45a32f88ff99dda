// axe on pages, light and dark: reads {"chromium", "flags", "pages": [address]} and prints one line of JSON.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const tools = createRequire(join(process.cwd(), "package.json"));
const { default: puppeteer } = await import(tools.resolve("puppeteer-core"));
const axe = readFileSync(tools.resolve("axe-core/axe.min.js"), "utf8");
const { chromium, flags, pages } = JSON.parse(readFileSync(0, "utf8"));

const browser = await puppeteer.launch({ executablePath: chromium, args: flags });
const found = [];
for (const scheme of ["light", "dark"]) {
  for (const address of pages) {
    const page = await browser.newPage();
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.setBypassCSP(true);
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    await page.goto(address, { waitUntil: "networkidle0" });
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => globalThis.axe.run({ resultTypes: ["violations"] }));
    const rules = violations.map(({ id, help, nodes }) => ({ id, help, target: nodes[0].target.join(" "), count: nodes.length }));
    found.push({ address, scheme, rules, asked });
    await page.close();
  }
}
await browser.close();
console.log(JSON.stringify(found));
