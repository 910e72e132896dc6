// The whole story by keyboard. At each step the focus is visible and not lost.
import assert from "node:assert/strict";
import { test } from "node:test";

import { download, newReader, newestImport } from "./support/browser.js";
import { badRow, csv, file, goodRow, mend } from "./support/files.js";
import { startDemo } from "./support/server.js";
import { setUp } from "./support/setup.js";

const { browser, server } = await setUp(startDemo);

/** The element with the focus: its name, and whether the focus is visible. */
function focused(page) {
  return page.evaluate(() => {
    const element = document.activeElement;
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return {
      isLost: element === document.body,
      name: (element.labels?.[0] ?? element).innerText.trim().replace(/\s+/g, " "),
      isRinged: element.matches(":focus-visible") && outlineStyle !== "none" && parseFloat(outlineWidth) >= 2,
      // No other element covers it, and it is not scrolled away.
      isUncovered: top !== null && (element.contains(top) || element.labels?.[0]?.contains(top) === true),
    };
  });
}

/** Presses Tab until an element with the name has the focus. */
async function tabTo(page, name, key = "Tab") {
  const passed = [];
  for (let step = 0; step < 80; step += 1) {
    await page.keyboard.press(key);
    const now = await focused(page);
    // Between the last element of a page and the first, the focus is in the browser itself.
    if (now.isLost) continue;
    assert.ok(now.isRinged, `the focus is not visible on "${now.name}"`);
    assert.ok(now.isUncovered, `something covers "${now.name}"`);
    if (name instanceof RegExp ? name.test(now.name) : now.name === name) return;
    passed.push(now.name);
  }
  assert.fail(`${name} cannot be reached, only ${[...new Set(passed)].join(" | ")}`);
}

/** Chooses a file; the browser's own dialogue is not ours to test. */
async function chooseByKey(page, chosen) {
  await tabTo(page, "Upload file");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor();
  assert.equal((await focused(page)).name, "Completed CSV file", "the dialogue begins with the file");
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.keyboard.press("Space")]);
  await chooser.setFiles(chosen);
  await page.locator("#check-verdict").waitFor();
  assert.equal((await focused(page)).name, "Completed CSV file", "the verdict does not take the focus");
}

test("the whole story by keyboard", async () => {
  const reader = await newReader(browser, server);
  const { page } = reader;
  await reader.context.addInitScript(() => {
    addEventListener("pointerdown", () => console.error("a pointer was used"), true);
  });
  await page.goto("/");
  await tabTo(page, "Login");
  await page.keyboard.type(server.login);
  await tabTo(page, "Password");
  await page.keyboard.type(server.password);
  await page.keyboard.press("Enter");
  await page.waitForURL("/");

  // The first link skips to the content.
  await page.keyboard.press("Tab");
  assert.equal((await focused(page)).name, "Skip to the content");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  assert.equal((await focused(page)).name, "Refresh data");

  await tabTo(page, "Download import template");
  await download(page, () => page.keyboard.press("Enter"));

  // The filter: open it, close it with Escape, open it again, and apply it with Enter.
  await tabTo(page, "Filter");
  await page.keyboard.press("Space");
  await tabTo(page, "Failed");
  await page.keyboard.press("Escape");
  assert.equal((await focused(page)).name, "Filter");
  assert.equal(await page.locator("#filter form").isVisible(), false);
  await page.keyboard.press("Enter");
  await tabTo(page, "Failed");
  await page.keyboard.press("Space");
  await tabTo(page, "From");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await page.waitForURL(/status=failed/);
  assert.match(page.url(), /users_from=[12]\b/);
  await tabTo(page, "Clear filter");
  await page.keyboard.press("Enter");
  await page.waitForURL("/");

  // The dialogue closes with Escape and with Cancel, and gives the focus back.
  await tabTo(page, "Upload file");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  assert.equal((await focused(page)).name, "Upload file");
  await page.keyboard.press("Enter");
  await tabTo(page, "Cancel");
  await page.keyboard.press("Enter");
  assert.equal((await focused(page)).name, "Upload file");

  await page.reload();
  await chooseByKey(page, file("users.csv", csv(goodRow("keyboard.one"), badRow("keyboard.two"))));
  await tabTo(page, "Create no users if any row has an error");
  await page.keyboard.press("Space");
  await page.locator("#check-verdict", { hasText: "none can be created" }).waitFor();
  await page.keyboard.press("Space");
  await page.locator("#check-verdict", { hasText: "1 user will be created" }).waitFor();
  await server.keepBusy();
  await tabTo(page, "Upload");
  await page.keyboard.press("Enter");
  await page.waitForURL(/#import-\d+$/);

  // A row in progress is renewed while one of its links has the focus, and the link keeps it.
  const first = await newestImport(page);
  const row = page.locator(`#import-${first}`);
  await row.getByText("Pending").waitFor();
  await tabTo(page, `Details of upload ${first}`);
  await row.getByText("Failed").waitFor();
  assert.equal((await focused(page)).name, `Details of upload ${first}`);
  await page.keyboard.press("Enter");
  await page.waitForURL(`/imports/${first}`);
  await tabTo(page, "Download rows with errors");
  const errors = await download(page, () => page.keyboard.press("Enter"));
  await tabTo(page, "Cells as uploaded");
  await page.keyboard.press("Enter");
  assert.match(await page.locator(".cells").innerText(), /keyboard\.two/);
  await tabTo(page, "Back to the import history", "Shift+Tab");
  await page.keyboard.press("Enter");
  await page.waitForURL("/");

  const mended = mend(errors.text, { "Primary team*": "Sales", "Password*": "Amber-Compass-12" });
  await chooseByKey(page, file("mended.csv", mended));
  await tabTo(page, "Upload");
  await page.keyboard.press("Enter");
  await page.waitForURL(/#import-\d+$/);
  const second = await newestImport(page);
  await page.locator(`#import-${second}`).getByText("Succeeded").waitFor();
  await tabTo(page, `Details of upload ${second}`);
  await page.keyboard.press("Enter");
  await page.waitForURL(`/imports/${second}`);
  await tabTo(page, "Undo");
  await page.keyboard.press("Enter");
  await page.waitForURL(`/imports/${second}/undo`);
  await tabTo(page, "Deactivate 1 user");
  await page.keyboard.press("Space");
  await page.getByText("1 user deactivated by").waitFor();

  await tabTo(page, "Sign out");
  await page.keyboard.press("Enter");
  await page.waitForURL("/sign-in");
  await reader.close();
});
