// An app imports only from itself, shared/ and packages; shared/ imports from no app.
// No clinician code may reach a resident's browser, so this is a boundary, not taste.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const web = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const importPattern = /(?:import|export)\s[^'"]*?from\s*['"]([^'"]+)['"]|import\s*\(?\s*['"]([^'"]+)['"]|@(?:use|import|forward)\s+['"]([^'"]+)['"]/g;

function filesUnder(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(tsx?|mjs|scss)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

function houseOf(path) {
  const [first, second] = relative(web, path).split('/');
  return first === 'apps' ? `apps/${second}` : first;
}

function targetOf(file, wanted) {
  if (wanted.startsWith('@shared/')) return join(web, 'shared', wanted.slice('@shared/'.length));
  return wanted.startsWith('.') ? resolve(dirname(file), wanted) : undefined;
}

const broken = [];
const files = [...filesUnder(join(web, 'apps')), ...filesUnder(join(web, 'shared'))];
for (const file of files) {
  for (const match of readFileSync(file, 'utf8').matchAll(importPattern)) {
    const wanted = match[1] ?? match[2] ?? match[3];
    const target = targetOf(file, wanted);
    if (!target) continue;
    const house = houseOf(target);
    if (house === houseOf(file) || house === 'shared') continue;
    broken.push(`${relative(web, file)} imports ${wanted}`);
  }
}

if (broken.length > 0) {
  console.error(`An app may import only from itself and shared/:\n  ${broken.join('\n  ')}`);
  process.exit(1);
}
console.log(`imports: ${files.length} files keep to their own app and shared/`);
