// The real command, serving on a free port, with a database that is deleted at the end.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

import { csv, goodRow } from "./files.js";

const PROGRAM = process.env.BULK_USER_UPLOAD ?? new URL("../../../debug/bulk-user-upload", import.meta.url).pathname;

/** The password of every user in a prepared directory. */
export const PASSWORD = "Harbour-Light-7";

/** A directory for tests that need more than one user. */
export const DIRECTORY = {
  users: [
    { login: "alice", permission_group: "Supervisor", teams: ["Sales", "Support"] },
    { login: "boss", permission_group: "Sys Admin", teams: ["Sales", "Support"] },
    { login: "peer", permission_group: "Supervisor", teams: ["Sales"] },
    { login: "newcomer", permission_group: "Trainer", teams: ["Sales"] },
    { login: "agent", permission_group: "Agent", teams: ["Sales"] },
  ],
  permission_groups: [
    { name: "Agent", level: 10 },
    { name: "Trainer", level: 20, bulk_user_upload: true },
    { name: "Supervisor", level: 50, bulk_user_upload: true },
    { name: "Sys Admin", level: 100, bulk_user_upload: true },
  ],
  teams: [{ name: "Sales" }, { name: "Support" }],
  capacity_plans: [{ name: "Standard" }],
  password_policies: { default: { length: 8, digits: 1, lowerCase: 1, upperCase: 1, notContainsUsername: true } },
};

/** Starts `serve --demo`, which prints a login and its password. */
export function startDemo() {
  return start(["--demo"], null);
}

/** Starts `serve --db` on a new database, in which each of `logins` has PASSWORD. */
export function startEmpty(logins = ["alice"], directory = DIRECTORY) {
  const folder = mkdtempSync(join(tmpdir(), "bulk-user-upload-e2e-"));
  const database = join(folder, "users.db");
  const json = join(folder, "directory.json");
  writeFileSync(json, JSON.stringify(directory));
  execFileSync(PROGRAM, ["directory", "load", json, "--db", database], { stdio: "pipe" });
  for (const login of logins) {
    execFileSync(PROGRAM, ["directory", "set-password", login, "--db", database], { input: `${PASSWORD}\n`, stdio: "pipe" });
  }
  return start(["--db", database], folder);
}

async function start(words, folder) {
  // One thread, so that imports take some time on any machine.
  const usual = ["--addr", "127.0.0.1:0", "--grace", "1", "--hashing-threads", "1"];
  const child = spawn(PROGRAM, ["serve", ...words, ...usual], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  // Not left behind when a test file fails before its end.
  process.once("exit", () => child.kill());
  let log = "";
  child.stderr.setEncoding("utf8").on("data", (text) => (log += text));
  const ended = new Promise((resolve) => child.once("close", resolve));
  const server = { origin: "", login: "alice", password: PASSWORD };
  for await (const line of createInterface({ input: child.stdout })) {
    const address = line.match(/^Listening on (\S+)$/)?.[1];
    if (address) server.origin = address;
    const found = line.match(/^Sign in as (\S+) with the password (\S+)$/);
    if (found) [, server.login, server.password] = found;
    if (server.origin && (found || words[0] !== "--demo")) break;
  }
  if (!server.origin) throw new Error(`The server did not start: ${log}`);

  /** Sends a request to the API, as the user `as`. */
  server.api = async (path, { as = server.login, password = server.password, ...options } = {}) => {
    const credentials = Buffer.from(`${as}:${password}`).toString("base64");
    const answer = await fetch(`${server.origin}/api/v1/${path}`, {
      ...options,
      headers: { Authorization: `Basic ${credentials}`, ...options.headers },
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };

  /** Uploads a file and, unless `wait` is false, waits until its import has ended. */
  server.upload = async (name, text, { as, wait = true, mode } = {}) => {
    const body = new FormData();
    body.append("file", new Blob([text]), name);
    if (mode) body.append("mode", mode);
    let record = await server.api("imports", { as, method: "POST", body });
    while (wait && record.status === "in-progress") {
      await new Promise((resolve) => setTimeout(resolve, 50));
      record = await server.api(`imports/${record.id}`, { as });
    }
    return record;
  };

  /** Keeps the server busy with hashing for some seconds, so that the next upload has to wait. */
  server.keepBusy = (users = 60) => {
    const rows = Array.from({ length: users }, (_, index) => goodRow(`busy.${Date.now()}.${index}`));
    return server.upload("busy.csv", csv(...rows), { wait: false });
  };

  /** Stops the server in order, and checks that its log has no errors. */
  server.stop = async () => {
    child.kill("SIGTERM");
    const status = await ended;
    if (folder !== null) rmSync(folder, { recursive: true, force: true });
    if (status !== 0 || /\bERROR\b|panicked/.test(log)) throw new Error(`The server ended with ${status}: ${log}`);
    if (log.includes(server.password)) throw new Error("The password is in the log.");
  };
  return server;
}
