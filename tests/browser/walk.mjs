// Steps that many journeys take, done as a person would: by what is seen on the page.
import { settle } from './drive.mjs';
import { ask } from './server.mjs';

const screensMax = 60;

export async function persons(address) {
  const { persons: all } = await (await ask(`${address}/demo/persons`)).json();
  const type = encodeURIComponent('https://helselos.no/fhir/CodeSystem/organization-kind|receives-assessments');
  const bundle = await (await ask(`${address}/fhir/Organization?type=${type}`)).json();
  const receiving = (bundle.entry ?? []).map((entry) => `Organization/${entry.resource.id}`);
  const find = (what, fits) => {
    const person = all.find(fits);
    if (!person) throw new Error(`the demo persons lack ${what}`);
    return person;
  };
  return {
    parent: find('a resident with a child', (one) => one.role === 'resident' && one.represents?.length > 0),
    resident: find('a resident', (one) => one.role === 'resident' && !one.represents?.length),
    controller: find('a controller', (one) => one.role === 'controller'),
    administrator: find('an administrator', (one) => one.role === 'administrator'),
    youth: find('a youth', (one) => one.id === 'ida'),
    parentOfYouth: find('the parent of a youth', (one) => one.represents?.some((child) => child.id === 'Patient/ida')),
    nurse: find('personnel at a receiving organisation', (one) => one.role === 'personnel' && receiving.includes(one.organization)),
  };
}

export async function signIn(tab, person) {
  await tab.page.goto('/logg-inn');
  await tab.page.getByRole('button', { name: new RegExp(`^${person.name}`) }).click();
  await tab.page.getByRole('button', { name: 'Logg ut' }).waitFor();
  await settle(tab);
}

export async function signInAtWork(tab, person) {
  await tab.page.goto('/kliniker/');
  await tab.page.getByRole('button', { name: new RegExp(person.name) }).click();
  await tab.page.getByRole('heading', { level: 1, name: 'Arbeidsliste' }).waitFor();
  await settle(tab);
}

/** The pages of administrators and controllers, which start with different ones. */
export async function signInAtOperation(tab, person, heading) {
  await tab.page.goto('/drift/');
  await tab.page.getByRole('button', { name: new RegExp(person.name) }).click();
  await tab.page.getByRole('heading', { level: 1, name: heading }).waitFor();
  await settle(tab);
}

export async function choose(tab, words) {
  await tab.page.getByRole('searchbox').fill(words);
  await tab.page.getByRole('heading', { name: /Dette passer|Dette passar|This may fit/ }).waitFor();
  await tab.page.locator('.start__list-heading + .complaints[aria-busy="false"]').waitFor();
  await tab.page.locator('.complaint').first().click();
  await tab.page.waitForURL('**/vurdering/1');
  await settle(tab);
}

async function answerRadios(page, answers) {
  const names = await page.locator('input[type=radio]').evaluateAll((all) => [...new Set(all.map((one) => one.name))]);
  for (const name of names) {
    const offered = await page.locator(`input[type=radio][name="${name}"]`).evaluateAll((all) => all.map((one) => one.value));
    const chosen = await page.locator(`input[type=radio][name="${name}"]:checked`).count();
    const wanted = answers[name];
    if (wanted === undefined && chosen > 0) continue;
    const value = offered.includes(wanted) ? wanted : offered.includes('no') ? 'no' : 'unknown';
    await page.locator(`label:has(input[name="${name}"][value="${value}"])`).click();
  }
}

async function answerNumbers(page, answers) {
  const names = await page.locator('.number input.text-field').evaluateAll((all) => all.map((one) => one.name));
  for (const name of names) {
    const field = page.locator(`input[name="${name}"]`);
    if (answers[name] !== undefined) await field.fill(String(answers[name]));
    else if ((await field.inputValue()) === '' && (await page.locator(`input[name="${name}-unknown"]`).count()) > 0) await page.locator(`label:has(input[name="${name}-unknown"])`).click();
  }
}

async function answerList(page, answers) {
  const list = page.locator('input[name="none-of-these"]');
  if ((await list.count()) === 0) return;
  const names = await page.locator('.choices input[type=checkbox]').evaluateAll((all) => all.map((one) => one.name));
  const ticked = names.filter((name) => answers[name] === 'yes');
  // What is ticked beforehand is left as it is.
  for (const name of ticked) await page.locator(`input[name="${name}"]`).check();
  if (ticked.length === 0 && !(await list.isChecked())) await page.locator('label:has(input[name="none-of-these"])').click();
}

/** Answers the screen that is shown: as told, else "no", else "don't know". */
export async function answerScreen(page, answers) {
  await answerList(page, answers);
  await answerRadios(page, answers);
  await answerNumbers(page, answers);
}

export const isInterview = (page) => new URL(page.url()).pathname.startsWith('/vurdering/');

async function next(page) {
  const before = page.url();
  await page.locator('button[type=submit]').click();
  await page.waitForURL((url) => url.href !== before);
}

/** Answers until the interview ends. Gives back how many screens it took; `see` is called on each of them. */
export async function answerAll(tab, answers, see = async () => {}) {
  let screens = 0;
  while (isInterview(tab.page)) {
    if (++screens > screensMax) throw new Error(`the interview did not end within ${screensMax} screens`);
    await settle(tab);
    await see(screens);
    await answerScreen(tab.page, answers);
    await next(tab.page);
  }
  await settle(tab);
  return screens;
}

export async function toResult(tab, words, answers, see) {
  await tab.page.goto('/');
  await choose(tab, words);
  const screens = await answerAll(tab, answers, see);
  if (tab.page.url().endsWith('/stemmer-dette')) {
    await tab.page.getByRole('button', { name: /Ja, vis rådet|Yes, show the advice/ }).click();
    await tab.page.waitForURL('**/resultat');
  }
  await settle(tab);
  return screens;
}
