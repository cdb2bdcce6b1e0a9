import { describe, expect, it } from 'vitest';
import { protocol } from './example';
import { figuresOf, found, sorted, type Figures } from './figures';

const some = figuresOf({ table: protocol, written: '' });
const other: Figures = { ...some, complaint: 'other', title: { nb: 'Annet', nn: 'Anna', en: 'Other' }, words: 'other\nannet', rulesTotal: 9 };
const titleOf = (figures: Figures) => figures.title.nb!;

describe('the figures of a protocol', () => {
  it('count what is in it', () => {
    expect(some).toMatchObject({ rulesTotal: 3, rules: { emergency: 2, urgent: 1 }, cases: 2, sourcesRead: 1, sources: 2, hasProof: false });
  });

  it('are found by any everyday word', () => {
    expect(found([some, other], 'greier').map((one) => one.complaint)).toEqual(['some']);
    expect(found([some, other], ' ')).toHaveLength(2);
  });

  it('are sorted both ways, equal ones by title', () => {
    expect(sorted([some, other], 'rules', true, titleOf).map(titleOf)).toEqual(['Annet', 'Noe']);
    expect(sorted([some, other], 'rules', false, titleOf).map(titleOf)).toEqual(['Noe', 'Annet']);
    expect(sorted([some, other], 'review', true, titleOf).map(titleOf)).toEqual(['Annet', 'Noe']);
  });
});
