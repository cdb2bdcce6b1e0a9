import { inspect, settle } from '../drive.mjs';
import { signIn, toResult } from '../walk.mjs';

async function shareWith(tab, organization) {
  await toResult(tab, 'vondt i halsen', {});
  await tab.page.getByRole('link', { name: 'Del med legevakt eller lege' }).click();
  await tab.page.getByText(organization).first().click();
  await tab.page.getByRole('button', { name: 'Del nå' }).click();
  await tab.page.getByRole('heading', { level: 1, name: 'Delt' }).waitFor();
}

/** The nurse reads what was shared; the log tells of it. */
async function readAtWork(tab, nurse, patient) {
  await tab.page.goto('/kliniker/');
  await tab.page.getByRole('button', { name: new RegExp(nurse.name) }).click();
  await tab.page.getByRole('heading', { level: 1, name: 'Arbeidsliste' }).waitFor();
  await tab.page.evaluate(async (whose) => fetch(`/fhir/RiskAssessment?subject=${whose}`), patient);
}

export const log = [
  {
    name: 'a resident sees who has looked, filters, asks about it, and reports suspected snooping',
    journey: async ({ open, people }) => {
      const tab = await open();
      await signIn(tab, people.resident);
      await shareWith(tab, people.nurse.organizationName);
      const patient = await tab.page.evaluate(async () => (await (await fetch('/session')).json()).patient);
      await readAtWork(await open(), people.nurse, patient);

      await tab.page.goto('/hvem-har-sett');
      await tab.page.getByRole('heading', { level: 1, name: 'Hvem har sett opplysningene mine' }).waitFor();
      await tab.page.locator('.visit', { hasText: people.nurse.name }).first().waitFor();
      const faults = await inspect(tab, 'log');
      await tab.page.getByText('Vis som tabell').click();
      faults.push(...(await inspect(tab, 'log-table')));

      const openFilter = () => tab.page.getByText('Velg tid og hvem').click();
      await openFilter();
      faults.push(...(await inspect(tab, 'log-filter')));
      await tab.page.getByLabel('Hva slags').selectOption({ label: 'Stoppede forsøk' });
      await settle(tab);
      await tab.page.reload();
      await settle(tab);
      await openFilter();
      if ((await tab.page.getByLabel('Hva slags').inputValue()) !== 'stopped') faults.push('the filter was lost when the page was loaded anew');
      await tab.page.getByLabel('Hva slags').selectOption({ label: 'Alt' });
      await tab.page.getByLabel('Hvem', { exact: true }).selectOption({ label: people.nurse.name });
      await tab.page.locator('.visit').first().waitFor();
      await settle(tab);
      const others = await tab.page.locator('.visit__who', { hasNotText: people.nurse.name }).count();
      if (others > 0) faults.push(`${others} rows of others although one person was chosen`);

      await tab.page.locator('.visit a').first().click();
      await tab.page.getByRole('heading', { level: 1, name: 'Hva som skjedde' }).waitFor();
      await tab.page.getByText(people.nurse.name).first().waitFor();
      faults.push(...(await inspect(tab, 'log-entry')));
      await tab.page.getByRole('link', { name: 'Spør om dette' }).click();
      await tab.page.getByRole('button', { name: 'Send spørsmålet' }).click();
      await tab.page.getByText('Skriv hva du lurer på.').last().waitFor();
      await tab.page.getByLabel('Hva lurer du på?').fill('Hvorfor var det nødvendig?');
      await tab.page.reload();
      await tab.page.getByLabel('Hva lurer du på?').waitFor();
      if ((await tab.page.getByLabel('Hva lurer du på?').inputValue()) === '') faults.push('what was typed was lost when the page was loaded anew');
      faults.push(...(await inspect(tab, 'log-ask')));
      await tab.page.getByRole('button', { name: 'Send spørsmålet' }).click();
      await tab.page.getByRole('heading', { level: 1, name: 'Spørsmålet er sendt' }).waitFor();
      await tab.page.getByRole('link', { name: 'Spørsmål jeg har stilt' }).click();
      await tab.page.getByText('Venter på svar').first().waitFor();
      faults.push(...(await inspect(tab, 'log-questions')));
      await tab.page.getByRole('link', { name: 'Se hva det gjelder' }).first().click();
      await tab.page.getByRole('link', { name: 'Meld fra om mistanke om snoking' }).click();
      await tab.page.getByLabel('Hvorfor tror du det er snoking?').fill('Jeg kjenner personen privat.');
      faults.push(...(await inspect(tab, 'log-report')));
      await tab.page.getByRole('button', { name: 'Send meldingen' }).click();
      await tab.page.getByRole('heading', { level: 1, name: 'Meldingen er sendt' }).waitFor();
      return faults;
    },
  },
  {
    name: 'a resident sees who can see now',
    journey: async ({ open, people }) => {
      const tab = await open();
      await signIn(tab, people.resident);
      await shareWith(tab, people.nurse.organizationName);
      await tab.page.goto('/mine-innstillinger/hvem-kan-se');
      await tab.page.locator('.card', { hasText: people.nurse.organizationName }).first().waitFor();
      return inspect(tab, 'who-can-see');
    },
  },
];
