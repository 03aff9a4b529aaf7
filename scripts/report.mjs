// Reads what ./test left in a folder (checks.tsv, tests.xml) and prints one line per suite and database.
// With 'tests' as second argument, tests.xml must be there. Exit code 1 when anything failed, was skipped, did not run, or when there is no report at all.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

const folder = process.argv[2];
const suites = new Map();
const count = (suite, database, result) => {
  const key = `${suite}\t${database}`;
  if (!suites.has(key)) suites.set(key, { passed: 0, failed: 0, skipped: 0 });
  suites.get(key)[result]++;
};

for (const line of readFileSync(join(folder, 'checks.tsv'), 'utf8').split('\n').filter(Boolean)) {
  const [name, passed] = line.split('\t');
  count(name, '-', passed === '1' ? 'passed' : 'failed');
}

const unescape = text => text.replace(/&quot;/g, '"').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&apos;|&#39;/g, "'").replace(/&amp;/g, '&');
const attribute = (tag, name) => unescape(tag.match(new RegExp(`\\s${name}="([^"]*)"`))?.[1] ?? '');
const xml = join(folder, 'tests.xml');
let extra = 0;
const failures = [];
const away = new Set();
if (existsSync(xml)) {
  const report = readFileSync(xml, 'utf8');
  // What reads samples that are kept beside the project, and they are not there: said, and not counted against the run.
  for (const [, tag] of report.matchAll(/(<test\s[^>]*result="Skip"[^>]*>)\s*<reason>(?:<!\[CDATA\[)?The shared samples are not beside/g)) away.add(tag);

  for (const [tag] of report.matchAll(/<test\s[^>]*>/g)) {
    if (away.has(tag)) continue;
    const suite = attribute(tag, 'type').replace(/^Concord\.Tests\./, '').split(/[.+]/)[0].toLowerCase();
    const database = attribute(tag, 'name').match(/database: (Sqlite|Postgres)\b/)?.[1].toLowerCase() ?? '-';
    count(suite, database, { Pass: 'passed', Fail: 'failed' }[attribute(tag, 'result')] ?? 'skipped');
  }

  // Each failure again, below everything the tests said: the end of the output is what one looks at first.
  for (const [, tag, what] of report.matchAll(/(<test\s[^>]*result="Fail"[^>]*>)([\s\S]*?)<\/test>/g)) {
    const said = part => unescape(what.match(new RegExp(`<${part}>(?:<!\\[CDATA\\[)?([\\s\\S]*?)(?:\\]\\]>)?</${part}>`))?.[1] ?? '').trim().split('\n');
    failures.push([attribute(tag, 'name'), ...said('message').slice(0, 12), ...said('stack-trace').filter(line => line.includes('tests/')).slice(0, 4)].join('\n  '));
  }

  // Errors outside any test: a fixture that could not be built or torn down, a class that could not be made.
  for (const [tag] of report.matchAll(/<assembly\s[^>]*>/g)) extra += Number(attribute(tag, 'errors') || 0) + Number(attribute(tag, 'not-run') || 0);
  if (!report.includes('<test ')) extra++;
} else if (process.argv[3] === 'tests') {
  extra++; // the tests ended without a report
}

if (extra > 0) for (let one = 0; one < extra; one++) count('outside any test', '-', 'failed');

for (const file of readdirSync(folder).filter(name => name.endsWith('.txt')).sort()) {
  console.log(`${basename(file, '.txt')}:`);
  console.log(readFileSync(join(folder, file), 'utf8').trimEnd());
}

if (away.size > 0) console.log(`${away.size} tests read samples that are not beside this checkout (../shared, or CONCORD_SHARED): they checked nothing`);

for (const failure of failures) console.log(`failed: ${failure}`);

let passed = 0;
let failed = 0;
for (const [key, result] of [...suites].sort(([one], [other]) => (one < other ? -1 : 1))) {
  const [suite, database] = key.split('\t');
  console.log(`${suite.padEnd(18)} ${database.padEnd(9)} ${String(result.passed).padStart(5)} passed ${String(result.failed).padStart(4)} failed ${String(result.skipped).padStart(4)} skipped`);
  passed += result.passed;
  failed += result.failed + result.skipped; // what was not run has not passed
}

console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
