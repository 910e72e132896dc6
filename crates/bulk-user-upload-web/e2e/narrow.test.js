// At a width of 320 px nothing scrolls sideways, not even with text of twice the size.
import assert from "node:assert/strict";
import { test } from "node:test";

import { newReader, signIn } from "./support/browser.js";
import { startEmpty } from "./support/server.js";
import { setUp } from "./support/setup.js";
import { OUTER_VIEWS, VIEWS, fillHistory, othersViews } from "./support/views.js";

const { browser, server } = await setUp(() => startEmpty(["alice", "newcomer", "agent"]));
await fillHistory(server);

/** The elements that reach beyond the right edge of the page or of the dialogue. */
function tooWide(page, fontSize) {
  return page.evaluate((size) => {
    document.documentElement.style.fontSize = size;
    const boxes = [document.scrollingElement, ...document.querySelectorAll("dialog[open]")];
    return boxes.flatMap((box) => {
      if (box.scrollWidth <= box.clientWidth) return [];
      const right = box.getBoundingClientRect().left + box.clientWidth;
      const culprits = [...box.querySelectorAll("*")].filter((part) => part.getBoundingClientRect().right > right + 1);
      return [`${box.scrollWidth} > ${box.clientWidth}`, ...culprits.map((part) => part.outerHTML.slice(0, 120))];
    });
  }, fontSize);
}

for (const fontSize of ["100%", "200%"]) {
  test(`320 px, text at ${fontSize}`, async (t) => {
    const reader = await newReader(browser, server, { viewport: { width: 320, height: 640 } });
    const { page } = reader;
    const look = (name, open) =>
      t.test(name, async () => {
        await open(page);
        assert.equal(await page.evaluate(() => window.innerWidth), 320);
        assert.deepEqual(await tooWide(page, fontSize), []);
      });
    for (const [name, open] of Object.entries(OUTER_VIEWS)) await look(name, open);
    await signIn(page, { login: "alice", password: server.password });
    for (const [name, open] of Object.entries(VIEWS)) await look(name, open);
    await page.context().clearCookies();
    for (const [name, open] of Object.entries(othersViews(page, server.password))) await look(name, open);
    await reader.close();
  });
}
