// Draws the pictures of the guides anew, from a Concord that runs with the demonstration's accounts. The tests must have been built: they bring the browser's driver.
//   ./run --port 5080 --data DIR, then: node scripts/screenshots.mjs http://localhost:5080 DIR [NAME…]
// NAME limits it to pictures whose name begins so. Each is drawn in English and Chinese, as docs/screenshots/guide-NAME-LANGUAGE.png.
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [base, data, ...only] = process.argv.slice(2);
const { chromium } = createRequire(import.meta.url)(join(root, 'tests/bin/Release/net10.0/.playwright/package'));
const accounts = readFileSync(join(data, 'demo-accounts.tsv'), 'utf8').trim().split('\n').slice(1).map(line => line.split('\t'));

// Name, path without the language, who looks (role and side; none: a visitor), window. A height shows the top of a long page.
const pictures = JSON.parse(readFileSync(join(root, 'docs/screenshots/guide.json'), 'utf8'));

function code(secret) {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret].map(letter => letters.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map(byte => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000)));
  const hash = createHmac('sha1', key).update(counter).digest();
  return String((hash.readUInt32BE(hash[19] & 15) & 0x7fffffff) % 1e6).padStart(6, '0');
}

async function signIn(page, role, side) {
  const account = accounts.find(one => one[0] === role && one[1] === (side ?? ''));
  if (!account) throw new Error(`No demonstration account is a ${role} ${side ?? ''}`);
  await page.goto(`${base}/en/sign-in`);
  await page.fill('main input[name$="mail" i]', account[2]);
  await page.fill('main input[type=password]', account[3]);
  await page.fill('main input[name$="code" i]', code(account[4]));
  await page.press('main input[name$="code" i]', 'Enter');
  await page.waitForURL(address => !address.pathname.endsWith('/sign-in'));
}

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
const signedIn = new Map();
for (const { name, path, role, side, width = 1280, height = 820, open } of pictures.filter(one => only.length === 0 || only.some(start => one.name.startsWith(start)))) {
  const who = `${role ?? ''} ${side ?? ''}`;
  if (!signedIn.has(who)) {
    const context = await browser.newContext();
    if (role) await signIn(await context.newPage(), role, side);
    signedIn.set(who, await context.storageState());
    await context.close();
  }

  const context = await browser.newContext({ viewport: { width, height }, storageState: signedIn.get(who) });
  const page = await context.newPage();
  for (const language of ['en', 'zh']) {
    await page.goto(`${base}/${language}${path}`);
    if (open) await page.click(open);
    await page.screenshot({ path: join(root, `docs/screenshots/guide-${name}-${language}.png`) });
    console.log(`guide-${name}-${language}.png`);
  }

  await context.close();
}

await browser.close();
