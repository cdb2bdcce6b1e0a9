import type { AuditEvent } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import { byDay, entryOf, visitsOf, type LogEntry } from './entry';
import { addressOf, barsOf, filterIn, filtered, namesIn, since } from './filter';

const me = { own: 'Patient/anita' };
const event = (agent: object, more: object = {}) =>
  ({
    resourceType: 'AuditEvent',
    id: 'x',
    recorded: '2026-11-22T10:00:00Z',
    outcome: '0',
    subtype: [{ system: 'http://hl7.org/fhir/restful-interaction', code: 'read', display: 'leste' }],
    agent: [{ requestor: true, ...agent }],
    entity: [{ what: { reference: 'Patient/anita' } }, { what: { reference: 'Task/1', type: 'Task' }, description: 'oppgaver' }],
    ...more,
  }) as unknown as AuditEvent;
const nurse = { who: { reference: 'Practitioner/kari', display: 'Kari' }, name: 'Kari', role: [{ coding: [{ system: 'urn:oid:2.16.578.1.12.4.1.1.9060', code: 'SP' }], text: 'sykepleier' }] };

describe('a row of the log', () => {
  it('says who, in which role, what', () => {
    expect(entryOf(event(nurse), me)).toMatchObject({ reader: 'personnel', name: 'Kari', role: 'SP', act: 'read', record: 'Task', wasStopped: false, isEmergency: false });
  });

  it('knows oneself, family and the service from personnel', () => {
    const readerOf = (agent: object) => entryOf(event(agent), me).reader;
    expect(readerOf({ who: { reference: 'Patient/anita' } })).toBe('self');
    expect(readerOf({ who: { reference: 'Patient/per' } })).toBe('family');
    expect(readerOf({ who: { display: 'systemet' }, role: [{ coding: [{ code: 'system' }] }] })).toBe('system');
    expect(readerOf({ who: { display: 'noen' } })).toBe('other');
  });

  it('tells of an attempt that was stopped, and of an emergency by rule or purpose', () => {
    expect(entryOf(event(nurse, { outcome: '4' }), me).wasStopped).toBe(true);
    expect(entryOf(event({ ...nurse, policy: ['https://helselos.no/fhir/access-rule/emergency'] }), me).isEmergency).toBe(true);
    expect(entryOf(event({ ...nurse, purposeOfUse: [{ coding: [{ code: 'BTG' }] }] }), me).isEmergency).toBe(true);
  });
});

const row = (at: string, more: Partial<LogEntry> = {}): LogEntry => ({
  id: at, at, reader: 'personnel', isMe: false, name: 'Kari', act: 'read', actText: '', recordText: '', record: 'Task', rules: [], wasStopped: false, isEmergency: false, ...more,
});

describe('the list', () => {
  it('tells what was done in one go as one visit, each thing once with how often', () => {
    const [visit, ...more] = visitsOf([row('2026-11-22T10:06:00Z', { record: 'Patient' }), row('2026-11-22T10:05:00Z'), row('2026-11-22T10:00:00Z')]);
    expect(more).toEqual([]);
    expect(visit).toMatchObject({ first: '2026-11-22T10:00:00Z', newest: { at: '2026-11-22T10:06:00Z' } });
    expect(visit?.deeds.map((deed) => [deed.newest.record, deed.count])).toEqual([['Patient', 1], ['Task', 2]]);
  });

  it('tells of two visits when there was a pause, another person, or another ground', () => {
    const pair = (more: Partial<LogEntry>, at = '2026-11-22T10:00:00Z') => visitsOf([row('2026-11-22T10:05:00Z'), row(at, more)]);
    expect(pair({}, '2026-11-22T09:30:00Z')).toHaveLength(2);
    expect(pair({ name: 'Nils' })).toHaveLength(2);
    expect(pair({ rules: ['emergency'], isEmergency: true })).toHaveLength(2);
  });

  it('does not hide a stopped attempt among those that were not', () => {
    expect(visitsOf([row('2026-11-22T10:05:00Z'), row('2026-11-22T10:00:00Z', { wasStopped: true })])).toHaveLength(2);
  });

  it('is by the days of Oslo', () => {
    expect(byDay(visitsOf([row('2026-11-21T23:30:00Z'), row('2026-11-21T22:30:00Z')])).map((one) => one.day)).toEqual(['2026-11-22', '2026-11-21']);
  });
});

describe('the filter', () => {
  const rows = [row('1'), row('2', { reader: 'self', isMe: true, name: 'Du' }), row('3', { reader: 'system', name: 'systemet' }), row('4', { reader: 'system', wasStopped: true })];

  it('shows others at first, and always what was stopped', () => {
    expect(filtered(rows, filterIn(new URLSearchParams())).map((one) => one.id)).toEqual(['1', '4']);
  });

  it('narrows to a person, an organisation or a kind', () => {
    expect(filtered(rows, { period: 'all', kind: 'everything', who: 'Kari' }).map((one) => one.id)).toEqual(['1', '4']);
    expect(filtered(rows, { period: 'all', kind: 'self', who: '' }).map((one) => one.id)).toEqual(['2']);
    expect(filtered(rows, { period: 'all', kind: 'stopped', who: '' }).map((one) => one.id)).toEqual(['4']);
  });

  it('stands in the address, and an unknown address means the usual', () => {
    expect(filterIn(addressOf({ period: '365', kind: 'stopped', who: 'Kari' }))).toEqual({ period: '365', kind: 'stopped', who: 'Kari' });
    expect(filterIn(new URLSearchParams('tid=7&slag=x'))).toEqual({ period: '90', kind: 'others', who: '' });
  });

  it('offers the names that are there, once', () => {
    expect(namesIn([row('1', { organization: 'Legevakt' }), row('2', { organization: 'Legevakt' })])).toEqual(['Kari', 'Legevakt']);
  });
});

describe('the picture', () => {
  const now = new Date('2026-11-22T12:00:00Z');

  it('counts every row of the period, the newest in the last bar', () => {
    const bars = barsOf([row('2026-11-22T11:00:00Z'), row('2026-11-01T11:00:00Z', { reader: 'family' }), row('2026-11-02T11:00:00Z', { reader: 'self' })], since('30', now), now);
    expect(bars.at(-1)!.personnel).toBe(1);
    expect(bars.reduce((sum, bar) => sum + bar.others + bar.self, 0)).toBe(2);
  });

  it('has bars even when the log is empty', () => expect(barsOf([], undefined, now)).toHaveLength(1));
});
