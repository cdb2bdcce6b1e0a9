// Walks the first journey in a real browser, at phone and desktop size, against the real program:
//   node tests/browser/run.mjs [a pattern of journeys' names]
// Needs web/dist (npm run build in web/) and the program (HELSELOS_BINARY, default build/release/helselos).
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openBrowser, openTab, sizes } from './drive.mjs';
import { startServer } from './server.mjs';
import { persons } from './walk.mjs';
import { acting } from './journeys/acting.mjs';
import { administrator } from './journeys/administrator.mjs';
import { breakTheGlass } from './journeys/break_the_glass.mjs';
import { clinician } from './journeys/clinician.mjs';
import { codes } from './journeys/codes.mjs';
import { controller } from './journeys/controller.mjs';
import { editor } from './journeys/editor.mjs';
import { emergency } from './journeys/emergency.mjs';
import { everyone } from './journeys/everyone.mjs';
import { log } from './journeys/log.mjs';
import { parent } from './journeys/parent.mjs';
import { people as fourPeople } from './journeys/people.mjs';
import { pictures } from './journeys/pictures.mjs';
import { recipients } from './journeys/recipients.mjs';
import { resident } from './journeys/resident.mjs';
import { settings } from './journeys/settings.mjs';
import { trouble } from './journeys/trouble.mjs';
import { worklist } from './journeys/worklist.mjs';
import { youth } from './journeys/youth.mjs';

const project = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const wanted = new RegExp(process.argv[2] ?? '');
let passed = 0;
let failed = 0;

async function prove(name, size, journey, house, address, people) {
  const tabs = [];
  const open = async (options, own = size) => {
    const tab = await openTab(house, address, own, options);
    tabs.push(tab);
    return tab;
  };
  try {
    const faults = (await journey({ open, address, people, size })) ?? [];
    const left = tabs.some((tab) => tab.trouble.length > 0);
    if (faults.length > 0 || left) throw new Error(faults.join('\n  '));
    passed += 1;
    console.log(`ok    ${name}`);
  } catch (error) {
    failed += 1;
    const words = error.stack?.includes('Timeout') ? error.stack.split('\n').slice(0, 8) : [error.message];
    console.log(`FAIL  ${name}\n  ${[...words, ...tabs.flatMap((tab) => tab.trouble)].join('\n  ')}`);
    await tabs.at(-1)?.page.screenshot({ path: `${house.pictures}/failed-${failed}.png` }).catch(() => {});
  } finally {
    await Promise.all(tabs.map((tab) => tab.close()));
  }
}

let house;
let server;
try {
  server = await startServer(project);
  house = await openBrowser(project);
  const people = await persons(server.address);
  const journeys = [...everyone, ...fourPeople, ...resident, ...clinician, ...worklist, ...breakTheGlass, ...controller, ...administrator, ...emergency, ...parent, ...codes, ...editor, ...trouble, ...acting, ...log, ...settings, ...youth, ...pictures, ...recipients];
  for (const { name, at = ['phone', 'desktop'], journey } of journeys) {
    for (const size of at) {
      const full = `${name} (${size})`;
      if (wanted.test(full)) await prove(full, sizes[size], journey, house, server.address, people);
    }
  }
} catch (error) {
  failed += 1;
  console.log(`FAIL  ${error.message}`);
} finally {
  await house?.browser.close();
  await server?.stop();
}
if (failed > 0 && server?.said) console.log(`The program's last words:\n${server.said()}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
