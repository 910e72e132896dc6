// Takes the pictures of the page for the book: `cargo xtask screenshots`.
//
// The people, their files and the times are always the same, so that the pictures do not change without need.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";

import { choose, newReader, signIn, startBrowser } from "./support/browser.js";
import { csv, file, goodRow, inWindows1250 } from "./support/files.js";
import { startEmpty } from "./support/server.js";

const FOLDER = process.argv[2];

const DIRECTORY = {
  users: [
    { login: "alice.moreau", permission_group: "Supervisor", teams: ["Sales", "Support", "Retention"] },
    { login: "ben.carter", permission_group: "Team Lead", teams: ["Sales", "Support"] },
    { login: "bob.marsh", permission_group: "Agent", teams: ["Sales"] },
  ],
  permission_groups: [
    { name: "Agent", level: 10 },
    { name: "Team Lead", level: 30, bulk_user_upload: true },
    { name: "Supervisor", level: 50, bulk_user_upload: true },
    { name: "Sys Admin", level: 100, bulk_user_upload: true },
  ],
  teams: [{ name: "Sales" }, { name: "Support" }, { name: "Retention" }, { name: "Night Shift" }],
  capacity_plans: [{ name: "Standard" }, { name: "Chat and mail" }],
  password_policies: { default: { length: 8, digits: 1, lowerCase: 1, upperCase: 1, notContainsUsername: true } },
};

const NAMES = [
  ["Amara", "Okafor"], ["Piotr", "Nowak"], ["Yuki", "Tanaka"], ["Noor", "Aziz"], ["Siobhán", "Doyle"], ["Carla", "Díaz"],
  ["Deniz", "Yılmaz"], ["Eve", "Lindqvist"], ["Farid", "Haddad"], ["Grace", "Hale"], ["Hugo", "Weiß"], ["Ines", "Moreau"],
];

/** A file of new hires; `change` puts errors into some of them. */
function hires(count, from = 0, change = () => ({})) {
  const rows = Array.from({ length: count }, (_, index) => {
    const [first, last] = NAMES[(from + index) % NAMES.length];
    const login = `${first}.${last}${from + index < NAMES.length ? "" : from + index}`
      .toLowerCase()
      .normalize("NFD")
      .replace(/[^a-z0-9.]/g, (letter) => ({ ı: "i", ß: "ss" })[letter] ?? "");
    const row = { first, last, login, password: "Harbour-Light-7", group: "Agent", rtc: "TRUE", extension: `0${101 + index}` };
    return Object.values({ ...row, team: ["Sales", "Support"][index % 2], plan: "Standard", active: "TRUE", ...change(index) });
  });
  return csv(...rows);
}

/** The errors in the first rows of a file. */
const MISTAKES = [
  {},
  { team: "Suport" },
  { group: "Sys Admin" },
  { password: "password" },
  { plan: "Standart" },
  { rtc: "yes please" },
];
const withErrors = (from) => hires(8, from, (index) => MISTAKES[index] ?? {});

/** Fills the history as it may look after some weeks. */
async function fill(server) {
  await server.upload("sales-spring.csv", hires(24, 100), { as: "ben.carter" });
  await server.upload("agents.xlsx", "PK", { as: "ben.carter" });
  const undone = await server.upload("agents-by-mistake.csv", hires(6, 200), { as: "ben.carter" });
  await server.api(`imports/${undone.id}/undo`, { as: "ben.carter", method: "POST" });
  await server.upload("agents.csv", hires(12, 300), { as: "ben.carter" });
  await server.upload("new-hires.csv", hires(4, 0));
  return (await server.upload("night-shift.csv", withErrors(4))).id;
}

/** When the uploads start in the pictures, in minutes before the last one. */
const LONG_AGO = [30_250, 20_161, 18_742, 7_205, 1_530, 64, 2];

/** Replaces the real times, which would change every picture each time. */
function tellTimes(minutes) {
  const last = Date.UTC(2026, 2, 12, 14, 32, 8);
  const format = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium", timeZone: "UTC" });
  const start = (id) => last - minutes[id - 1] * 60_000;
  const tell = (scope, id) => {
    scope.querySelectorAll("time").forEach((time, index) => {
      time.textContent = format.format(start(id) + index * (1_000 + 411 * id));
    });
  };
  document.querySelectorAll("tr[id]").forEach((row) => tell(row, Number(row.id.replace("import-", ""))));
  // The progress of an import differs each time, too.
  for (const bar of document.querySelectorAll("progress")) {
    bar.value = bar.max * 0.36;
    bar.parentElement.querySelector(".hint").textContent = `Pending: ${bar.value} of ${bar.max} prepared`;
  }
  const one = location.pathname.match(/^\/imports\/(\d+)/);
  if (one) tell(document, Number(one[1]));
}

const server = await startEmpty(["alice.moreau", "ben.carter"], DIRECTORY);
const browser = await startBrowser();
server.login = "alice.moreau";

async function take(name, { colorScheme = "light", width = 1280, height = 800, open }) {
  const reader = await newReader(browser, server, { colorScheme, viewport: { width, height }, reducedMotion: "reduce" });
  await signIn(reader.page, server);
  await open(reader.page);
  await reader.page.evaluate(tellTimes, LONG_AGO);
  await reader.page.screenshot({ path: join(FOLDER, `${name}.png`), animations: "disabled", caret: "hide" });
  await reader.close();
}

const uploadDialogue = async (page) => {
  await page.getByRole("link", { name: "Upload file" }).click();
  await choose(page, file("april.csv", withErrors(400)));
};
const valid = async (page) => {
  await page.getByRole("link", { name: "Upload file" }).click();
  await choose(page, file("april.csv", hires(9, 400)));
};

const encoding = async (page) => {
  await page.getByRole("link", { name: "Upload file" }).click();
  const names = [["Łukasz", "Dvořák"], ["Jan", "Nowak"], ["Tomáš", "Kovář"]];
  const users = names.map(([first, last], index) => goodRow(`hire.${index}`, { first, last }));
  await choose(page, file("april.csv", inWindows1250(csv(...users))));
};

try {
  await mkdir(FOLDER, { recursive: true });
  await take("page-empty", { height: 560, open: (page) => page.goto("/") });
  const failed = await fill(server);
  await take("page-upload-with-errors", { height: 900, open: uploadDialogue });
  await take("page-upload-valid", { height: 760, open: valid });
  await take("page-encoding", { height: 900, open: encoding });
  await take("page-details", {
    height: 1000,
    open: async (page) => {
      await page.goto(`/imports/${failed}`);
      await page.getByText("Cells as uploaded").first().click();
      await page.evaluate(() => document.activeElement.blur());
    },
  });
  await take("page-undo", { height: 520, open: (page) => page.goto("/imports/4/undo") });
  await take("page-filter", { height: 780, open: (page) => page.locator("#filter summary").click() });
  const inProgress = async (page) => {
    await page.goto("/");
    await page.locator("progress").waitFor();
  };
  // It is large enough to stay in progress while the pictures are taken.
  await server.upload("retention.csv", hires(900, 500), { wait: false });
  await take("page-history", { height: 640, open: inProgress });
  await take("page-history-dark", { height: 640, colorScheme: "dark", open: inProgress });
  await take("page-history-phone", { width: 390, height: 844, open: inProgress });
} finally {
  await browser.close();
  await server.stop();
}
