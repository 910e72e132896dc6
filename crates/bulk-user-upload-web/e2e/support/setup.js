// What every file of tests begins with.
import { after } from "node:test";

import { startBrowser } from "./browser.js";

/** Starts a browser and a server for the tests of a file, and stops both after them. */
export async function setUp(startServer) {
  const [browser, server] = [await startBrowser(), await startServer()];
  after(async () => {
    await browser.close();
    await server.stop();
  });
  return { browser, server };
}
