// What another person does elsewhere while a journey looks at a page: asked of the program directly, as a program would.
import { ask } from './server.mjs';

const home = 'https://helselos.no/fhir';
const screensMax = 60;

export const value = (name, given) => ({ name, ...given });
export const parameters = (...parts) => ({ resourceType: 'Parameters', parameter: parts });

async function answered(answer, what) {
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${what} was answered ${answer.status}: ${text}`);
  return text ? JSON.parse(text) : undefined;
}

/** A caller: `get` and `post` throw unless they are answered well. Nobody when no person is named. */
export async function caller(address, person) {
  const headers = { 'Content-Type': 'application/fhir+json', Connection: 'close' };
  if (person) {
    const asked = await fetch(`${address}/demo/token`, { method: 'POST', headers: { 'Content-Type': 'application/json', Connection: 'close' }, body: JSON.stringify({ person }) });
    headers.Authorization = `Bearer ${(await answered(asked, 'the token')).access_token}`;
  }
  return {
    get: async (path) => answered(await fetch(`${address}/fhir/${path}`, { headers }), path),
    post: async (path, body) => answered(await fetch(`${address}/fhir/${path}`, { method: 'POST', headers, body: JSON.stringify(body) }), path),
  };
}

function withAnswer(item, given, answers) {
  if (item.item) return { linkId: item.linkId, item: item.item.map((one) => withAnswer(one, given?.item?.find((child) => child.linkId === one.linkId), answers)) };
  if (given?.answer) return given;
  const codes = (item.answerOption ?? []).map((option) => option.valueCoding);
  const wanted = answers[item.linkId];
  const coding = codes.find((one) => one.code === wanted) ?? codes.find((one) => one.code === 'no') ?? { system: `${home}/CodeSystem/answer`, code: 'unknown' };
  const unit = item.extension?.find((one) => one.url.endsWith('questionnaire-unit'))?.valueCoding;
  if (typeof wanted === 'number' && item.type === 'quantity') return { linkId: item.linkId, answer: [{ valueQuantity: { value: wanted, unit: unit?.display, system: unit?.system, code: unit?.code } }] };
  if (typeof wanted === 'number') return { linkId: item.linkId, answer: [item.type === 'integer' ? { valueInteger: wanted } : { valueDecimal: wanted }] };
  return { linkId: item.linkId, answer: [{ valueCoding: { system: coding.system, code: coding.code } }] };
}

/** An interview held to its end: answered as told, else "no", else "don't know". */
export async function interview(who, complaint, answers) {
  let held = {
    resourceType: 'QuestionnaireResponse',
    status: 'in-progress',
    language: 'nb',
    contained: [{ resourceType: 'Questionnaire', id: 'interview', status: 'active', derivedFrom: [`${home}/Questionnaire/${complaint}`] }],
    questionnaire: '#interview',
    item: [],
  };
  for (let screens = 0; held.status !== 'completed'; ++screens) {
    if (screens > screensMax) throw new Error(`the interview did not end within ${screensMax} screens`);
    held = await who.post('Questionnaire/$next-question', held);
    if (held.status === 'completed') break;
    held.item = held.contained[0].item.filter((item) => item.type !== 'display').map((item) => withAnswer(item, held.item.find((one) => one.linkId === item.linkId), answers));
  }
  return held;
}

/** Shares what was answered. More parts: recipient, for, own-words, picture. */
export async function share(who, complaint, answers, ...parts) {
  return who.post('$share-assessment', parameters(value('response', { resource: await interview(who, complaint, answers) }), ...parts));
}

export async function receiving(address) {
  const type = encodeURIComponent(`${home}/CodeSystem/organization-kind|receives-assessments`);
  const bundle = await (await ask(`${address}/fhir/Organization?type=${type}&_count=100`)).json();
  return (bundle.entry ?? []).map((entry) => entry.resource);
}
