// The filter is in the address, so that a filtered view can be gone back to, and sent to a colleague.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { enter, newReader, signIn, startBrowser } from "./support/browser.js";
import { badRow, csv, goodRow } from "./support/files.js";
import { startEmpty } from "./support/server.js";

let browser, server;
before(async () => {
  [browser, server] = [await startBrowser(), await startEmpty(["alice", "boss"])];
  await server.upload("one.csv", csv(goodRow("filter.one")));
  await server.upload("two.csv", csv(goodRow("filter.two"), badRow("filter.three")));
  await server.upload("three.csv", csv(badRow("filter.four")));
  await server.upload("four.csv", csv(badRow("filter.five"), badRow("filter.six")), { as: "boss" });
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** The numbers of the imports that the page shows. */
function shown(page) {
  return page.locator("tbody tr").evaluateAll((rows) => rows.map((row) => Number(row.id.replace("import-", ""))));
}

test("the filter is in the address", async () => {
  const reader = await newReader(browser, server);
  const { page } = reader;
  await signIn(page, { login: "boss", password: server.password });
  assert.deepEqual(await shown(page), [4, 3, 2, 1], "newest first, and those of users at or below one's own level");
  const filter = page.locator("#filter");
  await filter.locator("summary").click();
  for (const column of ["Upload status", "Users", "Created", "Rows with errors", "Uploaded by", "File name"]) {
    assert.ok((await filter.locator("form").innerText()).includes(column), `the filter has ${column}`);
  }
  await filter.getByLabel("Failed").check();
  await filter.getByRole("group", { name: "Users" }).getByLabel("From").fill("2");
  await filter.getByRole("group", { name: "Created" }).getByLabel("To").fill("1");
  await filter.getByLabel("Uploaded by").fill("ALICE");
  await filter.getByLabel("File name").fill("TWO");
  await filter.getByRole("button", { name: "Apply filter" }).click();
  await page.locator("#clear-filter").waitFor();
  assert.deepEqual(await shown(page), [2]);
  const { search } = new URL(page.url());
  for (const part of ["status=failed", "users_from=2", "created_to=1", "uploaded_by=ALICE", "file_name=TWO"]) {
    assert.ok(search.includes(part), search);
  }
  const chips = await page.locator(".chip").allInnerTexts();
  assert.deepEqual(chips, ["Failed", "Users: 2 or more", "Created: 0 to 1", "Uploaded by: ALICE", "File name: TWO"]);

  // Back, and forward again.
  await page.goBack();
  assert.deepEqual(await shown(page), [4, 3, 2, 1]);
  await page.goForward();
  assert.deepEqual(await shown(page), [2]);
  await filter.locator("summary").click();
  assert.equal(await filter.getByLabel("Failed").isChecked(), true, "the form shows what the view is filtered by");
  assert.equal(await filter.getByRole("group", { name: "Users" }).getByLabel("From").inputValue(), "2");

  // A colleague who follows the link signs in on the way, and sees the same view.
  const colleague = await newReader(browser, server);
  await enter(colleague.page, { login: "alice", password: server.password }, `/${search}`);
  await colleague.page.locator("#clear-filter").waitFor();
  assert.equal(new URL(colleague.page.url()).search, search);
  assert.deepEqual(await colleague.page.locator(".chip").allInnerTexts(), chips);
  assert.deepEqual(await shown(colleague.page), [2]);
  await colleague.page.locator("#clear-filter").click();
  await colleague.page.locator("#clear-filter").waitFor({ state: "detached" });
  assert.deepEqual(await shown(colleague.page), [3, 2, 1], "what boss uploaded is not alice's to see");
  await colleague.close();

  // Each column by itself.
  for (const [query, expected] of [
    ["status=succeeded", [1]],
    ["status=succeeded&status=failed", [4, 3, 2, 1]],
    ["users_from=1&users_to=1", [3, 1]],
    ["created_from=1", [2, 1]],
    ["rows_with_errors_from=2", [4]],
    ["uploaded_by=boss", [4]],
    ["file_name=T", [3, 2]],
  ]) {
    await page.goto(`/?${query}`);
    assert.deepEqual(await shown(page), expected, query);
  }
  await reader.close();
});

test("Refresh data shows what has been uploaded since, in the same view", async () => {
  const reader = await newReader(browser, server);
  const { page } = reader;
  await signIn(page, { login: "alice", password: server.password }, "/?status=failed&uploaded_by=alice");
  const earlier = await shown(page);
  const { id } = await server.upload("later.csv", csv(badRow("later")));
  await server.upload("good.csv", csv(goodRow("later")));
  await page.waitForTimeout(500);
  assert.deepEqual(await shown(page), earlier);
  await page.getByRole("link", { name: "Refresh data" }).click();
  await page.locator(`#import-${id}`).waitFor();
  assert.deepEqual(await shown(page), [id, ...earlier]);
  await reader.close();
});

test("pages of fifty", async () => {
  for (let count = 0; count < 55; count += 1) await server.upload(`${count}.csv`, csv(badRow("paged")));
  const reader = await newReader(browser, server);
  const { page } = reader;
  await signIn(page, { login: "alice", password: server.password }, "/?status=failed");
  const first = await shown(page);
  assert.equal(first.length, 50);
  assert.equal(await page.getByRole("link", { name: "Newest uploads" }).count(), 0);
  await page.getByRole("link", { name: "Older uploads" }).click();
  await page.waitForURL(/before=/);
  const second = await shown(page);
  assert.match(page.url(), /status=failed/, "the filter goes along");
  assert.ok(second.length > 5 && second.every((id) => id < first.at(-1)), "nothing twice");
  assert.equal(new Set([...first, ...second]).size, first.length + second.length);
  assert.equal(await page.getByRole("link", { name: "Older uploads" }).count(), 0);
  await page.getByRole("link", { name: "Newest uploads" }).click();
  await page.waitForURL((url) => !url.search.includes("before"));
  assert.deepEqual(await shown(page), first);
  await reader.close();
});
