// The whole story without JavaScript: forms are posted, and pages come back.
import assert from "node:assert/strict";
import { test } from "node:test";

import { download, newReader, newestImport, signIn } from "./support/browser.js";
import { TEMPLATE, badRow, csv, file, goodRow, mend } from "./support/files.js";
import { startDemo } from "./support/server.js";
import { setUp } from "./support/setup.js";

const { browser, server } = await setUp(startDemo);

/** Follows “Refresh data” until the row shows the status. */
async function refreshUntil(page, id, status) {
  for (let turn = 0; turn < 60; turn += 1) {
    const row = page.locator(`#import-${id}`);
    if ((await row.locator(".status").innerText()) === status) return row;
    await page.getByRole("link", { name: "Refresh data" }).click();
    await page.waitForTimeout(250);
  }
  throw new Error(`Upload ${id} did not become ${status}`);
}

test("the whole story without JavaScript", async () => {
  const reader = await newReader(browser, server, { javaScriptEnabled: false });
  const { page } = reader;
  const main = page.getByRole("main");
  await signIn(page, server);
  const template = await download(page, () => page.getByRole("link", { name: "Download import template" }).click());
  assert.equal(template.text, TEMPLATE);
  assert.match(await page.locator("time").first().innerText(), /UTC$/, "without the script, times are in UTC and say so");

  await page.getByText("Filter", { exact: true }).click();
  await page.getByLabel("Succeeded").check();
  await page.getByRole("button", { name: "Apply filter" }).click();
  assert.deepEqual(await page.locator("tbody .status").allInnerTexts(), ["Succeeded"]);
  await page.getByRole("link", { name: "Clear filter" }).first().click();

  await page.getByRole("link", { name: "Upload file" }).click();
  assert.equal(new URL(page.url()).pathname, "/upload");
  const users = file("users.csv", csv(goodRow("plain.one"), badRow("plain.two")));
  await page.getByLabel("Completed CSV file").setInputFiles(users);
  await page.getByRole("button", { name: "Check" }).click();
  assert.match(await main.innerText(), /users\.csv has errors[\s\S]*1 user will be created[\s\S]*Primary team: does not exist/);
  assert.equal((await server.api("imports")).imports.length, 2, "a check stores nothing");
  await server.keepBusy();
  await page.getByLabel("Completed CSV file").setInputFiles(users);
  await page.getByRole("button", { name: "Upload", exact: true }).click();
  await page.waitForURL(/\/#import-\d+$/);
  const first = await newestImport(page);
  assert.match(await page.locator(`#import-${first}`).innerText(), /In progress[\s\S]*Pending/);
  const row = await refreshUntil(page, first, "Failed");
  await row.getByRole("link", { name: `Details of upload ${first}` }).click();
  assert.match(await main.innerText(), /Primary team: does not exist/);
  await page.getByText("Cells as uploaded").click();
  assert.match(await page.locator(".cells").innerText(), /plain\.two/);

  const errors = await download(page, () => page.getByRole("link", { name: "Download rows with errors" }).click());
  const mended = mend(errors.text, { "Primary team*": "Sales", "Password*": "Amber-Compass-12" });
  await page.getByRole("link", { name: "Back to the import history" }).click();
  await page.getByRole("link", { name: "Upload file" }).click();
  await page.getByLabel("Completed CSV file").setInputFiles(file("mended.csv", mended));
  await page.getByRole("button", { name: "Upload", exact: true }).click();
  await page.waitForURL(/\/#import-\d+$/);
  const second = await newestImport(page);
  await refreshUntil(page, second, "Succeeded");
  await page.getByRole("link", { name: `Details of upload ${second}` }).click();
  await page.getByRole("link", { name: "Undo" }).click();
  assert.match(await main.innerText(), /plain\.two/);
  await page.getByRole("button", { name: "Deactivate 1 user" }).click();
  await page.getByText("1 user deactivated by").waitFor();
  await page.getByRole("button", { name: "Sign out" }).click();
  assert.equal(new URL(page.url()).pathname, "/sign-in");
  await reader.close();
});
