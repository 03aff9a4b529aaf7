// Checks the licence of every package of the lock files, transitive ones too, against scripts/licences.txt.
// Prints one line for each that is not allowed or not known; exit code 1 when there is any.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..');
const cache = process.env.NUGET_PACKAGES ?? join(homedir(), '.nuget', 'packages');
const lines = readFileSync(join(root, 'scripts', 'licences.txt'), 'utf8').split('\n').map(line => line.replace(/#.*/, '').trim()).filter(Boolean);
const allowed = new Set(lines.filter(line => !line.includes(' ')));
const read = new Map(lines.filter(line => line.includes(' ')).map(line => line.split(/\s+/)).map(([name, version, licence]) => [`${name} ${version}`.toLowerCase(), licence]));

function lockFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry =>
    ['bin', 'obj', 'node_modules', '.git'].includes(entry.name) ? []
      : entry.isDirectory() ? lockFiles(join(folder, entry.name))
        : entry.name === 'packages.lock.json' ? [join(folder, entry.name)] : []);
}

function licenceOf(name, version) {
  const file = join(cache, name, version, `${name}.nuspec`);
  if (!existsSync(file)) return null;
  return readFileSync(file, 'utf8').match(/<license\s+type="expression"[^>]*>([^<]+)</)?.[1].trim() ?? read.get(`${name} ${version}`) ?? null;
}

// "MIT OR GPL-3.0-only" leaves the choice to us; "MIT AND BSD-3-Clause" binds us to both.
const fits = expression => expression.replace(/[()]/g, '').split(/\s+OR\s+/).some(choice => choice.split(/\s+AND\s+/).every(one => allowed.has(one)));

const packages = new Set();
for (const file of lockFiles(root)) {
  for (const framework of Object.values(JSON.parse(readFileSync(file, 'utf8')).dependencies)) {
    for (const [name, entry] of Object.entries(framework)) {
      if (entry.type !== 'Project') packages.add(`${name} ${entry.resolved}`.toLowerCase());
    }
  }
}

// The peers of the tests: npm's lock file tells their licences.
const peers = Object.entries(JSON.parse(readFileSync(join(root, 'tests', 'peers', 'package-lock.json'), 'utf8')).packages)
  .filter(([folder]) => folder !== '')
  .map(([folder, { version, license }]) => [`${folder.replace(/.*node_modules\//, '')} ${version}`, license])
  .map(([name, licence]) => [name, licence ?? read.get(name)]);

const problems = [...packages].sort().map(one => [one, licenceOf(...one.split(' '))]).concat(peers).filter(([, licence]) => !licence || !fits(licence));
for (const [name, licence] of problems) console.log(`${name}: ${licence ? `${licence} is not on the list` : 'no licence known'}`);
process.exit(problems.length > 0 || packages.size === 0 ? 1 : 0);
