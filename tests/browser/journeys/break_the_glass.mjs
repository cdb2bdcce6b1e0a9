import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inspect, settle } from '../drive.mjs';
import { signInAtWork } from '../walk.mjs';

const content = join(dirname(fileURLToPath(import.meta.url)), '../../../content/demo/records.json');

/** The number of an invented resident, as the records that come with the program have it. */
function numberOf(id) {
  const records = JSON.parse(readFileSync(content, 'utf8'));
  const patient = records.entry.map((entry) => entry.resource).find((one) => one.resourceType === 'Patient' && one.id === id);
  return patient.identifier[0].value;
}

const unknownNumber = '01819012345';

async function ask(page, number) {
  await page.getByRole('link', { name: 'Finn person' }).click();
  await page.getByLabel('Fødselsnummer eller D-nummer').fill(number);
  await page.getByRole('button', { name: 'Gå videre' }).click();
}

export const breakTheGlass = [
  {
    name: 'emergency access asks for a reason, is marked on every page, and the number stands in no address',
    journey: async ({ open, people }) => {
      const tab = await open();
      const { page } = tab;
      const number = numberOf(people.resident.id);
      const addresses = [];
      page.on('request', (request) => addresses.push(request.url()));
      await signInAtWork(tab, people.nurse);
      await ask(page, '123');
      await page.getByText('Nummeret har elleve sifre.').waitFor();
      const faults = await inspect(tab, 'find-wrong');

      await ask(page, `${number.slice(0, 6)} ${number.slice(6)}`);
      await page.getByRole('dialog', { name: 'Nødtilgang' }).waitFor();
      faults.push(...(await inspect(tab, 'glass')));
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      if (!(await page.getByRole('button', { name: 'Gå videre' }).evaluate((one) => one === document.activeElement))) faults.push('the focus does not come back from the dialog');

      await page.getByRole('button', { name: 'Gå videre' }).click();
      await page.getByRole('button', { name: 'Åpne med nødtilgang' }).click();
      await page.getByText('Skriv hva som har skjedd. Det blir lest i ettertid.').waitFor();
      faults.push(...(await inspect(tab, 'glass-missing')));
      await page.getByText('Personen er ikke ved bevissthet').click();
      await page.getByLabel('Beskriv situasjonen').fill('Funnet bevisstløs utenfor butikken.');
      await page.getByRole('button', { name: 'Åpne med nødtilgang' }).click();
      await page.waitForURL('**/kliniker/pasient/**');
      await page.locator('.banner__name', { hasText: people.resident.name.split(' ')[0] }).waitFor();
      await page.locator('.record').waitFor();
      await page.locator('.glass-mark', { hasText: people.resident.name.split(' ')[0] }).waitFor();
      faults.push(...(await inspect(tab, 'glass-record')));
      await page.getByText('Delt med: hvem kan se').click();
      await page.locator('.viewers li', { hasText: 'nødtilgang' }).first().waitFor();
      faults.push(...(await inspect(tab, 'glass-viewers')));

      await page.getByRole('link', { name: 'Arbeidsliste' }).click();
      await page.locator('.glass-mark', { hasText: /igjen/ }).waitFor();
      // It lasts in a window that knows nothing of the first.
      await page.reload();
      await page.locator('.glass-mark', { hasText: people.resident.name.split(' ')[0] }).waitFor();
      await settle(tab);
      faults.push(...(await inspect(tab, 'glass-worklist')));
      if (addresses.some((one) => one.includes(number))) faults.push('the number stood in an address');
      return faults;
    },
  },
  {
    name: 'a number nobody has is answered as one that may not be opened',
    at: ['desktop'],
    journey: async ({ open, people }) => {
      const tab = await open();
      const { page } = tab;
      await signInAtWork(tab, people.nurse);
      await ask(page, unknownNumber);
      tab.forgive(/404/);
      await page.getByText('Annet', { exact: true }).click();
      await page.getByLabel('Beskriv situasjonen').fill('Prøve.');
      await page.getByRole('button', { name: 'Åpne med nødtilgang' }).click();
      await page.getByText('Vi fant ikke noe å åpne med dette nummeret.').waitFor();
      return inspect(tab, 'glass-not-found');
    },
  },
];
