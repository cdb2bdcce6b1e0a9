import type { Questionnaire } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import { protocol } from '../protocol/example';
import { expectedOf } from './judge';
import { answerOf, numberWritten, personOf, responseOf } from './person';

const questionnaire: Questionnaire = {
  resourceType: 'Questionnaire',
  status: 'draft',
  item: [
    { linkId: 'about', type: 'group', item: [{ linkId: 'age-years', type: 'decimal' }] },
    { linkId: 'choking', type: 'choice' },
    { linkId: 'fever', type: 'choice' },
    { linkId: 'rash', type: 'choice' },
  ],
};

const hot = protocol.cases[0]!;

describe('an age as written in a case', () => {
  it('becomes years as the engine counts them', () => {
    expect(['3 months', '2 months', '1 month', '28 days', '5 weeks', '34'].map(numberWritten)).toEqual(['0.25', '0.166666', '0.083333', '0.076659', '0.095824', '34']);
  });
});

describe('a person of a stored case', () => {
  it('answers the rest "no" to yes-no questions, and knows no other number', () => {
    const person = personOf(hot, protocol, 'no');
    expect(answerOf(person, { id: 'choking', kind: 'yes-no' })).toBe('no');
    expect(answerOf(person, { id: 'temperature', kind: 'number' })).toBe('unknown');
    expect(answerOf(person, { id: 'fever', kind: 'yes-no' })).toBe('yes');
  });

  it('never says "no" for "don\'t know"', () => {
    expect(answerOf(personOf(hot, protocol, 'unknown'), { id: 'choking', kind: 'yes-no' })).toBe('unknown');
    expect(answerOf(personOf(hot, protocol, 'open'), { id: 'choking', kind: 'yes-no' })).toBeUndefined();
  });

  it('is put to the plan with its answers as the questionnaire wants them', () => {
    const { item } = responseOf(personOf(hot, protocol, 'open'), protocol, questionnaire);
    expect(item?.map((one) => [one.linkId, one.answer?.[0]])).toEqual([
      ['fever', { valueCoding: { system: 'https://helselos.no/fhir/CodeSystem/answer', code: 'yes' } }],
      ['age-years', { valueDecimal: 0.166666 }],
    ]);
  });
});

describe('what a case expects', () => {
  it('is told for the way the rest is answered', () => {
    const stored = { ...hot, expectUnknown: 'emergency' };
    expect(expectedOf(stored, 'no')?.text).toBe('urgent within 4 h');
    expect(expectedOf(stored, 'unknown')?.text).toBe('emergency');
    expect(expectedOf(stored, 'open')).toBeUndefined();
    expect(expectedOf({ ...stored, unlisted: 'unknown' }, 'no')).toBeUndefined();
  });
});
