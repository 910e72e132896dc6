// axe finds no violation on any view, light or dark.
import assert from "node:assert/strict";
import { test } from "node:test";

import axe from "axe-core";

import { newReader, signIn } from "./support/browser.js";
import { startEmpty } from "./support/server.js";
import { setUp } from "./support/setup.js";
import { OUTER_VIEWS, VIEWS, fillHistory, othersViews } from "./support/views.js";

const { browser, server } = await setUp(() => startEmpty(["alice", "newcomer", "agent"]));
await fillHistory(server);

/** The violations that axe finds, with their elements. */
async function violationsOn(page) {
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
        assert.deepEqual(await violationsOn(page), []);
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
