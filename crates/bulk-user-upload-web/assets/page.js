// Makes the page quicker to use. Everything also works without this script.
"use strict";

const byId = (id) => document.getElementById(id);

document.documentElement.classList.add("scripted");

// Shows times in the time zone of the browser. The time in UTC becomes the tooltip.
const localFormat = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });

function localiseTimes(root) {
  for (const time of root.querySelectorAll("time[datetime]")) {
    const date = new Date(time.dateTime);
    if (!Number.isNaN(date.valueOf())) {
      time.title = time.textContent;
      time.textContent = localFormat.format(date);
    }
  }
}

// Asks for rows in progress again until their imports have ended.
function watchRows() {
  const inProgress = document.querySelectorAll("tr[data-in-progress]").length;
  if (inProgress === 0) return;
  // The more rows there are, the longer the pause: a page sends at most four requests a second.
  const pause = Math.max(document.hidden ? 10000 : 1500, 250 * inProgress);
  setTimeout(async () => {
    const rows = [...document.querySelectorAll("tr[data-in-progress]")];
    const announcements = (await Promise.all(rows.map(renewRow))).filter((announcement) => announcement !== undefined);
    if (announcements.length > 0) byId("announcement").textContent = announcements.join(". ");
    watchRows();
  }, pause);
}

// Renews a row. Gives what to announce if its import has ended.
async function renewRow(row) {
  let answer;
  try {
    answer = await fetch(row.dataset.inProgress, { headers: { Accept: "text/html" } });
  } catch {
    return undefined;
  }
  // A redirect means that the user was signed out: the reloaded page shows that.
  if (answer.redirected) return location.reload();
  if (!answer.ok) return undefined;
  const template = document.createElement("template");
  template.innerHTML = await answer.text();
  const renewed = template.content.querySelector("tr");
  if (renewed === null) return undefined;
  localiseTimes(renewed);
  const focusedLink = row.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
  const hasEnded = !("inProgress" in renewed.dataset);
  row.replaceWith(renewed);
  if (focusedLink !== null) renewed.querySelector(`a[href="${CSS.escape(focusedLink)}"]`)?.focus();
  return hasEnded ? renewed.dataset.announcement : undefined;
}

// The upload dialogue: a file is checked as soon as it is chosen, and then Upload is enabled if the file
// can be uploaded.
function prepareUpload(form) {
  const file = byId("file");
  const verdict = byId("verdict");
  const announcement = byId("verdict-announcement");
  const upload = byId("upload-button");
  const mode = byId("all-or-nothing");
  // What the file may say, if its encoding is not known. The choice stays while the verdict below it changes.
  const readings = byId("reading-choice");
  let latest = 0;

  // The verdict may be long. A screen reader announces only its beginning; the rest is on the page.
  const show = (content, beginning) => {
    verdict.replaceChildren(content);
    announcement.textContent = beginning;
  };
  const say = (sentence) => {
    const paragraph = document.createElement("p");
    paragraph.textContent = sentence;
    show(paragraph, sentence);
  };

  async function check() {
    const number = ++latest;
    upload.disabled = true;
    const reading = readings.querySelector("input:checked");
    if (file.files.length === 0) return verdict.replaceChildren();
    say(form.dataset.checking);
    const body = new FormData();
    const chosen = file.files[0];
    // One byte beyond the limit shows that the file is too large: the rest need not be sent.
    body.append("file", chosen.slice(0, Number(form.dataset.maxBytes) + 1), chosen.name);
    if (mode.checked) body.append("mode", mode.value);
    if (reading !== null) body.append("encoding", reading.value);
    let page;
    try {
      const answer = await fetch("/checks", { method: "POST", body });
      if (answer.redirected) return location.reload();
      page = new DOMParser().parseFromString(await answer.text(), "text/html");
    } catch {
      if (number === latest) say(form.dataset.checkFailed);
      return;
    }
    if (number !== latest) return;
    const found = page.getElementById("check-verdict") ?? page.getElementById("refusal");
    if (found === null) return say(form.dataset.checkFailed);
    // The choice stands above the verdict, and says itself which encoding was chosen.
    const choice = found.querySelector("#readings");
    if (choice !== null) readings.replaceChildren(document.adoptNode(choice));
    found.querySelector("#stated-encoding")?.remove();
    const beginning = [...found.querySelectorAll("h1, h2, .prospect, h1 + p")].map((part) => part.textContent.trim());
    show(document.importNode(found, true), beginning.join(". "));
    upload.disabled = found.dataset.canUpload !== "true";
  }

  function take(files) {
    if (files.length === 0) return;
    if (files.length > 1) return say(form.dataset.oneFile);
    file.files = files;
    checkAnother();
  }

  // Another file has other readings.
  function checkAnother() {
    readings.replaceChildren();
    byId("stated-encoding")?.remove();
    check();
  }

  // The button is removed and not hidden, because Enter would press a hidden one.
  byId("check-button").remove();
  upload.disabled = true;
  file.addEventListener("change", checkAnother);
  readings.addEventListener("change", check);
  mode.addEventListener("change", check);
  form.addEventListener("submit", () => { upload.disabled = true; });
  // When the user goes back, the browser may show the page as it was, with Upload disabled: check the file
  // again.
  window.addEventListener("pageshow", (event) => { if (event.persisted) check(); });
  if (file.files.length > 0) check();
  return take;
}

// Files may be dropped anywhere on the page.
function prepareDrop(take, open) {
  const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
  let depth = 0;
  const mark = (change) => {
    depth = Math.max(0, depth + change);
    document.body.classList.toggle("over", depth > 0);
  };
  document.addEventListener("dragenter", (event) => { if (carriesFiles(event)) { open(); mark(1); } });
  document.addEventListener("dragleave", (event) => { if (carriesFiles(event)) mark(-1); });
  document.addEventListener("dragover", (event) => { if (carriesFiles(event)) event.preventDefault(); });
  document.addEventListener("drop", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    mark(-depth);
    open();
    take(event.dataTransfer.files);
  });
}

function prepareDialog(dialog) {
  const open = () => { if (!dialog.open) dialog.showModal(); };
  byId("upload-file").addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open();
    byId("file").focus();
  });
  byId("cancel-upload").addEventListener("click", (event) => {
    event.preventDefault();
    dialog.close();
  });
  dialog.addEventListener("close", () => byId("upload-file").focus());
  return open;
}

// The filter closes like a menu: on Escape, and on a click elsewhere.
function prepareFilter(filter) {
  const close = () => { filter.open = false; };
  filter.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && filter.open) {
      close();
      filter.querySelector("summary").focus();
    }
  });
  document.addEventListener("pointerdown", (event) => { if (!filter.contains(event.target)) close(); });
}

localiseTimes(document);
watchRows();
const filter = byId("filter");
if (filter !== null) prepareFilter(filter);
const form = byId("upload-form");
if (form !== null) {
  const take = prepareUpload(form);
  const dialog = byId("upload-dialog");
  const open = dialog === null ? () => {} : prepareDialog(dialog);
  prepareDrop(take, open);
}
