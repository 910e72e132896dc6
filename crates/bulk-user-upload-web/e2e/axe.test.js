// axe finds nothing, on any view, light or dark.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import axe from "axe-core";

import { newReader, signIn, startBrowser } from "./support/browser.js";
import { startEmpty } from "./support/server.js";
import { OUTER_VIEWS, VIEWS, fillHistory, othersViews } from "./support/views.js";

let browser, server;
before(async () => {
  [browser, server] = [await startBrowser(), await startEmpty(["alice", "newcomer", "agent"])];
  await fillHistory(server);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** What axe finds, each thing with where it is. */
async function findings(page) {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => window.axe.run());
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} ${target}: ${failureSummary}`));
}

for (const colorScheme of ["light", "dark"]) {
  test(`axe, ${colorScheme}`, async (t) => {
    const reader = await newReader(browser, server, { colorScheme });
    const { page } = reader;
    const look = (name, open) =>
      t.test(name, async () => {
        await open(page);
        assert.deepEqual(await findings(page), []);
      });
    for (const [name, open] of Object.entries(OUTER_VIEWS)) await look(name, open);
    await signIn(page, { login: "alice", password: server.password });
    for (const [name, open] of Object.entries(VIEWS)) await look(name, open);
    await look("a row in progress", async () => {
      await server.keepBusy();
      await page.goto("/");
      await page.locator("progress").first().waitFor();
    });
    await page.setViewportSize({ width: 390, height: 800 });
    await look("the history on a phone", VIEWS["the history"]);
    await look("the filter on a phone", VIEWS["the filter"]);
    await page.context().clearCookies();
    for (const [name, open] of Object.entries(othersViews(page, server.password))) await look(name, open);
    await reader.close();
  });
}
