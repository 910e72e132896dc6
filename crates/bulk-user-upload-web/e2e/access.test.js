// Who has not signed in, has no right, or asks for another's upload sees nothing of it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { enter, newReader, signIn, startBrowser } from "./support/browser.js";
import { badRow, csv, goodRow } from "./support/files.js";
import { startEmpty } from "./support/server.js";

let browser, server, theirs;
before(async () => {
  [browser, server] = [await startBrowser(), await startEmpty(["alice", "newcomer", "agent"])];
  theirs = await server.upload("secret-plans.csv", csv(goodRow("secret.one"), badRow("secret.two")));
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const paths = () => ["", "/row", "/errors.csv", "/undo"].map((rest) => `/imports/${theirs.id}${rest}`);

/** What a path answers to whoever asks, as the browser would ask. */
async function ask(reader, path) {
  const answer = await reader.context.request.get(path);
  return { status: answer.status(), url: answer.url(), text: await answer.text() };
}

test("who has not signed in", async () => {
  const reader = await newReader(browser, server);
  for (const path of ["/", "/upload", "/template", ...paths()]) {
    const { url, text } = await ask(reader, path);
    assert.match(url, /\/sign-in/, path);
    assert.doesNotMatch(text, /secret|import-1|First name/, path);
  }
  await reader.close();
});

test("who has no right to upload", async () => {
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

test("another's upload is not there", async () => {
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
  assert.equal(another.text, unknown.text, "nothing tells it from one that does not exist");
  await page.goto(`/imports/${theirs.id}`);
  await page.getByRole("heading", { name: "Not found" }).waitFor();
  await page.getByRole("link", { name: "Back to the import history" }).click();

  // Somebody of a higher level sees what newcomer uploads.
  const { id } = await server.upload("own.csv", csv(goodRow("own.one")), { as: "newcomer" });
  await page.reload();
  await page.locator(`#import-${id}`).waitFor();
  const above = await newReader(browser, server);
  await signIn(above.page, { login: "alice", password: server.password });
  assert.match(await above.page.locator(`#import-${id}`).innerText(), /newcomer/);
  await above.close();
  await reader.close();
});
