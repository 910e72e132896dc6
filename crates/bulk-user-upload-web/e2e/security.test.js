// Security in the browser. Every test checks that no request goes to another site, that nothing violates
// the policy, and that the console stays empty (`newReader`); here a test shows that this would be noticed.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";

import { download, newReader, signIn } from "./support/browser.js";
import { startEmpty } from "./support/server.js";
import { setUp } from "./support/setup.js";
import { HOSTILE, OUTER_VIEWS, VIEWS, fillHistory, othersViews } from "./support/views.js";

const { browser, server } = await setUp(() => startEmpty(["alice", "newcomer", "agent"]));
const alice = { login: "alice", password: server.password };
await fillHistory(server);

test("no view sends requests to other sites, violates the policy or writes to the console", async () => {
  const reader = await newReader(browser, server);
  const { page, faults } = reader;
  const loaded = [];
  page.on("response", (answer) => loaded.push(answer));
  const views = [...Object.entries(OUTER_VIEWS), ["signing in", () => signIn(page, alice)], ...Object.entries(VIEWS)];
  for (const [name, open] of [...views, ...Object.entries(othersViews(page, server.password))]) {
    if (name === "the empty history") await page.context().clearCookies();
    await open(page);
    await page.waitForTimeout(50);
    assert.deepEqual(faults, [], name);
    assert.notEqual(await page.title(), "run", name);
  }
  for (const answer of loaded) {
    const headers = await answer.allHeaders();
    assert.match(headers["content-security-policy"] ?? "", /default-src 'none'/, answer.url());
    assert.doesNotMatch(headers["content-security-policy"], /unsafe/);
    assert.equal(headers["x-content-type-options"], "nosniff", answer.url());
    const isAsset = new URL(answer.url()).pathname.startsWith("/assets/");
    if (!isAsset) assert.equal(headers["cache-control"], "no-store", answer.url());
  }
  await reader.close();
});

test("a cell with a script or a formula is shown as text everywhere", async () => {
  const reader = await newReader(browser, server);
  const { page } = reader;
  page.on("dialog", (dialog) => assert.fail(`a script ran: ${dialog.message()}`));
  await signIn(page, alice);
  for (const view of ["the upload dialogue with errors", "a check with errors", "details with rows and cells"]) {
    await VIEWS[view](page);
    const text = await page.evaluate(() => document.querySelector("dialog[open], main").innerText);
    for (const cell of HOSTILE) assert.ok(text.includes(cell), `${view} should show ${cell}: ${text}`);
    // There is the script of the page, and none of the cells'.
    assert.equal(await page.locator("script, img, iframe, object, embed").count(), 1, view);
    assert.equal(await page.locator('a[href*="evil"]').count(), 0, view);
  }
  // The name of the file contains markup, too.
  await page.goto("/imports/2");
  assert.match(await page.locator(".facts").innerText(), /a-very-long-name-.*<b>\.csv/);
  assert.equal(await page.locator("b").count(), 0);
  // A spreadsheet must not take a cell of the rows-with-errors file for a formula.
  const { name, text } = await download(page, () => page.getByRole("link", { name: "Download rows with errors" }).click());
  assert.match(name, /^[\w.-]+\.csv$/);
  assert.doesNotMatch(text, /(^|[,\n"])=HYPERLINK/m);
  await reader.close();
});

test("what violates the policy is refused, and noticed", async () => {
  const reader = await newReader(browser, server);
  const { page, faults } = reader;
  await signIn(page, alice);
  const ran = await page.evaluate(async () => {
    const script = document.createElement("script");
    script.textContent = "window.ran = true";
    document.body.append(script);
    const holder = document.createElement("div");
    holder.innerHTML = "<img src=x onerror='window.ran = true'>";
    document.body.append(holder);
    document.body.setAttribute("style", "color: red");
    await fetch("http://127.0.0.1:9/").catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, 200));
    return window.ran === true;
  });
  assert.equal(ran, false);
  for (const directive of ["script-src", "connect-src", "style-src"]) {
    assert.ok(faults.some((fault) => fault.includes(directive)), `${directive} in ${faults}`);
  }
  faults.length = 0;
  await reader.close();
});

test("the session is a cookie that scripts and other sites cannot read", async () => {
  const reader = await newReader(browser, server);
  const { page, context } = reader;
  await page.goto("/sign-in");
  const before = (await context.cookies()).map((cookie) => cookie.value);
  await signIn(page, alice);
  const cookies = await context.cookies();
  assert.equal(cookies.length, 1);
  const [{ httpOnly, sameSite, path, value }] = cookies;
  assert.deepEqual({ httpOnly, sameSite, path }, { httpOnly: true, sameSite: "Lax", path: "/" });
  assert.ok(!before.includes(value), "signing in changes the session");
  assert.equal(await page.evaluate(() => document.cookie), "");
  assert.deepEqual(await page.evaluate(() => [localStorage.length, sessionStorage.length]), [0, 0]);
  // After signing out, neither going back nor the old cookie shows a page.
  await page.goto("/imports/1");
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL("/sign-in");
  await page.goBack();
  await page.waitForURL(/\/sign-in/);
  await context.addCookies(cookies);
  await page.goto("/imports/1");
  assert.match(page.url(), /\/sign-in/);
  await reader.close();
});

test("another site can neither post forms for the user nor frame the page", async () => {
  // `localhost` and `127.0.0.1` are different sites.
  const site = createServer((request, answer) => {
    answer.setHeader("Content-Type", "text/html");
    answer.end(
      request.url === "/frame"
        ? `<iframe src="${server.origin}/"></iframe>`
        : `<form method="post" action="${server.origin}/imports/1/undo"><button>Win</button></form>`,
    );
  });
  await new Promise((resolve) => site.listen(0, "127.0.0.1", resolve));
  const elsewhere = `http://localhost:${site.address().port}`;
  const reader = await newReader(browser, server);
  const { page, faults } = reader;
  await signIn(page, alice);
  await page.goto(elsewhere);
  await page.getByRole("button", { name: "Win" }).click();
  await page.waitForURL(/\/imports\/1\/undo/);
  assert.match(await page.getByRole("main").innerText(), /Sent from another site|Not signed in|Sign in/);
  await page.goto("/imports/1");
  assert.equal((await server.api("imports/1")).status, "succeeded", "nothing was undone");
  await page.goto(`${elsewhere}/frame`);
  const inner = await page.frames()[1]?.content().catch(() => "");
  assert.doesNotMatch(inner ?? "", /Bulk User Upload/);
  faults.length = 0;
  await reader.close();
  await new Promise((resolve) => site.close(resolve));
});
