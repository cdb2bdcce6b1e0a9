import { inspect, settle } from '../drive.mjs';
import { caller, receiving, share, value } from '../request.mjs';
import { signInAtWork } from '../walk.mjs';

const organization = (reference) => value('recipient', { valueReference: { reference } });
// The list asks again every ten seconds.
const told = { timeout: 25_000 };
// A picture of one point, so that nothing needs to be drawn.
const point = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const picture = value('picture', { valueAttachment: { contentType: 'image/png', data: point, title: 'Utslett på armen' } });

async function shareTwo(address, people) {
  const parent = await caller(address, people.parent.id);
  const resident = await caller(address, people.resident.id);
  const child = people.parent.represents[0].id.split('/').pop();
  await share(parent, 'fever-child', { 'age-years': 2, sex: 'male', fever: 'yes' }, organization(people.nurse.organization), value('for', { valueReference: { reference: `Patient/${child}` } }));
  await share(resident, 'sore-throat', { 'age-years': 78, sex: 'male' }, organization(people.nurse.organization), picture);
}

const toCase = async (tab, person) => {
  await tab.page.locator('.worklist tbody tr.row').filter({ hasText: person }).getByRole('link').first().click();
  await tab.page.locator('.summary').waitFor();
  await settle(tab);
};

export const worklist = [
  {
    name: 'a worklist in five priorities is filtered by picture and word, and found again in the address',
    journey: async ({ open, address, people }) => {
      await shareTwo(address, people);
      const tab = await open();
      const { page } = tab;
      await signInAtWork(tab, people.nurse);
      await page.locator('.worklist .group').first().waitFor();
      const faults = await inspect(tab, 'worklist-groups');
      // At one look: the list may be fetched anew between two.
      const { rows, counts } = await page.evaluate(() => ({
        rows: document.querySelectorAll('.worklist tbody tr.row').length,
        counts: [...document.querySelectorAll('.priority__count')].map((one) => one.textContent),
      }));
      if (counts.length !== 5) faults.push(`${counts.length} priorities are shown`);
      if (counts.reduce((sum, one) => sum + Number(one), 0) !== rows) faults.push(`the picture counts ${counts} and the list has ${rows} rows`);
      const filled = counts.findIndex((one) => one !== '0');
      await page.locator('.priority').nth(filled).click();
      await page.waitForURL(`**prioritet=${filled + 1}`);
      await page.waitForFunction(() => document.querySelectorAll('.worklist .group').length === 1);
      await page.reload();
      await page.locator('.priority[aria-pressed="true"]').waitFor();
      await page.locator('.priority').nth(filled).click();
      await page.getByLabel('Filtrer på plage eller navn').fill('finnes ikke');
      await page.getByText('Ingen i denne lista passer til filteret.').waitFor();
      faults.push(...(await inspect(tab, 'worklist-none-fit')));
      await page.getByRole('button', { name: 'Vis alle' }).click();
      await page.locator('.worklist tbody tr.row').first().waitFor();
      return faults;
    },
  },
  {
    name: 'two windows on one worklist: who is late is told, and nothing is done twice',
    at: ['desktop'],
    journey: async ({ open, address, people }) => {
      await shareTwo(address, people);
      const first = await open();
      const second = await open();
      await signInAtWork(first, people.nurse);
      await signInAtWork(second, people.nurse);
      await first.page.locator('.worklist tbody tr.row').first().waitFor();
      const name = people.resident.name.split(' ')[0];
      await toCase(second, name);
      await first.page.getByText(/En annen har åpnet/).waitFor(told);
      const faults = await inspect(first, 'worklist-taken');

      await first.page.goto(second.page.url());
      await first.page.locator('.summary').waitFor();
      await second.page.getByText('Ringt tilbake').click();
      await second.page.getByRole('button', { name: 'Lagre', exact: true }).click();
      await second.page.getByText('Under arbeid', { exact: true }).waitFor();
      await first.page.getByText('En annen har endret saken mens du hadde den åpen.').waitFor(told);
      faults.push(...(await inspect(first, 'case-changed')));
      if ((await second.page.getByText('En annen har endret saken').count()) > 0) faults.push('one is told of what one did oneself');
      return faults;
    },
  },
  {
    name: 'a case shows whom it is about and the pictures; it is answered, sent on, and closed where it came',
    journey: async ({ open, address, people }) => {
      await shareTwo(address, people);
      const tab = await open();
      const { page } = tab;
      await signInAtWork(tab, people.nurse);
      await toCase(tab, people.parent.represents[0].name.split(' ')[0]);
      await page.locator('.banner-mark', { hasText: 'Barn under 18 år' }).waitFor();
      await page.locator('.banner-mark', { hasText: /Svart av/ }).waitFor();
      const faults = await inspect(tab, 'case-child');

      await page.getByRole('link', { name: 'Arbeidsliste' }).click();
      await toCase(tab, people.resident.name.split(' ')[0]);
      const number = page.locator('.hidden-number');
      if (/\d{6}/.test(await number.textContent())) faults.push('the number is shown before it is asked for');
      await number.getByRole('button', { name: 'Vis nummer' }).click();
      if (!/\d{6} \d{5}/.test(await number.textContent())) faults.push('the number is not shown when it is asked for');
      const thumbnail = page.locator('.thumbnail img');
      await thumbnail.waitFor();
      if ((await thumbnail.getAttribute('alt')) !== 'Bilde 1 av 1 fra innbyggeren: Utslett på armen') faults.push(`the picture is called ${await thumbnail.getAttribute('alt')}`);
      await page.locator('button.thumbnail').click();
      await page.getByRole('dialog').waitFor();
      faults.push(...(await inspect(tab, 'case-picture')));
      await page.keyboard.press('Escape');
      if (!(await page.locator('button.thumbnail').evaluate((one) => one === document.activeElement))) faults.push('the focus does not come back from the picture');

      for (const [form, type] of [['PDF', '%PDF'], ['FHIR-dokument', '{"resourceType":"Bundle"']]) {
        const download = page.waitForEvent('download');
        await page.getByRole('button', { name: form }).click();
        const pieces = [];
        for await (const piece of await (await download).createReadStream()) pieces.push(piece);
        if (!Buffer.concat(pieces).toString('latin1').startsWith(type)) faults.push(`${form} is no ${type}`);
      }
      await page.getByText('Delt med: hvem kan se').click();
      await page.locator('.viewers li', { hasText: people.nurse.organizationName }).first().waitFor();

      await page.getByText('Svar innbyggeren', { exact: true }).click();
      await page.getByRole('button', { name: 'Send svaret' }).click();
      await page.getByText('Skriv det innbyggeren skal få vite.').waitFor();
      await page.getByLabel('Melding til innbyggeren').fill('Kom til oss klokka ti i morgen.');
      await page.getByRole('button', { name: 'Send svaret' }).click();
      await page.locator('.reply', { hasText: 'klokka ti' }).waitFor();
      await page.getByText('Besvart', { exact: true }).waitFor();
      faults.push(...(await inspect(tab, 'case-answered')));

      await page.getByText('Send videre', { exact: true }).first().click();
      const others = (await receiving(address)).filter((one) => `Organization/${one.id}` !== people.nurse.organization);
      await page.getByLabel('Søk etter virksomhet').fill(others[0].name.slice(0, 6));
      await page.locator('.hit', { hasText: others[0].name }).first().click();
      await page.getByLabel(/Beskjed til mottakeren/).fill('Trenger time.');
      faults.push(...(await inspect(tab, 'case-forward')));
      await page.getByRole('button', { name: 'Send videre' }).click();
      await page.locator('.summary').waitFor();
      await page.getByRole('button', { name: 'Send videre' }).waitFor({ state: 'detached' });
      faults.push(...(await inspect(tab, 'case-forwarded')));
      return faults;
    },
  },
  {
    name: 'a case that needs no outcome is closed with a reason',
    at: ['desktop'],
    journey: async ({ open, address, people }) => {
      await shareTwo(address, people);
      const tab = await open();
      const { page } = tab;
      await signInAtWork(tab, people.nurse);
      await toCase(tab, people.resident.name.split(' ')[0]);
      await page.getByText('Lukk uten utfall').click();
      await page.getByRole('button', { name: 'Lukk saken' }).click();
      await page.getByText('Velg et av svarene.').waitFor();
      await page.getByText('Fikk ikke tak i').click();
      await page.getByRole('button', { name: 'Lukk saken' }).click();
      await page.getByRole('button', { name: 'Lukk saken' }).waitFor({ state: 'detached' });
      const faults = await inspect(tab, 'case-closed');
      await page.getByRole('link', { name: 'Arbeidsliste' }).click();
      await page.getByRole('button', { name: /^Ferdige/ }).click();
      await page.locator('.worklist tbody tr.row', { hasText: 'Lukket' }).first().waitFor();
      return faults;
    },
  },
  {
    name: 'a scanned code leaves the address, waits for the sign-in, and opens the case',
    journey: async ({ open, address, people }) => {
      const nobody = await caller(address);
      const shared = await share(nobody, 'sore-throat', { 'age-years': 30, sex: 'female' });
      const code = shared.parameter.find((one) => one.name === 'code').valueString;
      const tab = await open();
      const { page } = tab;
      await page.goto(`/kliniker/kode#${code}`);
      await page.getByRole('button', { name: new RegExp(people.nurse.name) }).waitFor();
      const faults = [];
      if (page.url().includes('#')) faults.push('the code stays in the address');
      await page.getByRole('button', { name: new RegExp(people.nurse.name) }).click();
      await page.waitForURL('**/kliniker/sak/**');
      await page.locator('.summary').waitFor();
      await page.getByText('Saken kom med en engangskode. Spør hvem det gjelder.').waitFor();
      faults.push(...(await inspect(tab, 'scanned-case')));
      tab.forgive(/404/);
      await page.goto(`/kliniker/kode#${code}`);
      await page.getByText('Koden er feil, brukt eller for gammel.').first().waitFor();
      faults.push(...(await inspect(tab, 'scanned-used')));
      await page.goto('/kliniker/kode#xyz');
      await page.getByText('Det var ingen gyldig kode i adressen.').waitFor();
      return faults;
    },
  },
];
