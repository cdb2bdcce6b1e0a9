import { inspect } from '../drive.mjs';
import { caller, parameters, value } from '../request.mjs';
import { signInAtOperation } from '../walk.mjs';

const asked = 'Hvorfor er journalen min åpnet? Jeg kjenner ikke dette stedet.';
const answered = 'Du var bevisstløs, og legevakten måtte se hvilke medisiner du bruker.';

/** An emergency access, and what the resident asks when they see it in their log. */
async function begin(address, people, patient) {
  const nurse = await caller(address, people.nurse.id);
  const resident = await caller(address, patient);
  await nurse.post('Patient/$emergency-access', parameters(value('patient', { valueReference: { reference: `Patient/${patient}` } }), value('reason', { valueCode: 'unconscious' }), value('note', { valueString: 'Funnet bevisstløs utenfor butikken.' })));
  const log = await resident.get(`AuditEvent?patient=Patient/${patient}`);
  await resident.post(`AuditEvent/${log.entry[0].resource.id}/$ask`, parameters(value('question', { valueString: asked }), value('suspected-snooping', { valueBoolean: true })));
  return resident;
}

export const controller = [
  {
    name: 'a controller answers what a resident asked about their log, and reviews an emergency access',
    journey: async ({ open, address, people, size }) => {
      // An access that lasts is not given twice, so each size has a person of its own.
      const patient = (size.width < 500 ? people.resident : people.parent).id;
      const resident = await begin(address, people, patient);
      const tab = await open();
      const { page } = tab;
      await signInAtOperation(tab, people.controller, 'Spørsmål om loggen');
      const item = page.locator('.item', { hasText: asked }).first();
      await item.getByText('Mistanke om snoking').waitFor();
      const faults = await inspect(tab, 'controller-questions');
      const before = await page.locator('.item').count();
      await item.getByRole('button', { name: 'Send svaret' }).click();
      await item.getByText('Skriv et svar.').waitFor();
      await item.getByLabel('Svar til innbyggeren').fill(answered);
      await item.getByRole('button', { name: 'Send svaret' }).click();
      await page.waitForFunction((was) => document.querySelectorAll('.item').length < was, before);
      faults.push(...(await inspect(tab, 'controller-answered')));
      const tasks = await resident.get(`Task?patient=Patient/${patient}&code=log-question`);
      if (!JSON.stringify(tasks).includes(answered)) faults.push('the resident does not find the answer');

      await page.getByRole('link', { name: 'Nødtilganger' }).click();
      const access = page.locator('.item', { hasText: people.nurse.name }).first();
      await access.waitFor();
      faults.push(...(await inspect(tab, 'controller-emergencies')));
      const waiting = await page.locator('.item').count();
      await access.getByRole('button', { name: 'Lagre gjennomgangen' }).click();
      await access.getByText('Velg et av svarene.').waitFor();
      await access.getByText('Berettiget', { exact: true }).click();
      await access.getByLabel('Begrunnelse').fill('Riktig brukt.');
      await access.getByRole('button', { name: 'Lagre gjennomgangen' }).click();
      await page.waitForFunction((was) => document.querySelectorAll('.item').length < was, waiting);
      await page.getByRole('button', { name: 'Gjennomgått' }).click();
      await page.locator('.item', { hasText: 'Riktig brukt.' }).first().waitFor();
      faults.push(...(await inspect(tab, 'controller-reviewed')));
      return faults;
    },
  },
];
