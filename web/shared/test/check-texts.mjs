// Every text exists in every language, every text is used, and every text asked for exists.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const web = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
// The inner folders hold the words that only one app needs.
const folders = ['', 'analyst', 'citizen', 'clinician', 'administrator'];
const readAll = (language) => folders.map((folder) => JSON.parse(readFileSync(join(web, 'shared/language', folder, `${language}.json`), 'utf8')));
const read = (language) => Object.assign({}, ...readAll(language));
const keys = readAll('nb').flatMap(Object.keys);
const nb = read('nb');
const others = { nn: read('nn'), en: read('en') };
const problems = [];

for (const key of new Set(keys.filter((one, at) => keys.indexOf(one) !== at))) problems.push(`${key} stands in two files`);
const placeholders = (text) => (text.match(/{{\w+}}/g) ?? []).sort().join();
for (const [language, texts] of Object.entries(others)) {
  for (const key of Object.keys(nb)) {
    if (!(key in texts)) problems.push(`${language} lacks ${key}`);
    else if (placeholders(nb[key]) !== placeholders(texts[key])) problems.push(`${key}: not the same {{placeholders}} in nb and ${language}`);
  }
  for (const key of Object.keys(texts)) if (!(key in nb)) problems.push(`nb lacks ${key}`);
}

const source = ['apps', 'shared']
  .flatMap((folder) => readdirSync(join(web, folder), { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\./.test(entry.name))
  .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
  .join('\n');
const plain = (key) => key.replace(/_(one|other)$/, '');
const spelled = new Set([...source.matchAll(/['"`]([a-z][A-Za-z-]*(?:\.[A-Za-z0-9-]+)+)['"`]/g)].map((match) => match[1]));
const begun = [...source.matchAll(/`([a-z][A-Za-z-]*\.[A-Za-z0-9.-]*)\$\{/g)].map((match) => match[1]);
for (const key of Object.keys(nb)) {
  const used = spelled.has(plain(key)) || begun.some((start) => plain(key).startsWith(start));
  if (!used) problems.push(`${key} is used nowhere`);
}

if (problems.length > 0) {
  console.error(`Texts:\n  ${problems.join('\n  ')}`);
  process.exit(1);
}
console.log(`texts: ${Object.keys(nb).length} in nb, nn and en`);
