// Times are shown in the time zone of the browser. The tooltip has the time in UTC.
import assert from "node:assert/strict";
import { test } from "node:test";

import { newReader, signIn } from "./support/browser.js";
import { startDemo } from "./support/server.js";
import { setUp } from "./support/setup.js";

const { browser, server } = await setUp(startDemo);

for (const [timezoneId, hours] of [["Asia/Tokyo", 9], ["America/Phoenix", -7]]) {
  test(`times in ${timezoneId}`, async () => {
    const reader = await newReader(browser, server, { timezoneId });
    const { page } = reader;
    await signIn(page, server);
    for (const path of ["/", "/imports/1"]) {
      await page.goto(path);
      const times = await page.locator("time").evaluateAll((all) =>
        all.map((time) => ({ machine: time.dateTime, people: time.textContent, utc: time.title })),
      );
      assert.ok(times.length >= 2);
      for (const { machine, people, utc } of times) {
        assert.match(machine, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
        // Neither city has daylight saving time.
        const there = new Date(Date.parse(machine) + hours * 3_600_000).toISOString();
        assert.ok(people.includes(there.slice(11, 19)), `${people} is not ${there}`);
        assert.ok(people.includes(String(Number(there.slice(8, 10)))), `${people} is not ${there}`);
        assert.match(utc, /UTC$/);
        assert.ok(utc.includes(machine.slice(11, 16)), `${utc} is not ${machine}`);
      }
    }
    await reader.close();
  });
}
