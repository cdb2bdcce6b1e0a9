import { describe, expect, it } from 'vitest';
import { clockWords, minuteOfWeek, openingAt } from './openings';

const everyDay = [0, 1, 2, 3, 4, 5, 6];
const at = (day: number, hour: number, minute = 0) => day * 1440 + hour * 60 + minute;
const evenings = [{ days: [0, 1, 2, 3, 4], from: 930, to: 480 }, { days: [5, 6] }];

describe('a clinic', () => {
  it('that is always open has no end', () => {
    expect(openingAt([{ days: everyDay }], at(3, 12))).toEqual({ open: true });
  });

  it('open over midnight is open until the morning', () => {
    expect(openingAt(evenings, at(1, 2))).toEqual({ open: true, until: at(1, 8) });
  });

  it('is open the whole weekend and the night to Monday is closed when Sunday ends at midnight', () => {
    expect(openingAt(evenings, at(5, 9))).toEqual({ open: true, until: 0 });
    expect(openingAt(evenings, at(0, 2))).toEqual({ open: false, from: at(0, 15, 30) });
  });

  it('over Sunday night is open on Monday morning', () => {
    expect(openingAt([{ days: [6], from: 960, to: 480 }], at(0, 7, 59))).toEqual({ open: true, until: at(0, 8) });
    expect(openingAt([{ days: [6], from: 960, to: 480 }], at(0, 8))).toEqual({ open: false, from: at(6, 16) });
  });

  it('that is closed tells when it opens next', () => {
    expect(openingAt([{ days: [0, 2], from: 480, to: 960 }], at(0, 16))).toEqual({ open: false, from: at(2, 8) });
    expect(openingAt([{ days: [0], from: 480, to: 960 }], at(6, 23, 59))).toEqual({ open: false, from: at(0, 8) });
  });

  it('without known times is not said to be open', () => {
    expect(openingAt([], at(0, 12))).toEqual({ open: false });
  });
});

describe('the time of the week', () => {
  it('is Norwegian, in winter and summer', () => {
    expect(minuteOfWeek(new Date('2026-11-22T23:30:00Z'))).toBe(at(0, 0, 30));
    expect(minuteOfWeek(new Date('2026-07-01T10:00:00Z'))).toBe(at(2, 12));
  });

  it('names the day only when it is another day', () => {
    expect(clockWords(at(0, 16), at(0, 12), 'nb-NO')).toBe('16:00');
    expect(clockWords(at(1, 8), at(0, 12), 'nb-NO')).toBe('tirsdag 08:00');
  });
});
