// Users who have not signed in, lack the right, or may not see an upload are shown nothing of it.
import assert from "node:assert/strict";
import { test } from "node:test";

import { enter, newReader, signIn } from "./support/browser.js";
import { badRow, csv, goodRow } from "./support/files.js";
import { startEmpty } from "./support/server.js";
import { setUp } from "./support/setup.js";

const { browser, server } = await setUp(() => startEmpty(["alice", "newcomer", "agent"]));
const theirs = await server.upload("secret-plans.csv", csv(goodRow("secret.one"), badRow("secret.two")));

const paths = () => ["", "/row", "/errors.csv", "/undo"].map((rest) => `/imports/${theirs.id}${rest}`);

/** The answer to a request that has the cookies of the browser. */
async function ask(reader, path) {
  const answer = await reader.context.request.get(path);
  return { status: answer.status(), url: answer.url(), text: await answer.text() };
}

test("a user who has not signed in", async () => {
  const reader = await newReader(browser, server);
  for (const path of ["/", "/upload", "/template", ...paths()]) {
    const { url, text } = await ask(reader, path);
    assert.match(url, /\/sign-in/, path);
    assert.doesNotMatch(text, /secret|import-1|First name/, path);
  }
  await reader.close();
});

test("a user without the right to upload", async () => {
  const reader = await newReader(browser, server);
  const { page } = reader;
  await enter(page, { login: "agent", password: server.password });
  await page.getByRole("heading", { name: "No right to upload users" }).waitFor();
  assert.equal(await page.getByRole("link", { name: "Upload file" }).count(), 0);
  assert.deepEqual(await reader.context.cookies(), [], "no session is opened");
  for (const path of ["/", "/upload", ...paths()]) {
    const { url, text } = await ask(reader, path);
    assert.match(url, /\/sign-in/, path);
    assert.doesNotMatch(text, /secret|import-1/, path);
  }
  await reader.close();
});

test("an upload of another user is not found", async () => {
  const reader = await newReader(browser, server);
  const { page } = reader;
  await signIn(page, { login: "newcomer", password: server.password });
  await page.getByRole("heading", { name: "No uploads yet" }).waitFor();
  const unknown = await ask(reader, "/imports/4000");
  for (const path of paths()) {
    const { status, text } = await ask(reader, path);
    assert.equal(status, 404, path);
    assert.doesNotMatch(text, /secret/, path);
  }
  const another = await ask(reader, `/imports/${theirs.id}`);
  assert.equal(another.text, unknown.text, "it cannot be told from an upload that does not exist");
  await page.goto(`/imports/${theirs.id}`);
  await page.getByRole("heading", { name: "Not found" }).waitFor();
  await page.getByRole("link", { name: "Back to the import history" }).click();

  // A user of a higher level sees what newcomer uploads.
  const { id } = await server.upload("own.csv", csv(goodRow("own.one")), { as: "newcomer" });
  await page.reload();
  await page.locator(`#import-${id}`).waitFor();
  const above = await newReader(browser, server);
  await signIn(above.page, { login: "alice", password: server.password });
  assert.match(await above.page.locator(`#import-${id}`).innerText(), /newcomer/);
  await above.close();
  await reader.close();
});
