import type { Question } from './screens';

export type NumberFault = 'empty' | 'not-a-number' | 'not-whole' | 'too-small' | 'too-big';

const digitsMax = 9;

/**
 * Reads a number as people write it: comma or point for decimals, spaces around it.
 * Gives the decimal text with a point; anything doubtful ("1.234,5", "38,2,1", "1e5") is no number.
 */
export function readNumber(written: string): string | undefined {
  const text = written.trim().replace(',', '.').replace('−', '-');
  if (!/^-?\d+(\.\d+)?$/.test(text) || text.length > digitsMax) return undefined;
  return text;
}

export function numberFault(written: string, question: Pick<Question, 'wholeNumber' | 'least' | 'most'>): NumberFault | undefined {
  if (written.trim() === '') return 'empty';
  const read = readNumber(written);
  if (read === undefined) return 'not-a-number';
  const number = Number(read);
  if (question.wholeNumber && !Number.isInteger(number)) return 'not-whole';
  if (question.least !== undefined && number < question.least) return 'too-small';
  if (question.most !== undefined && number > question.most) return 'too-big';
  return undefined;
}

const monthsInYear = 12;
const thousandths = 1000;

/** An age in months as years with decimals: 3 months is exactly 0.25. */
export const monthsAsYears = (months: number) => String(Math.round((months / monthsInYear) * thousandths) / thousandths);

/** Beyond this, people give their age in years. */
export const ageMonthsMax = 35;

/** The other way, to show again what was written: a whole number of months for the smallest, else undefined. */
export function yearsAsMonths(years: string): number | undefined {
  const number = Number(years);
  const months = Math.round(number * monthsInYear);
  return Number.isInteger(number) || months > ageMonthsMax ? undefined : months;
}
