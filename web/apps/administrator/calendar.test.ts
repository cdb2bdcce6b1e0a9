import { describe, expect, it } from 'vitest';
import { monthsOf, unsealedBefore } from './calendar';
import type { SealedDay } from './house';

const day = (date: string, rows: number, seal?: string, signedBy?: string): SealedDay => ({ date, rows, seal, signedBy });

describe('the calendar of sealed days', () => {
  it('has every month from the first day to the last, the newest first', () => {
    expect(monthsOf([day('2025-12-30', 1, 'a'), day('2026-02-01', 1, 'a')], 12).map((month) => month.month)).toEqual(['2026-02', '2026-01', '2025-12']);
  });

  it('begins its weeks on Monday', () => {
    // 1 November 2026 is a Sunday.
    expect(monthsOf([day('2026-11-01', 1, 'a')], 1)[0]?.weeks[0]?.map((cell) => cell?.day)).toEqual([undefined, undefined, undefined, undefined, undefined, undefined, 1]);
  });

  it('tells signed, sealed, unsealed and empty days apart', () => {
    const days = [day('2026-11-02', 4, 'a', 'k'), day('2026-11-03', 2, 'a'), day('2026-11-04', 1)];
    const cells = monthsOf(days, 1)[0]?.weeks.flat().filter((cell) => cell !== undefined) ?? [];
    expect(cells.slice(0, 4).map((cell) => cell.seal)).toEqual(['none', 'signed', 'sealed', 'unsealed']);
    expect(cells.slice(0, 4).map((cell) => cell.share)).toEqual([0, 1, 0.5, 0.25]);
  });

  it('knows February of a leap year', () => {
    expect(monthsOf([day('2028-02-10', 1, 'a')], 1)[0]?.weeks.flat().filter(Boolean)).toHaveLength(29);
  });
});

describe('days that lack a seal', () => {
  it('are those that are over; today is not', () => {
    const days = [day('2026-11-20', 5), day('2026-11-21', 5, 'a'), day('2026-11-22', 5)];
    expect(unsealedBefore(days, new Date('2026-11-22T23:59:00Z')).map((one) => one.date)).toEqual(['2026-11-20']);
  });
});
