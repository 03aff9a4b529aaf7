// Plays a dialogue with the demonstration's accounts, from the first paragraph to a checked copy, and draws the guides' pictures of it on the way.
//   ./run --port 5080 --data DIR, with a new DIR, then: node scripts/screenshots-record.mjs http://localhost:5080 DIR
// The address must be localhost: passkeys want a name. It can be played once in a DIR: a round has one joint record.
import { join, dirname } from 'node:path';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { entrance } from './demo-entrance.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [base, data] = process.argv.slice(2);
const signIn = entrance(base, data);
const { chromium } = createRequire(import.meta.url)(join(root, 'tests/bin/Release/net10.0/.playwright/package'));
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
const round = 'demo-dialogue-2027';
const row = key => `[data-row="${key}"]`;

async function enter(role, side) {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  await signIn(page, role, side);
  return page;
}

// Clicks what leads to another page, and is there.
async function leave(page, what) {
  const before = page.url();
  await page.click(what);
  await page.waitForURL(now => String(now) !== before);
}

async function draw(page, name, path, height, { at, before } = {}) {
  for (const language of ['en', 'zh']) {
    await page.setViewportSize({ width: 1280, height });
    await page.goto(`${base}/${language}${path}`);
    if (before) await before(language);
    if (at) await page.locator(at).first().evaluate(one => scrollTo(0, one.getBoundingClientRect().top + scrollY - 24));
    await page.screenshot({ path: join(root, `docs/screenshots/guide-${name}-${language}.png`) });
    console.log(`guide-${name}-${language}.png`);
  }
}

// A round negotiates one record at a time: the one that the demonstration brings makes room.
const manager = await enter('programme-manager');
await manager.goto(`${base}/en/withdraw/jointrecord/demo-record-2027`);
await manager.fill('main form [name=Reason]', 'Makes room for another');
await leave(manager, 'main form button.first');

const eu = await enter('dialogue-desk', 'eu');
const china = await enter('dialogue-desk', 'china');
await eu.goto(`${base}/en/records/new/edit?round=${round}`);
await leave(eu, 'main form button.first');
const record = new URL(eu.url()).pathname.split('/').at(-1);

async function add(english, chinese, kind, item) {
  await eu.goto(`${base}/en/paragraphs/new/edit?record=${record}`);
  await eu.fill('textarea[lang=en]', english);
  await eu.fill('textarea[lang=zh]', chinese);
  await eu.selectOption('[name="Input.Kind"]', kind);
  await eu.selectOption('[name="Input.Item"]', { index: item });
  await leave(eu, 'button[value=save]');
  return new URL(eu.url()).hash.slice(1);
}

async function change(page, key, language, words, act) {
  await page.click(`${row(key)} [data-edit]`);
  await page.fill(`${row(key)} textarea[lang=${language}]`, words);
  await page.click(`${row(key)} button[value=${act}]`);
  await page.waitForSelector(`${row(key)} [data-edit]`);
}

const met = await add('The two sides met and discussed visa processing times.', '双方举行会晤，讨论了签证办理时限。', 'Text', 1);
const promise = await add('The two sides shall exchange data on visa processing times in 15 cities every year.', '双方应每年就十四个城市的签证办理时限交换数据。', 'Commitment', 1);
const again = await add('The two sides shall meet again in 2028.', '双方应于2028年再次会晤。', 'Text', 2);
await china.goto(`${base}/zh/records/${record}`);
await change(china, again, 'en', 'The two sides may meet again in 2028.', 'table');
await change(china, again, 'zh', '双方可于2028年再次会晤。', 'table');
await draw(china, 'record', `/records/${record}`, 1240);

for (const language of ['en', 'zh']) {
  await eu.goto(`${base}/en/paragraphs/${again}`);
  await leave(eu, `.settle:has([name=language][value=${language}]) button[value="0"]`);
}
await change(china, promise, 'zh', '双方应每年就十五个城市的签证办理时限交换数据。', 'save');
await china.click(`${row(promise)} form[action$="/confirm"] button`);
await china.waitForSelector(`${row(promise)} button[value=Agreed]`);
for (const page of [eu, china]) {
  await page.goto(`${base}/en/records/${record}`);
  for (const key of [met, promise, again]) {
    await page.click(`${row(key)} button[value=Agreed]`);
    await page.waitForSelector(`${row(key)} button[value=Open]`);
  }
}

for (const side of ['eu', 'china']) {
  const signatory = await enter('signatory', side);
  const device = await signatory.context().newCDPSession(signatory);
  await device.send('WebAuthn.enable');
  await device.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } });
  await signatory.goto(`${base}/en/me/passkeys/new`);
  await leave(signatory, 'form[data-passkey=create] button');
  if (side === 'china') await draw(signatory, 'sign', `/records/${record}/sign`, 1320);
  await signatory.goto(`${base}/en/records/${record}/sign`);
  await leave(signatory, 'form[data-passkey=get] button');
}

const seal = `a[href$="${record}.jws"]`;
await eu.goto(`${base}/en/records/${record}`);
for (let tries = 0; tries < 60 && !await eu.$(seal); tries++) {
  await eu.waitForTimeout(1000);
  await eu.reload();
}
await draw(eu, 'sealed', `/records/${record}`, 1180);

const files = {};
for (const link of await eu.$$(`a[href*="/files/"], a[href$="concord-seal-keys.json"]`)) {
  const address = await link.getAttribute('href');
  files[address.split('/').at(-1)] = await (await eu.request.get(base + address)).body();
}
const visitor = await (await browser.newContext()).newPage();
const put = (field, name) => visitor.setInputFiles(`[name="Input.${field}"]`, { name, mimeType: 'application/octet-stream', buffer: files[name] });
await draw(visitor, 'verify', '/verify', 760, {
  before: async () => {
    await put('File', `${record}.en-zh.pdf`);
    await put('Seal', `${record}.jws`);
    await put('Key', 'concord-seal-keys.json');
    await visitor.click('main button.first');
    await visitor.waitForSelector('#result');
  },
  at: '#result',
});
await browser.close();
