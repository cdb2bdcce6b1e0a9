import type { Parameters } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import { proposalsOf } from './findingsInText';

const finding = (id: string, present: boolean, words: string) => ({
  name: 'finding',
  part: [{ name: 'id', valueCode: id }, { name: 'present', valueBoolean: present }, { name: 'words', valueString: words }],
});

describe('what a text seems to say', () => {
  it('is proposed with the words it was read from, and what is denied is not', () => {
    const answer: Parameters = { resourceType: 'Parameters', parameter: [finding('fever', true, 'feber'), finding('stiff-neck', false, 'stiv nakke')] };
    expect(proposalsOf(answer)).toEqual([{ linkId: 'fever', words: 'feber' }]);
  });

  it('is nothing when it does not say whether it is there', () => {
    const answer: Parameters = { resourceType: 'Parameters', parameter: [{ name: 'finding', part: [{ name: 'id', valueCode: 'fever' }] }] };
    expect(proposalsOf(answer)).toEqual([]);
    expect(proposalsOf({ resourceType: 'Parameters' })).toEqual([]);
  });
});
