// The whole story, as the product's description tells it: from the template to the upload of a corrected row.
import assert from "node:assert/strict";
import { test } from "node:test";

import { choose, download, newReader, newestImport, signIn } from "./support/browser.js";
import { TEMPLATE, badRow, csv, file, goodRow, mend } from "./support/files.js";
import { startDemo } from "./support/server.js";
import { setUp } from "./support/setup.js";

const { browser, server } = await setUp(startDemo);

test("from the template to the corrected rows, uploaded again and undone", async () => {
  const reader = await newReader(browser, server);
  const { page } = reader;

  // A user who has not signed in is asked to. After a wrong password, the form keeps the login.
  await page.goto("/");
  assert.equal(new URL(page.url()).pathname, "/sign-in");
  await page.getByLabel("Login").fill(server.login);
  await page.getByLabel("Password").fill("not it");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("alert").waitFor();
  assert.equal(await page.getByLabel("Login").inputValue(), server.login);
  assert.equal(await page.getByLabel("Password").inputValue(), "");
  await signIn(page, server);

  const template = await download(page, () => page.getByRole("link", { name: "Download import template" }).click());
  assert.equal(template.text, TEMPLATE);
  assert.match(template.name, /\.csv$/);

  // A good row and a bad row: the verdict comes at once, before anything is uploaded.
  const uploads = await page.locator("#history tbody tr").count();
  const upload = page.getByRole("button", { name: "Upload", exact: true });
  await page.getByRole("link", { name: "Upload file" }).click();
  assert.equal(await page.getByRole("dialog").isVisible(), true);
  assert.equal(await upload.isDisabled(), true, "there is nothing to upload yet");
  const users = csv(goodRow("good.one"), badRow("bad.one", { last: "<script>alert(1)</script>" }));
  await choose(page, file("users.csv", users));
  const verdict = page.locator("#check-verdict");
  assert.match(await verdict.innerText(), /users\.csv has errors/);
  assert.match(await verdict.innerText(), /1 user will be created/);
  assert.match(await verdict.innerText(), /Primary team: does not exist/);
  assert.match(await verdict.innerText(), /Sales/, "the verdict suggests a team");
  assert.match(await verdict.innerText(), /invalid characters/);
  assert.equal(await upload.isEnabled(), true, "the good row can be uploaded");
  assert.match(await page.locator("#verdict-announcement").textContent(), /users\.csv has errors/);
  assert.equal((await server.api("imports")).imports.length, uploads, "a check stores nothing");

  // A file of the wrong type cannot be uploaded. Another file can be chosen.
  await choose(page, file("users.xlsx", "PK"));
  await page.locator("#check-verdict", { hasText: "File type: invalid type" }).waitFor();
  assert.equal(await upload.isDisabled(), true);
  await choose(page, file("users.csv", users));
  await page.locator("#check-verdict", { hasText: "users.csv has errors" }).waitFor();
  await page.getByLabel("Create no users if any row has an error").check();
  await page.locator("#check-verdict", { hasText: "none can be created" }).waitFor();
  await page.getByLabel("Create no users if any row has an error").uncheck();
  await page.locator("#check-verdict", { hasText: "1 user will be created" }).waitFor();

  // Upload: the row is pending, and then shows its outcome although the page is not reloaded.
  await server.keepBusy();
  await upload.click();
  await page.waitForURL(/#import-\d+$/);
  const first = await newestImport(page);
  const row = page.locator(`#import-${first}`);
  assert.match(await row.innerText(), /In progress[\s\S]*Pending/);
  assert.match(await row.innerText(), /Not yet/);
  await page.evaluate(() => (window.isTheSamePage = true));
  await row.getByText("Failed").waitFor();
  assert.equal(await page.evaluate(() => window.isTheSamePage), true);
  await page.locator("#announcement", { hasText: `Upload ${first}: Failed` }).waitFor({ state: "attached" });
  assert.deepEqual((await row.locator("td.number").allInnerTexts()).map((text) => text.match(/\d+$/)[0]), ["2", "1", "1"]);

  // Details: the counts, the row and its cells, but not the password.
  await row.getByRole("link", { name: `Details of upload ${first}` }).click();
  const main = page.getByRole("main");
  await page.getByRole("heading", { name: `Upload ${first}`, level: 1 }).waitFor();
  const facts = await page.locator(".facts > div").allInnerTexts();
  for (const fact of ["Users\n2", "Created\n1", "Rows with errors\n1", `Uploaded by\n${server.login}`]) {
    assert.ok(facts.includes(fact), `${fact} among ${facts}`);
  }
  assert.ok(facts.some((fact) => fact.includes("users.csv")));
  assert.deepEqual(await page.locator(".counts li").allInnerTexts().then((all) => all.map((text) => text.split("\n")[0])), [
    "First name or last name: invalid characters",
    "Primary team: does not exist",
  ]);
  await page.getByText("Cells as uploaded").click();
  const cells = await page.locator(".cells").innerText();
  assert.ok(cells.includes("<script>alert(1)</script>") && cells.includes("Sale"), cells);
  assert.ok(!(await page.content()).includes("Quiet-Meadow-31"), "passwords are not stored");
  assert.match(await main.innerText(), /good\.one[\s\S]*Created/);

  // Correct the rows with errors, and enter the password again.
  const errors = await download(page, () => page.getByRole("link", { name: "Download rows with errors" }).click());
  assert.ok(!errors.text.includes("Quiet-Meadow-31") && !errors.text.includes("good.one"), errors.text);
  assert.match(errors.text, /bad\.one/);
  const mended = mend(errors.text, { "Last name*": "Doyle", "Primary team*": "Sales", "Password*": "Amber-Compass-12" });
  await page.getByRole("link", { name: "Back to the import history" }).click();
  await choose(page, file("mended.csv", mended));
  assert.match(await verdict.innerText(), /mended\.csv is valid/);
  assert.match(await verdict.innerText(), /1 user will be created\./);
  assert.match(await verdict.innerText(), /Agent: 1[\s\S]*Sales: 1/, "the verdict counts the users of each group and team");
  await upload.click();
  await page.waitForURL(/#import-\d+$/);
  const second = await newestImport(page);
  assert.ok(second > first);
  await page.locator(`#import-${second}`).getByText("Succeeded").waitFor();
  assert.ok(await page.locator(`#import-${second} use[href="#icon-tick"]`).count());

  // Undo: first the preview, then the undo itself.
  await page.getByRole("link", { name: `Details of upload ${second}` }).click();
  await page.getByRole("link", { name: "Undo" }).click();
  assert.match(await main.innerText(), /To be deactivated[\s\S]*bad\.one/);
  await page.getByRole("button", { name: "Deactivate 1 user" }).click();
  await page.getByText("1 user deactivated by").waitFor();
  assert.equal(await page.getByRole("link", { name: "Undo" }).count(), 0);
  await page.goto("/");
  await page.locator(`#import-${second}`).getByText("Undone").waitFor();

  await page.getByRole("button", { name: "Sign out" }).click();
  assert.equal(new URL(page.url()).pathname, "/sign-in");
  await page.goto("/");
  assert.equal(new URL(page.url()).pathname, "/sign-in");
  await reader.close();
});
