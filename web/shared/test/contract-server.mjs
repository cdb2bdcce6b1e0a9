// A small server that speaks docs/guides/integrator/first-journey.md, for working on the pages without the program:
//   node shared/test/contract-server.mjs [port]     serves web/dist too, under the same content security policy.
// It keeps everything in memory, judges nothing medically, and is no part of any test that counts.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, extname, join, normalize, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { children, complaints, icpc2, organizations, persons } from './contract-content.mjs';
import { accesses, emergencyAccess, followUp, isEmergency, question, records, review, sealedDays, signedIn, signingKeys, stamp, summary, wasSeen, whoCanSee } from './contract-work.mjs';
import { assess, complaintOf, languageOf, nextQuestion } from './contract-triage.mjs';

const dist = resolve(dirname(fileURLToPath(import.meta.url)), '../../dist');
const home = 'https://helselos.no/fhir';
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.woff2': 'font/woff2', '.woff': 'font/woff' };

const kept = { Task: new Map(), Consent: new Map(), RiskAssessment: new Map(), QuestionnaireResponse: new Map(), codes: new Map() };
let lastId = 0;
const keep = (resource) => {
  resource.id = `${resource.resourceType.toLowerCase()}-${++lastId}`;
  kept[resource.resourceType].set(resource.id, resource);
  return `${resource.resourceType}/${resource.id}`;
};

const patients = [...persons.filter((one) => one.role === 'resident'), ...children];
const refused = (status, text) => ({ status, body: { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'processing', details: { text } }] } });
const bundle = (resources) => ({ status: 200, body: { resourceType: 'Bundle', type: 'searchset', total: resources.length, entry: resources.map((resource) => ({ resource, search: { mode: 'match' } })) } });
const ok = (body) => ({ status: 200, body });
const value = (parameters, name) => parameters?.parameter?.find((one) => one.name === name);

function sessionOf(caller) {
  if (!caller) return { signedIn: false };
  const { role, name, organization, organizationName } = caller;
  if (role === 'administrator' || role === 'controller') return { signedIn: true, role, name };
  if (role === 'personnel') return { signedIn: true, role, name, practitioner: `Practitioner/${caller.id}`, organization, organizationName };
  const represents = (caller.represents ?? []).map((one) => ({ patient: `Patient/${one.id}`, ...children.find((child) => child.id === one.id), id: undefined }));
  return { signedIn: true, role, name, patient: `Patient/${caller.id}`, represents };
}

const mine = (caller) => (caller?.role === 'resident' ? [caller.id, ...(caller.represents ?? []).map((one) => one.id)].map((id) => `Patient/${id}`) : []);
const maySee = (caller, task) => (caller?.role === 'personnel' ? task.owner?.reference === caller.organization : mine(caller).includes(task.for?.reference));

function expand(query) {
  const language = languageOf(query.get('displayLanguage'));
  const filter = (query.get('filter') ?? '').toLowerCase();
  const all = query.get('url').endsWith('/icpc-2')
    ? icpc2.map((one) => ({ system: 'http://hl7.org/fhir/sid/icpc-2', ...one, words: `${one.code} ${one.display}` }))
    : Object.entries(complaints).map(([code, one]) => ({ system: `${home}/CodeSystem/complaint`, code, display: one[language], words: one.words }));
  const fits = (one) => filter.split(/\s+/).every((word) => one.words.toLowerCase().includes(word));
  return ok({ resourceType: 'ValueSet', status: 'active', expansion: { timestamp: new Date().toISOString(), contains: all.filter(fits).map(({ words, ...one }) => one) } });
}

const priorities = { emergency: 'stat', urgent: 'urgent', routine: 'asap', selfcare: 'routine' };
const input = (code, more) => ({ type: { coding: [{ system: `${home}/CodeSystem/task-input`, code }] }, ...more });

function newTask(parameters, now) {
  const response = value(parameters, 'response').resource;
  const assessment = assess(response, now);
  const level = assessment.prediction[0].qualitativeRisk.coding[0].code;
  const focus = keep(assessment);
  const ownWords = value(parameters, 'own-words')?.valueString;
  const medicines = value(parameters, 'medicines')?.valueString;
  return {
    resourceType: 'Task',
    status: 'requested',
    intent: 'order',
    priority: priorities[level],
    description: complaints[complaintOf(response)].nb,
    focus: { reference: focus },
    authoredOn: now.toISOString(),
    restriction: assessment.prediction[0].whenPeriod.end ? { period: { end: assessment.prediction[0].whenPeriod.end } } : undefined,
    input: [
      input('response', { valueReference: { reference: keep({ ...response }) } }),
      ...(ownWords ? [input('own-words', { valueString: ownWords })] : []),
      ...(medicines ? [input('medicines', { valueString: medicines })] : []),
    ],
  };
}

const codeLetters = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const newCode = () => Array.from({ length: 8 }, () => codeLetters[Math.floor(Math.random() * codeLetters.length)]).join('');

function share(parameters, caller) {
  const now = new Date();
  const task = newTask(parameters, now);
  const recipient = value(parameters, 'recipient')?.valueReference?.reference;
  const consent = { resourceType: 'Consent', status: 'active', dateTime: now.toISOString() };
  if (!recipient) {
    const code = newCode();
    kept.codes.set(code, task);
    return ok({ resourceType: 'Parameters', parameter: [{ name: 'consent', valueReference: { reference: keep(consent) } }, { name: 'code', valueString: `${code.slice(0, 4)}-${code.slice(4)}` }, { name: 'expires', valueInstant: new Date(now.getTime() + 86_400_000).toISOString() }] });
  }
  const patient = value(parameters, 'for')?.valueReference?.reference ?? `Patient/${caller?.id}`;
  if (!mine(caller).includes(patient)) return refused(404, 'not found');
  task.owner = { reference: recipient };
  task.for = { reference: patient, display: patients.find((one) => `Patient/${one.id}` === patient)?.name };
  consent.patient = { reference: patient };
  stamp(task);
  const reference = keep(task);
  consent.provision = { actor: [{ reference: { reference: recipient }, role: { text: 'receiver' } }], data: [{ meaning: 'instance', reference: { reference } }] };
  return ok({ resourceType: 'Parameters', parameter: [{ name: 'consent', valueReference: { reference: keep(consent) } }] });
}

let wrongCodes = 0;
function redeem(parameters, caller) {
  const code = value(parameters, 'code')?.valueString?.replace(/[^A-Z0-9]/g, '');
  const task = kept.codes.get(code);
  if (!task) return ++wrongCodes > 20 ? refused(429, 'too many') : refused(404, 'not found');
  kept.codes.delete(code);
  task.owner = { reference: caller.organization };
  stamp(task);
  keep(task);
  return ok(task);
}

function actOn(task, operation, parameters, caller) {
  if (!wasSeen(task, parameters)) return refused(412, 'somebody has changed the task since you saw it');
  stamp(task, operation);
  task.lastModified = new Date().toISOString();
  if (operation === '$open' && task.status === 'requested') Object.assign(task, { status: 'received', executionPeriod: { start: task.lastModified } });
  if (operation === '$act') {
    task.status = 'in-progress';
    task.output = [...(task.output ?? []), { type: { coding: [{ system: `${home}/CodeSystem/task`, code: value(parameters, 'action').valueCode }] }, valueDateTime: task.lastModified }];
  }
  if (operation === '$record-outcome') {
    const coding = value(parameters, 'icpc2').valueCoding;
    const outcome = {
      resourceType: 'RiskAssessment',
      status: 'final',
      basedOn: task.focus,
      performer: { display: caller.name },
      prediction: [{ qualitativeRisk: { coding: [{ system: `${home}/CodeSystem/severity-level`, code: value(parameters, 'level').valueCode }] }, outcome: { coding: [coding] } }],
      note: value(parameters, 'note') ? [{ text: value(parameters, 'note').valueString }] : undefined,
    };
    Object.assign(task, { status: 'completed', output: [...(task.output ?? []), { type: { text: 'outcome' }, valueReference: { reference: keep(outcome) } }] });
  }
  return ok(followUp(task, operation, parameters, keep));
}

function search(type, query, caller) {
  if (type === 'Organization') return bundle(organizations);
  if (!caller) return refused(401, 'sign in');
  if (type === 'HealthcareService') return bundle([]);
  if (type === 'Task' && query.get('code')?.endsWith('emergency-access')) return bundle([...kept.Task.values()].filter((task) => isEmergency(task) && task.owner.reference === query.get('owner')));
  if (type === 'Task' && query.get('owner')) {
    const owners = query.get('owner').split(',');
    const statuses = query.get('status').split(',');
    return bundle([...kept.Task.values()].filter((task) => owners.includes(task.owner?.reference) && maySee(caller, task) && statuses.includes(task.status)));
  }
  const patient = query.get('patient');
  if (!mine(caller).includes(patient)) return bundle([]);
  return bundle([...kept[type].values()].filter((one) => (one.for ?? one.patient)?.reference === patient));
}

const forWhom = { '/Patient/$emergency-access': 'personnel', '/Task/$log-questions': 'controller', '/Task/$emergency-accesses': 'controller', '/$sealed-days': 'administrator', '/$signing-keys': 'administrator', '/$signed-in': 'administrator' };
const answers = {
  '/Patient/$emergency-access': (query, body, caller) => emergencyAccess(body, caller, patients, keep),
  '/Task/$log-questions': () => bundle([...kept.Task.values()].filter((task) => task.code?.coding?.[0].code === 'log-question' && task.status === 'requested')).body,
  '/Task/$emergency-accesses': (query) => bundle(accesses([...kept.Task.values()], query.get('reviewed'))).body,
  '/$sealed-days': sealedDays,
  '/$signing-keys': signingKeys,
  '/$signed-in': () => signedIn(persons),
};

/** What personnel, controllers and administrators ask for beside the first journey. */
function forWork(path, query, body, caller) {
  const [, type, id, operation] = path.split('/');
  if (path === '/metadata') return ok({ resourceType: 'CapabilityStatement', fhirVersion: '4.0.1', software: { name: 'Helselos', version: '0.1.0' }, implementation: { description: 'Contract server' } });
  if (path in answers) {
    if (caller?.role !== forWhom[path]) return refused(403, 'not for you');
    const found = answers[path](query, body, caller);
    return found ? ok(found) : refused(404, 'not found');
  }
  if (type === 'Patient' && operation === '$who-can-see') return ok(whoCanSee());
  if (type === 'Patient' && operation === '$summary') return caller?.role === 'personnel' ? ok(summary(id)) : refused(404, 'not found');
  const task = type === 'Task' && caller?.role === 'controller' ? kept.Task.get(id) : undefined;
  if (!task) return undefined;
  return ok(operation === '$review-emergency-access' ? review(task, body) : Object.assign(task, { status: 'completed' }));
}

keep(question());

function fhir(method, path, query, body, caller) {
  if (path === '/ValueSet/$expand') return expand(query);
  if (path === '/Questionnaire/$next-question') return ok(nextQuestion(body));
  if (path === '/QuestionnaireResponse/$assess') {
    const assessment = assess(body, new Date());
    return assessment ? ok(assessment) : refused(422, 'not completed');
  }
  if (path === '/$share-assessment') return share(body, caller);
  if (path === '/$redeem-code') return caller?.role === 'personnel' ? redeem(body, caller) : refused(401, 'sign in');
  const [, type, id, operation] = path.split('/');
  const work = forWork(path, query, body, caller);
  if (work) return work;
  if (method === 'GET' && !id) return search(type, query, caller);
  if (type === 'Patient') {
    const patient = (caller?.role === 'personnel' || mine(caller).includes(`Patient/${id}`)) && patients.find((one) => one.id === id);
    return patient ? ok({ resourceType: 'Patient', id, ...records[id], birthDate: patient.birthDate, gender: patient.gender }) : refused(404, 'not found');
  }
  const resource = kept[type]?.get(id);
  if (!resource || !caller || (type === 'Task' && !maySee(caller, resource))) return refused(404, 'not found');
  if (operation === '$withdraw') {
    resource.status = 'inactive';
    return ok(resource);
  }
  return operation ? actOn(resource, operation, body, caller) : ok(resource);
}

const sessions = new Map();

function answer(request, body) {
  const url = new URL(request.url, 'http://localhost');
  const cookie = request.headers.cookie?.match(/helselos_session=(\w+)/)?.[1];
  const caller = persons.find((one) => one.id === sessions.get(cookie));
  if (request.method === 'POST' && caller && request.headers['x-requested-with'] !== 'helselos') return refused(403, 'X-Requested-With');
  if (url.pathname === '/healthz') return ok({ status: 'ok' });
  if (url.pathname === '/session') return ok(sessionOf(caller));
  if (url.pathname === '/session/end') return { status: 204, headers: { 'Set-Cookie': 'helselos_session=; Max-Age=0; Path=/' } };
  if (url.pathname === '/demo/persons') return ok({ persons });
  if (url.pathname === '/demo/sign-in') {
    const key = String(Math.random()).slice(2);
    sessions.set(key, body.person);
    return { status: 204, headers: { 'Set-Cookie': `helselos_session=${key}; HttpOnly; SameSite=Strict; Path=/` } };
  }
  if (url.pathname.startsWith('/fhir')) return fhir(request.method, url.pathname.slice('/fhir'.length), url.searchParams, body, caller);
  return undefined;
}

function page(path) {
  const [prefix, app] = Object.entries({ '/kliniker': 'clinician', '/analyse': 'analyst', '/drift': 'administrator' }).find(([start]) => path.startsWith(start)) ?? ['', 'citizen'];
  const root = join(dist, app);
  const wanted = normalize(path.slice(prefix.length) || '/');
  const file = extname(wanted) ? join(root, wanted) : join(root, 'index.html');
  try {
    return { status: 200, bytes: readFileSync(file), headers: { 'Content-Type': types[extname(file)] ?? 'application/octet-stream' } };
  } catch {
    return refused(404, 'no such page');
  }
}

export function startContractServer(port = 0) {
  const server = createServer(async (request, reply) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    let given;
    try {
      given = answer(request, text ? JSON.parse(text) : undefined) ?? page(new URL(request.url, 'http://localhost').pathname);
    } catch (error) {
      given = refused(500, String(error?.stack ?? error));
    }
    reply.writeHead(given.status, { 'Content-Type': 'application/fhir+json', 'Content-Security-Policy': policy, ...given.headers });
    reply.end(given.bytes ?? (given.body ? JSON.stringify(given.body) : undefined));
  });
  return new Promise((done) => server.listen(port, '127.0.0.1', () => done({ address: `http://127.0.0.1:${server.address().port}`, close: () => server.close() })));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const started = await startContractServer(Number(process.argv[2] ?? 8080));
  console.log(started.address);
}
