// @vitest-environment jsdom
import type { Bundle, Observation } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import { lineOf, summaryOf, wordsOf } from './summary';

const bundle = (section: object, ...entry: object[]) =>
  ({ resourceType: 'Bundle', type: 'document', entry: [{ resource: { resourceType: 'Composition', section: [section] } }, ...entry] }) as unknown as Bundle;

describe('the summary', () => {
  it('finds what a section points at, by address and by reference', () => {
    const allergy = { resourceType: 'AllergyIntolerance', id: 'a', code: { text: 'Penicillin' }, clinicalStatus: { coding: [{ code: 'active' }] } };
    const [section] = summaryOf(bundle({ title: 'Overfølsomhet', entry: [{ reference: 'urn:uuid:1' }, { reference: 'https://here/fhir/AllergyIntolerance/a' }] }, { fullUrl: 'urn:uuid:1', resource: allergy }));
    expect(section?.lines.map((line) => `${line.text} ${line.standing}`)).toEqual(['Penicillin active', 'Penicillin active']);
  });

  it('says the words of a section that has no entries, without their markup', () => {
    const div = '<div xmlns="http://www.w3.org/1999/xhtml"><p>Ingen <b>kjente</b></p><script>alert(1)</script></div>';
    expect(summaryOf(bundle({ title: 'Allergi', text: { status: 'generated', div } }))[0]?.words).toContain('Ingen kjente');
  });

  it('does not pass for a document that has no Composition', () => {
    expect(() => summaryOf({ resourceType: 'Bundle', type: 'document' })).toThrow();
  });
});

describe('a line', () => {
  it('keeps the value of a measurement as it was sent', () => {
    const observation = { resourceType: 'Observation', status: 'final', code: { text: 'Blodtrykk' }, component: [{ code: { text: 'Systolisk' }, valueQuantity: { value: 142, unit: 'mmHg' } }] } as Observation;
    expect(lineOf(observation).more).toBe('Systolisk 142 mmHg');
  });

  it('of a kind that is not known is there all the same', () => {
    expect(lineOf({ resourceType: 'Basic' } as never).text).toBe('Basic');
  });
});

describe('words of a narrative', () => {
  it('keep their lines', () => {
    expect(wordsOf('<div><ul><li>En</li><li>To</li></ul></div>')).toBe('En\nTo');
  });
});
