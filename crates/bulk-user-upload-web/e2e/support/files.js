// Files as an administrator would make them in a spreadsheet.

/** The file of "Download import template". It begins with the byte order mark by which spreadsheets recognize UTF-8. */
export const TEMPLATE =
  "\ufeffFirst name*,Last name*,Login*,Password*,Permission group*,Web RTC*,Extension,Primary team*,Capacity plan,Active*\r\n";

/** A file with the template's columns. */
export function csv(...rows) {
  return TEMPLATE + rows.map((row) => row.map(quoted).join(",") + "\r\n").join("");
}

/** A row without errors. */
export function goodRow(login, { first = "Noor", last = "Aziz" } = {}) {
  return [first, last, login, "Quiet-Meadow-31", "Agent", "TRUE", "0101", "Sales", "Standard", "TRUE"];
}

/** A row with an error: its team is misspelt. */
export function badRow(login, options) {
  return goodRow(login, options).map((cell) => (cell === "Sales" ? "Sale" : cell));
}

/** Reads the cells of a file, row by row. */
export function parse(text) {
  const rows = [[]];
  for (const [, quotedCell, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    if (quotedCell === undefined && plain === "" && end === "" && rows.at(-1).length === 0) break;
    rows.at(-1).push(quotedCell?.replaceAll('""', '"') ?? plain);
    if (end === "") break;
    if (end !== ",") rows.push([]);
  }
  return rows.filter((row) => row.length > 0);
}

/** Writes cells as a file. */
export function unparse(rows) {
  return rows.map((row) => row.map(quoted).join(",") + "\r\n").join("");
}

/** Corrects the rows with errors: `cells` has the new cell for each column to change. */
export function mend(text, cells) {
  const [header, ...rows] = parse(text.replace(/^\ufeff/, ""));
  for (const row of rows) {
    for (const [column, cell] of Object.entries(cells)) row[header.indexOf(column)] = cell;
  }
  return unparse([header, ...rows]);
}

/** A file for a file chooser. */
export function file(name, text) {
  return { name, mimeType: "text/csv", buffer: Buffer.from(text) };
}

/** A text as a Central European Windows saves it, without a byte-order mark. */
export function inWindows1250(text) {
  const bytes = { Ł: 0xa3, ř: 0xf8, á: 0xe1, š: 0x9a };
  return Buffer.from([...text.replace("\ufeff", "")].map((letter) => bytes[letter] ?? letter.charCodeAt(0)));
}

function quoted(cell) {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
