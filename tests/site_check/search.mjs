// The page of search: reads {"chromium", "flags", "address", "words"}, types the words, follows the first story.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const tools = createRequire(join(process.cwd(), "package.json"));
const { default: puppeteer } = await import(tools.resolve("puppeteer-core"));
const { chromium, flags, address, words } = JSON.parse(readFileSync(0, "utf8"));

const browser = await puppeteer.launch({ executablePath: chromium, args: flags });
const page = await browser.newPage();
const asked = [];
page.on("request", (request) => asked.push(request.url()));
await page.goto(address, { waitUntil: "networkidle0" });
const before = asked.filter((url) => url.includes("/pagefind/")).length;
await page.type("input[name=q]", words);
const found = await page.waitForSelector(".search__hits a", { timeout: 10000 }).then(() => true, () => false);
let place = "", visible = false;
if (found) {
  place = decodeURIComponent(await page.$eval(".search__hits a", (link) => link.href));
  await Promise.all([page.waitForNavigation(), page.click(".search__hits a")]);
  await new Promise((resolve) => setTimeout(resolve, 800));
  visible = await page.evaluate(() => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const { top } = target?.getBoundingClientRect() ?? { top: -1 };
    return top >= -2 && top < innerHeight;
  });
}
await browser.close();
console.log(JSON.stringify({ before, found, place, visible }));
