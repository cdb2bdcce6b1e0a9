import { describe, expect, it } from 'vitest';
import { ageInYears, dateAndTime, span } from './when';

const minute = 60_000;

describe('time in words', () => {
  it('is Norwegian time whatever the machine thinks', () => {
    expect(dateAndTime('2026-11-22T23:30:00Z', 'nb')).toMatch(/^mandag 23\. november.*00[:.]30$/);
    expect(dateAndTime('2026-07-01T10:00:00Z', 'nb')).toMatch(/12[:.]00$/);
  });

  it('that cannot be read is nothing', () => expect(dateAndTime('soon', 'nb')).toBe(''));

  it.each([
    [35, '35 min'],
    [60, '1 t'],
    [134, '2 t 14 min'],
    [-134, '2 t 14 min'],
    [1440, '1 d'],
    [4560, '3 d 4 t'],
  ])('a span of %i minutes is %s', (minutes, words) => expect(span(minutes * minute, 'nb')).toBe(words));
});

describe('an age', () => {
  const today = new Date('2026-11-22T08:00:00Z');

  it.each([
    ['1992-11-22', 34],
    ['1992-11-23', 33],
    ['2026-08-22', 0.25],
    ['2026-08-23', 2 / 12],
    ['2026-11-22', 0],
  ])('born %s is %d', (born, age) => expect(ageInYears(born, today)).toBeCloseTo(age, 6));

  it('of someone not yet born, or of no date, is not known', () => {
    expect(ageInYears('2027-01-01', today)).toBeUndefined();
    expect(ageInYears('', today)).toBeUndefined();
  });
});
