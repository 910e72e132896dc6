// A file that does not say how it is encoded: the uploader presses the line in which the names are right.
import assert from "node:assert/strict";
import { test } from "node:test";

import { choose, newReader, signIn } from "./support/browser.js";
import { csv, file, goodRow, inWindows1250 } from "./support/files.js";
import { startDemo } from "./support/server.js";
import { setUp } from "./support/setup.js";

const { browser, server } = await setUp(startDemo);

const users = (login) => file("users.csv", inWindows1250(csv(goodRow(login, { first: "Łukasz", last: "Dvořák" }))));

/** Does something that has the file checked again. */
async function checkedAfter(page, act) {
  const answer = page.waitForResponse((found) => found.url().endsWith("/checks"));
  await act();
  await answer;
}

test("one press on the right names, and the file can be uploaded", async () => {
  const reader = await newReader(browser, server);
  const { page } = reader;
  await signIn(page, server);
  const upload = page.getByRole("button", { name: "Upload", exact: true });
  await choose(page, users("lukasz.one"));
  await page.getByRole("heading", { name: "How should the names in users.csv read?" }).waitFor();
  assert.equal(await upload.isDisabled(), true);
  await page.getByText("Łukasz").click();
  await page.locator("#check-verdict", { hasText: "users.csv is valid" }).waitFor();
  assert.equal(await page.getByRole("radio", { checked: true }).getAttribute("value"), "windows-1250");

  // Another line can be chosen: the file is checked again.
  await checkedAfter(page, () => page.locator(".reading", { hasText: "windows-1252" }).click());
  await page.getByText("Łukasz").click();
  await page.locator("#check-verdict", { hasText: "users.csv is valid" }).waitFor();
  await upload.click();
  await page.waitForURL(/#import-\d+$/);
  await page.locator("tbody tr").first().getByText("Succeeded").waitFor();
  const [latest] = (await server.api("imports")).imports;
  assert.equal((await server.api(`imports/${latest.id}`)).file.encoding, "windows-1250");
  await reader.close();
});

test("another file has no choice left from the one before", async () => {
  const reader = await newReader(browser, server);
  const { page } = reader;
  await signIn(page, server);
  await choose(page, users("lukasz.two"));
  await page.getByText("Łukasz").click();
  await page.locator("#check-verdict", { hasText: "users.csv is valid" }).waitFor();
  await choose(page, file("other.csv", csv(goodRow("lukasz.three"))));
  await page.locator("#check-verdict", { hasText: "other.csv is valid" }).waitFor();
  assert.equal(await page.locator("#readings").count(), 0);
  await reader.close();
});

test("by keyboard", async () => {
  const reader = await newReader(browser, server);
  const { page } = reader;
  await signIn(page, server);
  await choose(page, users("lukasz.four"));
  await page.getByRole("radio").first().focus();
  await checkedAfter(page, () => page.keyboard.press("Space"));
  assert.equal(await page.getByRole("radio").first().evaluate((radio) => radio === document.activeElement), true);
  await reader.close();
});

test("without JavaScript", async () => {
  const reader = await newReader(browser, server, { javaScriptEnabled: false });
  const { page } = reader;
  await signIn(page, server, "/upload");
  await page.getByLabel("Completed CSV file").setInputFiles(users("lukasz.five"));
  await page.getByRole("button", { name: "Check" }).click();
  await page.getByText("Łukasz").click();
  await page.getByLabel("Completed CSV file").setInputFiles(users("lukasz.five"));
  await page.getByRole("button", { name: "Check" }).click();
  assert.match(await page.getByRole("main").innerText(), /users\.csv is valid[\s\S]*Read as windows-1250/);
  await page.getByLabel("Completed CSV file").setInputFiles(users("lukasz.five"));
  await page.getByRole("button", { name: "Upload", exact: true }).click();
  await page.waitForURL(/\/#import-\d+$/);
  await reader.close();
});
