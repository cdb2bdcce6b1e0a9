import type { Task } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import { accessOf, questionOf } from './control';
import { byRole, daysIn, placeOf, placesAddress } from './house';

describe('the search for organisations', () => {
  it('takes digits for a number and all else for a name', () => {
    expect(placesAddress('90210', false)).toContain('identifier=90210');
    expect(placesAddress(' Solvik ', true)).toMatch(/name=Solvik&active=true/);
  });

  it('lets nothing that is typed become another question', () => {
    expect(placesAddress('a&_include=*', false)).toContain('name=a%26_include%3D*');
  });

  it('takes an organisation for active unless it says otherwise', () => {
    expect(placeOf({ resourceType: 'Organization' }).active).toBe(true);
    expect(placeOf({ resourceType: 'Organization', active: false }).active).toBe(false);
  });
});

describe('who is signed in', () => {
  it('is grouped by kind, the largest first', () => {
    const session = (kind: string, since: string) => ({ kind, role: '', name: '', organization: '', since });
    expect(byRole([session('personnel', '1'), session('resident', '1'), session('resident', '2')]).map((group) => `${group.role} ${group.sessions.map((one) => one.since).join(' ')}`)).toEqual(['resident 2 1', 'personnel 1']);
  });
});

describe('the days of the log', () => {
  it('are in order, and what is no day is left out', () => {
    const part = (date: string) => ({ name: 'day', part: [{ name: 'date', valueDate: date }, { name: 'rows', valueInteger: 3 }] });
    expect(daysIn({ resourceType: 'Parameters', parameter: [part('2026-11-02'), part('2026-11-01'), part('today')] }).map((day) => day.date)).toEqual(['2026-11-01', '2026-11-02']);
  });
});

describe('what the controller reads', () => {
  const typed = (code: string) => ({ coding: [{ system: 'https://helselos.no/fhir/CodeSystem/task', code }] });

  it('is the question, the suspicion and the entry it is about', () => {
    const task = { resourceType: 'Task', id: 'q', status: 'requested', intent: 'order', focus: { identifier: { value: '17' } }, input: [{ type: typed('question'), valueString: 'Hvem?' }, { type: typed('suspected-snooping'), valueBoolean: true }] } as Task;
    expect(questionOf(task)).toMatchObject({ question: 'Hvem?', suspected: true, entry: '17' });
  });

  it('is who took an emergency access, why, and what was found', () => {
    const task = {
      resourceType: 'Task', id: 'e', status: 'completed', intent: 'order', for: { reference: 'Patient/odd' }, requester: { reference: 'Practitioner/k', display: 'Kari' },
      reasonCode: { coding: [{ code: 'unconscious' }] }, note: [{ text: 'Funnet ute.' }],
      restriction: { recipient: [{ display: 'Solvik legevakt' }] },
      output: [{ type: typed('finding'), valueCodeableConcept: { coding: [{ code: 'justified' }] } }, { type: typed('review-note'), valueString: 'Riktig.' }],
    } as Task;
    expect(accessOf(task)).toMatchObject({ who: 'Kari', organization: 'Solvik legevakt', reason: 'unconscious', note: 'Funnet ute.', finding: 'justified', findingNote: 'Riktig.' });
  });
});
