// The browser, and what every test checks on every page: no request goes to another site, nothing violates
// the content security policy, and the console stays empty.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";

import { chromium } from "playwright-core";

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts Chromium: the one that CHROMIUM names, or the first that is installed. */
export function startBrowser() {
  const names = process.env.CHROMIUM ? [process.env.CHROMIUM] : ["chromium", "chromium-browser", "google-chrome"];
  for (const name of names) {
    try {
      const executablePath = execFileSync("sh", ["-c", 'command -v "$1"', "sh", name], { encoding: "utf8" }).trim();
      return chromium.launch({ executablePath, args: FLAGS });
    } catch {
      // Try the next one.
    }
  }
  throw new Error(`None of these is installed: ${names.join(", ")}.`);
}

/** A new reader of the page: a browser without cookies that records what must not happen. */
export async function newReader(browser, server, options = {}) {
  const context = await browser.newContext({
    baseURL: server.origin,
    locale: "en-GB",
    timezoneId: "Europe/London",
    viewport: { width: 1280, height: 900 },
    ...options,
  });
  context.setDefaultTimeout(15_000);
  const faults = [];
  context.on("request", (request) => {
    const url = new URL(request.url());
    if (url.origin !== server.origin && url.protocol !== "data:") faults.push(`request to ${url}`);
  });
  context.on("weberror", (error) => faults.push(`exception: ${error.error()}`));
  context.on("console", (message) => {
    // The console also reports answers such as 404 and 422, which some tests provoke.
    const isRefusal = /^Failed to load resource: the server responded with a status of 4/.test(message.text());
    if (["error", "warning"].includes(message.type()) && !isRefusal) faults.push(`console: ${message.text()}`);
  });
  if (options.javaScriptEnabled !== false) {
    await context.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) => {
        console.error(`violated: ${event.violatedDirective} by ${event.blockedURI}`);
      });
    });
  }
  const page = await context.newPage();
  return {
    context,
    page,
    faults,
    async close() {
      await context.close();
      assert.deepEqual(faults, []);
    },
  };
}

/** Opens a page, and sends a login and a password. */
export async function enter(page, { login, password }, path = "/") {
  await page.goto(path);
  await page.getByLabel("Login").fill(login);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** Signs in as a user who may upload. */
export async function signIn(page, person, path) {
  await enter(page, person, path);
  await page.getByText(`Signed in as ${person.login}`).waitFor();
}

/** Opens the upload dialogue, chooses a file, and waits for the verdict. */
export async function choose(page, chosen) {
  if (!(await page.getByLabel("Completed CSV file").isVisible())) {
    await page.getByRole("link", { name: "Upload file" }).click();
  }
  await page.getByLabel("Completed CSV file").setInputFiles(chosen);
  await page.locator("#check-verdict, #verdict #refusal").waitFor();
}

/** The number of the newest import on the page. */
export async function newestImport(page) {
  const id = await page.locator("#history tbody tr").first().getAttribute("id");
  return Number(id.replace("import-", ""));
}

/** The name and the content of the file that a click downloads. */
export async function download(page, click) {
  const [started] = await Promise.all([page.waitForEvent("download"), click()]);
  const chunks = [];
  for await (const chunk of await started.createReadStream()) chunks.push(chunk);
  return { name: started.suggestedFilename(), text: Buffer.concat(chunks).toString("utf8") };
}
