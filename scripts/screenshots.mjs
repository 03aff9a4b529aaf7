// Draws the pictures of the guides anew, from a Concord that runs with the demonstration's accounts. The tests must have been built: they bring the browser's driver.
//   ./run --port 5080 --data DIR, with a new DIR, then: node scripts/screenshots.mjs http://localhost:5080 DIR [NAME…]
// NAME limits it to pictures whose name begins so. Each is drawn in English and Chinese, as docs/screenshots/guide-NAME-LANGUAGE.png.
// The pictures of sign-in and of identity providers want two of them: node scripts/demo-providers.mjs http://localhost:5080 FILE, and CONCORD_PROVIDERS=FILE.
// The pictures of a joint record are drawn by scripts/screenshots-record.mjs.
// What is "apart" is drawn when it is named: mail that did not arrive wants a server that refuses (tests/peers/smtp_sink.py FOLDER --refuse manager@mmsp.example
// --refuse desk.eu@mmsp.example, its port in CONCORD_SMTP=smtp://127.0.0.1:PORT), the others none.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { entrance } from './demo-entrance.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [base, data, ...only] = process.argv.slice(2);
const { chromium, devices } = createRequire(import.meta.url)(join(root, 'tests/bin/Release/net10.0/.playwright/package'));
const signIn = entrance(base, data);

// Name, path without the language, who looks (role and side; none: a visitor), window. A height shows the top of a long page, "at" what it begins with.
// "do" is what is done there first, each step a word and what it needs; what differs by language is { "en": …, "zh": … }. "others" are windows of
// others, or of a phone, that stand open meanwhile; with "later" they come when the page is there.
const pictures = JSON.parse(readFileSync(join(root, 'docs/screenshots/guide.json'), 'utf8'));

const spoken = (language, what) => what && typeof what === 'object' ? what[language] : what;

// What may be done on a page: a word, and what it takes.
const steps = {
  go: (page, language, path) => page.goto(`${base}/${language}${path}`),
  click: (page, _, what) => page.click(what),
  fill: (page, _, what, words) => page.fill(what, words),
  choose: (page, _, what, value) => page.selectOption(what, value),
  wait: (page, _, what) => page.waitForSelector(what),
  until: async (page, _, what) => { for (let tries = 0; tries < 30 && !await page.$(what); tries++) { await page.waitForTimeout(1000); await page.reload(); } await page.waitForSelector(what, { timeout: 1000 }); },
  // A file of the checkout, or words as a PDF that says nothing, under a name of its own.
  file: (page, _, what, name, from) => page.setInputFiles(what, { name, mimeType: 'application/octet-stream', buffer: from ? readFileSync(join(root, from)) : Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n') }),
  // A device that keeps passkeys and knows its owner.
  authenticator: async page => {
    const device = await page.context().newCDPSession(page);
    await device.send('WebAuthn.enable');
    await device.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } });
  },
};

async function perform(page, language, list = []) {
  for (const [word, ...needs] of list) await steps[word](page, language, ...needs.map(need => spoken(language, need)));
}

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
const signedIn = new Map();

// A phone is a device of its own; it signs in with the next code, since each counts once.
async function open({ role, side, phone = false }, viewport) {
  const who = `${role ?? ''} ${side ?? ''} ${phone}`;
  if (!signedIn.has(who)) {
    const context = await browser.newContext(phone ? devices['iPhone 13'] : {});
    if (role) await signIn(await context.newPage(), role, side, phone ? 1 : 0);
    signedIn.set(who, await context.storageState());
    await context.close();
  }

  const context = await browser.newContext({ viewport, storageState: signedIn.get(who) });
  return context.newPage();
}

async function visit(page, language, one) {
  await page.goto(`${base}/${language}${one.path}`);
  await perform(page, language, one.do);
}

for (const picture of pictures.filter(one => only.length === 0 ? !one.apart : only.some(start => one.name.startsWith(start)))) {
  const { name, width = 1280, height = 820, others = [], then, at } = picture;
  for (const language of ['en', 'zh']) {
    const around = [];
    for (const other of others.filter(one => !one.later)) {
      around.push(await open(other));
      await visit(around.at(-1), language, other);
    }

    const page = await open(picture, { width, height });
    await visit(page, language, picture);
    for (const other of others.filter(one => one.later)) {
      around.push(await open(other));
      await visit(around.at(-1), language, other);
      await page.bringToFront();
    }

    await perform(page, language, then);
    if (at) await page.locator(at).first().evaluate(one => scrollTo(0, one.getBoundingClientRect().top + scrollY - 24));
    await page.screenshot({ path: join(root, `docs/screenshots/guide-${name}-${language}.png`) });
    console.log(`guide-${name}-${language}.png`);
    for (const window of [page, ...around]) await window.context().close();
  }
}

await browser.close();
