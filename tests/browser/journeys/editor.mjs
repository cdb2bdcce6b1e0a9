import { inspect, settle } from '../drive.mjs';
import { ask } from '../server.mjs';

const small = 'testicular-pain';
const largest = 'abdominal-pain';
const listWaitMs = 60_000;

/** The protocol as the program tells it: what the page must show. */
async function protocolOf(address, complaint) {
  const library = await (await ask(`${address}/fhir/Library/${complaint}`)).json();
  const { data } = library.content.find((one) => one.title === 'protocol.json');
  return JSON.parse(Buffer.from(data, 'base64').toString('utf8'));
}

const rulesOf = (protocol) => protocol.levels.flatMap((level) => level.rules);

async function openProtocol(tab, path) {
  await tab.page.goto(`/analyse/protokoll/${path}`);
  await tab.page.getByRole('navigation', { name: 'Visninger av protokollen' }).waitFor();
  await settle(tab);
}

const played = (tab) => tab.page.locator('.play__out[aria-busy="false"] .outcome-card').waitFor();

async function expectEqual(what, wanted, seen) {
  if (wanted !== seen) throw new Error(`${what}: the page shows ${seen}, the program says ${wanted}`);
}

export const editor = [
  {
    name: 'an editor finds a protocol among all of them',
    journey: async ({ open, address }) => {
      const tab = await open();
      await tab.page.goto('/analyse/');
      const { total } = await (await ask(`${address}/fhir/Library?_summary=count`)).json();
      await tab.page.locator('.list tbody tr').nth(total - 1).waitFor({ timeout: listWaitMs });
      await tab.page.getByRole('button', { name: /^Regler/ }).click();
      await tab.page.waitForURL('**/analyse/?sorter=rules-ned');
      const counts = await tab.page.locator('.list tbody .list__rules .number').allTextContents();
      const numbers = counts.map(Number);
      if (numbers.some((count, index) => index > 0 && count > numbers[index - 1])) throw new Error(`not sorted downwards: ${numbers}`);
      const faults = await inspect(tab, 'editor-all');
      await tab.page.getByRole('searchbox').fill('falsk krupp');
      await tab.page.getByRole('link', { name: 'Hoste', exact: true }).click();
      await tab.page.getByRole('heading', { level: 1, name: 'Hoste' }).waitFor();
      await tab.page.goBack();
      await tab.page.getByRole('searchbox').waitFor();
      await expectEqual('the search after going back', 'falsk krupp', await tab.page.getByRole('searchbox').inputValue());
      return faults;
    },
  },
  {
    name: 'an editor reads a protocol as a table, in each language',
    journey: async ({ open, address }) => {
      const tab = await open();
      const protocol = await protocolOf(address, small);
      await openProtocol(tab, small);
      await expectEqual('rules', rulesOf(protocol).length, await tab.page.locator('.level-part .rules tbody tr').count());
      await expectEqual('findings', protocol.findings.length, await tab.page.locator('.rules--findings tbody tr').count());
      const faults = await inspect(tab, 'editor-table');
      await tab.page.getByRole('button', { name: 'Nynorsk' }).first().waitFor();
      await tab.page.locator('.reading').getByRole('button', { name: 'English' }).click();
      await tab.page.getByRole('heading', { level: 1, name: protocol.title.en }).waitFor();
      const lang = await tab.page.locator('h1 span').first().getAttribute('lang');
      await expectEqual('the language of an English heading', 'en', lang);
      return faults;
    },
  },
  {
    name: 'the address of a rule leads to it, and on paper nothing is folded away',
    at: ['desktop'],
    journey: async ({ open, address }) => {
      const tab = await open();
      const rule = rulesOf(await protocolOf(address, small)).at(-1);
      await openProtocol(tab, `${small}#regel-${rule.id}`);
      await tab.page.waitForFunction((id) => document.activeElement?.id === id, `regel-${rule.id}`);
      await tab.page.emulateMedia({ media: 'print' });
      return inspect(tab, 'editor-print');
    },
  },
  {
    name: 'an editor follows a finding through the picture by keyboard',
    journey: async ({ open, address }) => {
      const tab = await open();
      const protocol = await protocolOf(address, largest);
      await openProtocol(tab, `${largest}/bilde`);
      const faults = await inspect(tab, 'editor-picture');
      await tab.page.locator('.picture [role=button][tabindex="0"]').focus();
      for (const key of ['ArrowDown', 'ArrowRight', 'ArrowRight']) await tab.page.keyboard.press(key);
      const focused = await tab.page.evaluate(() => document.activeElement?.id);
      if (!focused?.startsWith('bilde-outcome:')) throw new Error(`the arrow keys led to ${focused}, not to a level`);
      await tab.page.keyboard.press('ArrowLeft');
      await tab.page.keyboard.press('Enter');
      await tab.page.waitForURL('**valgt=**');
      faults.push(...(await inspect(tab, 'editor-picture-followed')));
      const urgent = protocol.levels.find((level) => level.level === 'urgent').rules.length;
      await tab.page.getByRole('button', { name: `Haster ${urgent}` }).click();
      await tab.page.locator('.box--rule.level--urgent').first().waitFor({ state: 'detached' });
      return faults;
    },
  },
  {
    name: 'no text of the largest picture is cut or runs out of its box',
    at: ['desktop'],
    journey: async ({ open }) => {
      const tab = await open();
      await openProtocol(tab, `${largest}/bilde`);
      for (const shared of ['Rød skjerm samlet', 'Felles regler samlet']) await tab.page.getByRole('button', { name: shared }).click();
      // The text's boxes are told anew only when it has been drawn.
      await tab.page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
      const outside = await tab.page.evaluate(() =>
        [...document.querySelectorAll('.picture .box')].filter((box) => {
          const text = box.querySelector('text').getBBox();
          const room = box.querySelector('rect').getBBox();
          return text.x < room.x || text.x + text.width > room.x + room.width || text.y < room.y || text.y + text.height > room.y + room.height;
        }).map((box) => box.textContent),
      );
      return outside.map((text) => `runs out of its box: ${text}`);
    },
  },
  {
    name: 'an editor tries a stored case, and sees its rules marked in the table and the picture',
    journey: async ({ open, address }) => {
      const tab = await open();
      const protocol = await protocolOf(address, small);
      const number = protocol.cases.findIndex((one) => one.because?.length > 0 && one.expectUnknown) + 1;
      const stored = protocol.cases[number - 1];
      await openProtocol(tab, `${small}/prov`);
      await tab.page.getByRole('button', { name: stored.name }).click();
      await played(tab);
      await expectEqual('cases as expected', 2, await tab.page.locator('.verdicts .agrees').count());
      const faults = await inspect(tab, 'editor-case');
      await tab.page.getByRole('link', { name: 'Som tabell' }).click();
      await tab.page.locator(`[id="regel-${stored.because[0]}"].row--fired`).waitFor();
      await tab.page.getByRole('link', { name: 'Som bilde' }).click();
      await tab.page.locator('.box--marked').first().waitFor();
      await tab.page.goBack();
      await tab.page.goBack();
      await played(tab);
      return faults;
    },
  },
  {
    name: 'an editor makes a person, is told the next question, and the answers stay out of the address',
    journey: async ({ open }) => {
      const tab = await open();
      await openProtocol(tab, `${small}/prov`);
      await tab.page.getByRole('button', { name: 'Sett sammen en person selv' }).click();
      await tab.page.getByText('Neste spørsmål').waitFor();
      await tab.page.getByLabel('Hvor gammel er den det gjelder?').fill('16');
      await tab.page.getByLabel('Hvilket kjønn ble registrert ved fødselen?').selectOption('male');
      await tab.page.locator('.next-question', { hasText: 'Er det noe av dette nå?' }).waitFor();
      const faults = await inspect(tab, 'editor-own');
      await tab.page.locator('.answers-form .rest').getByLabel('nei', { exact: true }).check();
      await tab.page.getByText(/Ferdig etter \d+ skjermer/).waitFor();
      if (/16|male/.test(new URL(tab.page.url()).search)) throw new Error(`the answers stand in the address: ${tab.page.url()}`);
      return faults;
    },
  },
  {
    name: 'every stored case of a protocol comes out as expected on the page',
    at: ['desktop'],
    journey: async ({ open }) => {
      const tab = await open();
      await openProtocol(tab, `${small}/prov`);
      await tab.page.getByRole('button', { name: /Prøv alle \d+ sakene/ }).click();
      await tab.page.locator('.all-cases .agrees, .all-cases .differs').waitFor({ timeout: 120_000 });
      return (await tab.page.locator('.all-cases .differs').allTextContents()).map((text) => `cases: ${text}`);
    },
  },
  {
    name: 'an editor sees proof, sources and what is open',
    journey: async ({ open, address }) => {
      const tab = await open();
      const protocol = await protocolOf(address, small);
      await openProtocol(tab, `${small}/bevis`);
      await expectEqual('sources', protocol.sources.length, await tab.page.locator('.rules--sources tbody tr').count());
      return inspect(tab, 'editor-evidence');
    },
  },
];
