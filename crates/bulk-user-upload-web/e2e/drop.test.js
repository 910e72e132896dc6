// Files may be dropped anywhere on the page.
import assert from "node:assert/strict";
import { test } from "node:test";

import { newReader, signIn } from "./support/browser.js";
import { badRow, csv, goodRow } from "./support/files.js";
import { startDemo } from "./support/server.js";
import { setUp } from "./support/setup.js";

const { browser, server } = await setUp(startDemo);

/** What is dragged over the page: files, or selected text. */
function dragged(page, files, text = null) {
  return page.evaluateHandle(
    ([all, plain]) => {
      const transfer = new DataTransfer();
      for (const [name, content] of all) transfer.items.add(new File([content], name, { type: "text/csv" }));
      if (plain !== null) transfer.setData("text/plain", plain);
      return transfer;
    },
    [files, text],
  );
}

for (const path of ["/", "/upload"]) {
  test(`a file dropped on ${path} is checked and uploaded`, async () => {
    const reader = await newReader(browser, server);
    const { page } = reader;
    await signIn(page, server, path);
    const login = path === "/" ? "dropped.one" : "dropped.two";
    const dataTransfer = await dragged(page, [["dropped.csv", csv(goodRow(login), badRow(`${login}.bad`))]]);
    await page.dispatchEvent("body", "dragenter", { dataTransfer });
    assert.equal(await page.locator("#drop").isVisible(), true, "the dialogue with the drop area opens");
    assert.equal(await page.locator("body.over").count(), 1);
    await page.dispatchEvent("body", "dragover", { dataTransfer });
    await page.dispatchEvent("body", "drop", { dataTransfer });
    assert.equal(await page.locator("body.over").count(), 0);
    await page.locator("#check-verdict", { hasText: "dropped.csv has errors" }).waitFor();
    const [name] = await page.locator("#file").evaluate((input) => [...input.files].map((chosen) => chosen.name));
    assert.equal(name, "dropped.csv");
    await page.getByRole("button", { name: "Upload", exact: true }).click();
    await page.waitForURL(/\/#import-\d+$/);
    await page.locator("tbody tr").first().getByText("Failed").waitFor();
    await reader.close();
  });
}

test("two files, and text that is no file", async () => {
  const reader = await newReader(browser, server);
  const { page } = reader;
  await signIn(page, server);
  const text = await dragged(page, [], "only text");
  await page.dispatchEvent("body", "dragenter", { dataTransfer: text });
  await page.dispatchEvent("body", "drop", { dataTransfer: text });
  assert.equal(await page.getByRole("dialog").isVisible(), false);
  const dataTransfer = await dragged(page, [["a.csv", "a"], ["b.csv", "b"]]);
  await page.dispatchEvent("body", "drop", { dataTransfer });
  await page.locator("#verdict", { hasText: "Drop one file at a time." }).waitFor();
  assert.equal(await page.getByRole("button", { name: "Upload", exact: true }).isDisabled(), true);
  // The mark goes when the file is dragged away again.
  await page.dispatchEvent("body", "dragenter", { dataTransfer });
  await page.dispatchEvent("body", "dragleave", { dataTransfer });
  assert.equal(await page.locator("body.over").count(), 0);
  await reader.close();
});
