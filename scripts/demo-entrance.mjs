import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

function code(secret, ahead = 0) {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret].map(letter => letters.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map(byte => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000) + ahead));
  const hash = createHmac('sha1', key).update(counter).digest();
  return String((hash.readUInt32BE(hash[19] & 15) & 0x7fffffff) % 1e6).padStart(6, '0');
}

// Signs a page in as the demonstration's account of a role.
//   base, data: where it runs and its folder; role, side: as in demo-accounts.tsv; ahead: so many codes later, since each counts once.
export function entrance(base, data) {
  const accounts = readFileSync(join(data, 'demo-accounts.tsv'), 'utf8').trim().split('\n').slice(1).map(line => line.split('\t'));
  return async (page, role, side, ahead) => {
    const account = accounts.find(one => one[0] === role && one[1] === (side ?? ''));
    if (!account) throw new Error(`No demonstration account is a ${role} ${side ?? ''}`);
    await page.goto(`${base}/en/sign-in`);
    await page.fill('main input[name$="mail" i]', account[2]);
    await page.fill('main input[type=password]', account[3]);
    await page.fill('main input[name$="code" i]', code(account[4], ahead));
    await page.press('main input[name$="code" i]', 'Enter');
    await page.waitForURL(address => !address.pathname.endsWith('/sign-in'));
  };
}
