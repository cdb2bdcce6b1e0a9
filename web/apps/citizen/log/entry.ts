import type { AuditEvent, CodeableConcept, Coding } from 'fhir/r4';

/** Who it was, in the way it matters to the person: oneself, family and others who act for one, personnel, the service itself. */
export const readers = ['personnel', 'family', 'self', 'system', 'other'] as const;
export type Reader = (typeof readers)[number];

/** One row of the log as it is shown. Codes are worded by the pages; the texts are the server's own, for codes the pages do not know. */
export interface LogEntry {
  id: string;
  at: string;
  reader: Reader;
  /** Who asks has done it themself. */
  isMe: boolean;
  name: string;
  reference?: string;
  role?: string;
  roleText?: string;
  organization?: string;
  organizationReference?: string;
  /** What was done: read, search-type, $share-assessment ... */
  act: string;
  actText: string;
  /** What kind of record. */
  record?: string;
  recordText: string;
  purpose?: string;
  purposeText?: string;
  rules: string[];
  basisText?: string;
  reason?: string;
  wasStopped: boolean;
  isEmergency: boolean;
}

const volven9060 = 'urn:oid:2.16.578.1.12.4.1.1.9060';
const emergencyPurposes = new Set(['BTG', 'ETREAT']);
const emergencyRules = /^emergency/;

const firstCoding = (concept: CodeableConcept | undefined): Coding | undefined => concept?.coding?.[0];
const typeOf = (reference: string | undefined) => reference?.split('/')[0];

interface Me {
  /** Who is signed in. */
  own: string;
}

function readerOf(reference: string | undefined, role: Coding | undefined, { own }: Me): Reader {
  const type = typeOf(reference);
  if (reference === own) return 'self';
  if (type === 'Patient' || type === 'RelatedPerson') return 'family';
  if (type === 'Practitioner' || type === 'PractitionerRole' || role?.system === volven9060 || role?.code === 'personnel') return 'personnel';
  if (role?.code === 'system' || role?.code === 'service' || type === 'Device') return 'system';
  return 'other';
}

export function entryOf(event: AuditEvent, me: Me): LogEntry {
  const [agent] = event.agent.filter((one) => one.requestor);
  const organization = event.agent.find((one) => typeOf(one.who?.reference) === 'Organization')?.who;
  const role = firstCoding(agent?.role?.[0]);
  const purpose = firstCoding(agent?.purposeOfUse?.[0] ?? event.purposeOfEvent?.[0]);
  const details = (event.entity ?? []).flatMap((one) => one.detail ?? []);
  const detail = (type: string) => details.find((one) => one.type === type)?.valueString;
  const record = event.entity?.find((one) => one.what?.type && one.what.type !== 'Person');
  const rules = (agent?.policy ?? []).map((policy) => policy.split('/').pop() ?? '').filter(Boolean);
  const subtype = event.subtype?.[0];
  const reader = readerOf(agent?.who?.reference, role, me);
  const spoken = subtype?.display ?? subtype?.code ?? '';
  const act = subtype?.code === 'operation' ? (/\$[a-z-]+/.exec(spoken)?.[0] ?? 'operation') : (subtype?.code ?? '');
  return {
    id: event.id ?? '',
    at: event.recorded,
    reader,
    isMe: reader === 'self',
    name: agent?.name ?? agent?.who?.display ?? '',
    reference: agent?.who?.reference,
    role: role?.code,
    roleText: agent?.role?.[0]?.text ?? role?.display,
    organization: organization?.display,
    organizationReference: organization?.reference,
    act,
    actText: spoken,
    record: record?.what?.type,
    recordText: record?.description ?? '',
    purpose: purpose?.code,
    purposeText: purpose?.display,
    rules,
    basisText: detail('basis'),
    reason: detail('reason'),
    wasStopped: event.outcome !== undefined && event.outcome !== '0',
    isEmergency: emergencyPurposes.has(purpose?.code ?? '') || rules.some((rule) => emergencyRules.test(rule)) || act === '$emergency-access',
  };
}

/** Day by the calendar of Oslo: "2026-11-22". */
const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo', year: 'numeric', month: '2-digit', day: '2-digit' });
export const dayOf = (instant: string): string => day.format(new Date(instant));

/** One thing that was done, once or several times. */
export interface Deed {
  newest: LogEntry;
  count: number;
}

/** What one person did in one go: their rows of the same day, one after another. An attempt that was stopped, or an emergency, is one of its own. */
export interface Visit {
  newest: LogEntry;
  /** When it began. */
  first: string;
  deeds: Deed[];
}

// A longer pause is another visit.
const pauseMs = 30 * 60_000;

const whose = (one: LogEntry) =>
  [dayOf(one.at), one.reference ?? one.name, one.organizationReference, one.wasStopped, one.isEmergency, one.purpose, one.reason].join('|');
const deedOf = (one: LogEntry) => `${one.act}|${one.record}`;

function added(visit: Visit, entry: LogEntry): Visit {
  const known = visit.deeds.some((deed) => deedOf(deed.newest) === deedOf(entry));
  const deeds = known
    ? visit.deeds.map((deed) => (deedOf(deed.newest) === deedOf(entry) ? { ...deed, count: deed.count + 1 } : deed))
    : [...visit.deeds, { newest: entry, count: 1 }];
  return { ...visit, first: entry.at, deeds };
}

/** Newest first in, newest first out. */
export function visitsOf(entries: LogEntry[]): Visit[] {
  const visits: Visit[] = [];
  for (const entry of entries) {
    const last = visits.at(-1);
    const goesOn = last && whose(last.newest) === whose(entry) && Date.parse(last.first) - Date.parse(entry.at) <= pauseMs;
    if (goesOn) visits[visits.length - 1] = added(last, entry);
    else visits.push({ newest: entry, first: entry.at, deeds: [{ newest: entry, count: 1 }] });
  }
  return visits;
}

export function byDay(visits: Visit[]): { day: string; visits: Visit[] }[] {
  const days: { day: string; visits: Visit[] }[] = [];
  for (const visit of visits) {
    const on = dayOf(visit.newest.at);
    if (days.at(-1)?.day === on) days.at(-1)!.visits.push(visit);
    else days.push({ day: on, visits: [visit] });
  }
  return days;
}
