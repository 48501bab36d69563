// Judges and signs callbacks with the providers' own packages. Reads one JSON object a line and answers each with one:
//
//   { op: "verify", sdk, now, secrets: [[id, secret], ...], parameters, url, query, headers, body }  ->  { genuine, reason }
//   { op: "sign", ... the same ... }                                                               ->  { signatures: [...] }
//
// now: milliseconds since 1970. headers: by names in lower case. body: base64. A callback is genuine when one of the secrets
// makes it so. Every package is used as its documentation shows it for a web server: whatever it throws is a refusal.
// "sign" answers with the texts that the callback must carry as its signatures, by the first secret.
import { createInterface } from 'node:readline';
import { createSdks } from './sdks.mjs';

// Packages write to the console; the standard output is for answers.
for (const method of ['log', 'info', 'debug', 'warn']) {
  console[method] = console.error;
}

// Most packages take the time from the clock.
let now = 0;
const SystemDate = Date;
globalThis.Date = class extends SystemDate {
  constructor(...values) {
    super(...(values.length === 0 ? [now] : values));
  }

  static now() {
    return now;
  }
};

const sdks = createSdks();

async function answer(callback) {
  const sdk = sdks[callback.sdk];
  now = callback.now;
  callback.body = Buffer.from(callback.body, 'base64');
  callback.text = callback.body.toString('utf8');
  if (callback.op === 'sign') {
    return { signatures: [await sdk.sign(callback, callback.secrets[0][1])].flat() };
  }

  let reason = 'no secret';
  for (const [, secret] of callback.secrets) {
    try {
      if (await sdk.verify(callback, secret)) {
        return { genuine: true, reason: '' };
      }

      reason = 'refused';
    } catch (error) {
      reason = `${error?.name}: ${error?.message ?? error}`;
    }
  }

  return { genuine: false, reason };
}

for await (const line of createInterface({ input: process.stdin })) {
  let result;
  try {
    result = await answer(JSON.parse(line));
  } catch (error) {
    result = { error: `${error?.stack ?? error}` };
  }

  process.stdout.write(JSON.stringify(result) + '\n');
}
