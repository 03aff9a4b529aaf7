// Two identity providers for looking at Concord with some, each of a side; real ones (npm oidc-provider), with one invented person each. Only for trying out.
//   node scripts/demo-providers.mjs http://localhost:5080 FILE, then: CONCORD_PROVIDERS=FILE ./run --port 5080 …
// Writes FILE and runs until it is ended. scripts/install test brings what it needs.
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const [base, file] = process.argv.slice(2);
const peer = join(dirname(dirname(fileURLToPath(import.meta.url))), 'tests/peers/oidc.mjs');
const sides = [
  { key: 'eu', names: { en: 'Example EU sign-in (fictitious)', zh: '欧方示例身份认证（虚构）' }, party: 'eu', admission: 'invited-only', roles: [{ claim: 'groups', value: 'concord-focal', role: 'focal-point' }], person: 'focal.eu@mmsp.example' },
  { key: 'china', names: { en: 'Example Chinese sign-in (fictitious)', zh: '中方示例身份认证（虚构）' }, party: 'china', admission: 'just-in-time', roles: [{ claim: 'groups', value: 'concord-focal', role: 'focal-point' }], secondFactor: 'acr:urn:example:two-factors', person: 'focal.china@mmsp.example' },
];

const providers = [];
for (const { person, ...side } of sides) {
  const peerProcess = spawn(process.execPath, [peer, side.key], { stdio: ['ignore', 'pipe', 'inherit'] });
  process.on('exit', () => peerProcess.kill());
  const { value: authority } = await createInterface(peerProcess.stdout)[Symbol.asyncIterator]().next();
  const tell = (path, what) => fetch(authority + path, { method: 'POST', body: JSON.stringify(what) });
  await tell('/test/client?id=concord', { client_id: 'concord', token_endpoint_auth_method: 'none', redirect_uris: [`${base}/sign-in/from/${side.key}`], post_logout_redirect_uris: [`${base}/`] });
  await tell('/test/account', { sub: person, email: person, email_verified: true, name: person, groups: ['concord-focal'] });
  providers.push({ ...side, authority, clientId: 'concord' });
}

writeFileSync(file, JSON.stringify({ providers }, null, 2));
console.log(`${file} is written. End with Ctrl-C.`);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(0));
