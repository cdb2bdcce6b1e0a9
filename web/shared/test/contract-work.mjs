// The working half of the contract server: sharing that is followed up, emergency access, the controller, the house itself.
const home = 'https://helselos.no/fhir';
const coded = (system, code) => ({ coding: [{ system: `${home}/CodeSystem/${system}`, code }] });
const given = (parameters, name) => parameters?.parameter?.find((one) => one.name === name);
const minuteMs = 60_000;
const dayMs = 86_400_000;
const emergencyMinutes = 120;

export const records = {
  kari: {
    identifier: [{ use: 'official', system: 'urn:oid:2.16.578.1.12.4.1.4.1', value: '14839299993' }],
    name: [{ use: 'official', family: 'Nordmann', given: ['Kari'] }],
  },
  ola: {
    identifier: [{ use: 'official', system: 'urn:oid:2.16.578.1.12.4.1.4.1', value: '02815599991' }],
    name: [{ use: 'official', family: 'Hansen', given: ['Ola'] }],
    meta: { security: [{ system: `${home}/CodeSystem/address-protection`, code: '7' }] },
  },
  nora: { identifier: [{ use: 'official', system: 'urn:oid:2.16.578.1.12.4.1.4.1', value: '01862499990' }], name: [{ use: 'official', family: 'Nordmann', given: ['Nora'] }] },
};

const states = { $open: 'opened', $act: 'acted-on', '$record-outcome': 'closed', $answer: 'answered', $forward: 'forwarded', $close: 'closed' };
const worklistPriority = { stat: 1, urgent: 2, asap: 4, routine: 5 };

/** What every act leaves on a task: a new version, the state the resident sees, and the worklist's priority. */
export function stamp(task, operation) {
  task.meta = { versionId: String(Number(task.meta?.versionId ?? 0) + 1) };
  task.businessStatus = coded('sharing-state', states[operation] ?? 'sent');
  task.extension = [{ url: `${home}/StructureDefinition/worklist-priority`, valueInteger: worklistPriority[task.priority] }];
}

export const wasSeen = (task, parameters) => {
  const seen = given(parameters, 'version')?.valueString;
  return seen === undefined || seen === task.meta?.versionId;
};

export function followUp(task, operation, parameters, keep) {
  const output = (code, value) => ({ type: coded('task-input', code), ...value });
  if (operation === '$answer') task.output = [...(task.output ?? []), output('answer', { valueString: given(parameters, 'message').valueString })];
  if (operation === '$close') Object.assign(task, { status: 'completed', output: [...(task.output ?? []), output('close-reason', { valueCode: given(parameters, 'reason').valueCode })] });
  if (operation !== '$forward') return task;
  task.status = 'completed';
  const { id, output: _, ...rest } = task;
  const fresh = { ...rest, status: 'requested', partOf: [{ reference: `Task/${id}` }], owner: given(parameters, 'to').valueReference };
  stamp(fresh);
  keep(fresh);
  return fresh;
}

export function emergencyAccess(parameters, caller, patients, keep) {
  const number = given(parameters, 'number')?.valueString;
  const found = patients.find((one) => records[one.id]?.identifier[0].value === number);
  if (!found) return undefined;
  const now = Date.now();
  const task = {
    resourceType: 'Task',
    status: 'in-progress',
    intent: 'order',
    code: coded('task', 'emergency-access'),
    businessStatus: coded('emergency-review', 'awaiting-review'),
    for: { reference: `Patient/${found.id}` },
    authoredOn: new Date(now).toISOString(),
    requester: { reference: `Practitioner/${caller.id}`, display: caller.name },
    owner: { reference: `Practitioner/${caller.id}`, display: caller.name },
    reasonCode: coded('emergency-reason', given(parameters, 'reason').valueCode),
    note: [{ text: given(parameters, 'note').valueString }],
    restriction: { period: { start: new Date(now).toISOString(), end: new Date(now + emergencyMinutes * minuteMs).toISOString() }, recipient: [{ reference: caller.organization, display: caller.organizationName }] },
  };
  keep(task);
  return task;
}

export const isEmergency = (task) => task.code?.coding?.[0].code === 'emergency-access';
const isReviewed = (task) => task.businessStatus.coding[0].code === 'reviewed';
export const accesses = (tasks, reviewed) => tasks.filter((task) => isEmergency(task) && isReviewed(task) === (reviewed === 'true'));

export function review(task, parameters) {
  const note = given(parameters, 'note')?.valueString;
  task.businessStatus = coded('emergency-review', 'reviewed');
  task.output = [
    { type: coded('task', 'finding'), valueCodeableConcept: coded('emergency-review', given(parameters, 'finding').valueCode) },
    ...(note ? [{ type: coded('task', 'review-note'), valueString: note }] : []),
  ];
  return task;
}

export const question = () => ({
  resourceType: 'Task',
  status: 'requested',
  intent: 'order',
  code: coded('task', 'log-question'),
  focus: { type: 'AuditEvent', identifier: { system: `${home}/log-entry`, value: '4711' } },
  for: { reference: 'Patient/kari' },
  authoredOn: new Date(Date.now() - dayMs).toISOString(),
  input: [
    { type: coded('task', 'question'), valueString: 'Hvorfor har legesenteret sett på journalen min på en søndag? Jeg har ikke vært der.' },
    { type: coded('task', 'suspected-snooping'), valueBoolean: true },
  ],
});

const parts = (name, all) => ({ resourceType: 'Parameters', parameter: all.map((part) => ({ name, part })) });

export const whoCanSee = () =>
  parts('who', [
    [{ name: 'name', valueString: 'Kristiansand legevakt' }, { name: 'kind', valueCode: 'organization' }, { name: 'basis', valueCode: 'sharing' }],
    [{ name: 'name', valueString: 'Ingrid Berg' }, { name: 'kind', valueCode: 'practitioner' }, { name: 'basis', valueCode: 'emergency' }, { name: 'until', valueDateTime: new Date(Date.now() + 60 * minuteMs).toISOString() }],
  ]);

export function summary(patient) {
  const section = (title, entry) => ({ title, ...(entry ? { entry: [{ reference: entry }] } : { text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml"><p>Ingenting er registrert.</p></div>' } }) });
  return {
    resourceType: 'Bundle',
    type: 'document',
    entry: [
      { fullUrl: 'urn:uuid:1', resource: { resourceType: 'Composition', status: 'final', title: 'Sammendrag', section: [section('Legemidler', 'urn:uuid:2'), section('Overfølsomhet', 'urn:uuid:3'), section('Diagnoser')] } },
      { fullUrl: 'urn:uuid:2', resource: { resourceType: 'MedicationStatement', status: 'active', medicationCodeableConcept: { text: 'Levaxin 100 mikrogram' }, dosage: [{ text: '1 tablett daglig' }], effectiveDateTime: '2024-02-01' } },
      { fullUrl: 'urn:uuid:3', resource: { resourceType: 'AllergyIntolerance', code: { text: 'Penicillin' }, clinicalStatus: { coding: [{ code: 'active' }] }, patient: { reference: `Patient/${patient}` } } },
    ],
  };
}

const hex = (text) => Buffer.from(text.padEnd(32, text)).toString('hex').slice(0, 64);

export const sealedDays = () =>
  parts('day', Array.from({ length: 40 }, (_, at) => {
    const date = new Date(Date.now() - (at + 1) * dayMs).toISOString().slice(0, 10);
    return [{ name: 'date', valueDate: date }, { name: 'rows', valueInteger: 300 + ((at * 7919) % 1900) }, ...(at === 9 ? [] : [{ name: 'seal', valueString: hex(date) }]), ...(at < 25 && at !== 9 ? [{ name: 'signed-by', valueString: hex('key') }] : [])];
  }));

export const signingKeys = () =>
  parts('key', [
    [{ name: 'use', valueCode: 'issuer' }, { name: 'kid', valueString: 'helseid-2026-1' }, { name: 'algorithm', valueString: 'ES256' }],
    [{ name: 'use', valueCode: 'seal' }, { name: 'kid', valueString: hex('key') }, { name: 'algorithm', valueString: 'Ed25519' }, { name: 'since', valueInstant: '2026-10-28T00:00:00Z' }],
  ]);

export const signedIn = (persons) =>
  parts('session', persons.map((one) => [
    { name: 'kind', valueCode: one.role },
    { name: 'since', valueInstant: new Date(Date.now() - 30 * minuteMs).toISOString() },
    ...(one.role === 'resident' ? [] : [{ name: 'name', valueString: one.name }]),
    ...(one.organizationName ? [{ name: 'organization', valueString: one.organizationName }] : []),
  ]));
