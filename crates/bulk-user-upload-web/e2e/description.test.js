// The API does what its description says: schemathesis makes valid and invalid requests from it, and checks
// the answers.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { test } from "node:test";

import { startDemo } from "./support/server.js";

const PROGRAM = process.env.SCHEMATHESIS;

test("the API is as its description says", { skip: PROGRAM ? false : "schemathesis is not installed" }, async () => {
  const server = await startDemo();
  const words = ["--config-file", "schemathesis.toml", "run", `${server.origin}/api/v1/openapi.json`, "--no-color"];
  // `ignored_auth` sends wrong passwords and accepts only 401 and 403, but soon gets 429, as the
  // description says. `tests/routes/access.rs` tests every route without a sign-in.
  const checks = ["--checks", "all", "--exclude-checks", "ignored_auth"];
  const child = spawn(PROGRAM, [...words, ...checks, "--max-examples", "20", "--generation-database", "none"], {
    cwd: new URL(".", import.meta.url),
    env: { ...process.env, API_LOGIN: server.login, API_PASSWORD: server.password },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (output += text));
  const status = await new Promise((resolve) => child.once("close", resolve));
  await server.stop();
  assert.equal(status, 0, output);
  assert.match(output, /Tested: 9/, output);
});
