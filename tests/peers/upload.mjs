// Sends a file with tus-js-client, as a program of others would.
//   node upload.mjs ENDPOINT COOKIE FILE [--stop-at BYTES] [--go-on ADDRESS] [--chunk BYTES] [--name NAME] [--retry]
// Prints one line of JSON: the upload's address, how it ended, and from which offset it began.
import { createReadStream, statSync } from 'node:fs';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { Upload } from 'tus-js-client';

const [endpoint, cookie, file, ...options] = process.argv.slice(2);
const option = name => { const at = options.indexOf('--' + name); return at < 0 ? undefined : options[at + 1]; };
const size = statSync(file).size;
const said = { began: null, status: null, body: null };
const tell = (ended, more = {}) => { console.log(JSON.stringify({ address: upload.url, ended, ...said, ...more })); process.exit(0); };

// The file as far as it is to be sent: after that nothing more is read, however fast the line is, and the sending is broken off.
async function* until(stop) {
  let read = 0;
  for await (const piece of createReadStream(file)) {
    yield piece;
    read += piece.length;
    if (read < stop) continue;
    setTimeout(() => upload.abort().then(() => setTimeout(() => tell('stopped'), 200)), 300);
    await new Promise(() => { /* it does not end */ });
  }
}

const stop = option('stop-at');
const upload = new Upload(createReadStream(file), {
  ...stop && { fileReader: { openFile: async () => ({ size, close: () => {}, slice: async () => ({ value: Object.assign(Readable.from(until(Number(stop)), { objectMode: false }), { size }), done: true }) }) } },
  endpoint,
  uploadUrl: option('go-on') ?? null,
  uploadSize: size,
  headers: { Cookie: cookie },
  metadata: { filename: option('name') ?? basename(file) },
  chunkSize: option('chunk') ? Number(option('chunk')) : Infinity,
  retryDelays: options.includes('--retry') ? [0, 500, 1000, 2000] : null,
  onAfterResponse: (request, response) => {
    if (request.getMethod() === 'HEAD' && said.began === null) said.began = Number(response.getHeader('Upload-Offset'));
    if (request.getMethod() === 'POST' && said.began === null) said.began = 0;
  },
  onSuccess: () => tell('done'),
  onError: error => {
    said.status = error.originalResponse?.getStatus() ?? null;
    said.body = error.originalResponse?.getBody() ?? null;
    tell('failed', { message: error.message });
  },
});
upload.start();
