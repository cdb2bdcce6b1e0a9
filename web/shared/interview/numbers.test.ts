import { describe, expect, it } from 'vitest';
import { monthsAsYears, numberFault, readNumber, yearsAsMonths } from './numbers';

describe('numbers as people write them', () => {
  it.each([
    ['38,2', '38.2'],
    ['38.2', '38.2'],
    [' 7 ', '7'],
    ['-3', '-3'],
    ['0,25', '0.25'],
  ])('%s is %s', (written, read) => expect(readNumber(written)).toBe(read));

  it.each(['', 'abc', '38,2,1', '1.234,5', '1e5', '38 2', '0x10', ',5', '12345678901'])('"%s" is no number', (written) =>
    expect(readNumber(written)).toBeUndefined(),
  );

  const temperature = { wholeNumber: false, least: 33, most: 43 };
  it.each([
    ['', 'empty'],
    ['varm', 'not-a-number'],
    ['32,9', 'too-small'],
    ['33', undefined],
    ['43', undefined],
    ['43,1', 'too-big'],
  ])('a temperature of "%s" gives %s', (written, fault) => expect(numberFault(written, temperature)).toBe(fault));

  it('a whole number takes no decimals', () => {
    expect(numberFault('2,5', { wholeNumber: true })).toBe('not-whole');
    expect(numberFault('2,0', { wholeNumber: true })).toBeUndefined();
  });
});

describe('ages in months', () => {
  it('three months is exactly a quarter of a year, two is under', () => {
    expect(monthsAsYears(3)).toBe('0.25');
    expect(Number(monthsAsYears(2))).toBeLessThan(0.25);
  });

  it('every month up to three years comes back as it was written', () => {
    for (let months = 0; months < 36; ++months) {
      const back = yearsAsMonths(monthsAsYears(months));
      if (months % 12 === 0) expect(back).toBeUndefined();
      else expect(back).toBe(months);
    }
  });

  it('half years of grown people stay years', () => expect(yearsAsMonths('34.5')).toBeUndefined());
});
