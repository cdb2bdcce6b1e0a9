import { describe, expect, it } from 'vitest';
import { byUrgency, outcomeOf, sameOutcome } from './outcomes';

describe('an outcome as written', () => {
  it('is a level with its limit in minutes', () => {
    expect(outcomeOf('urgent within 4 h')).toMatchObject({ level: 'urgent', minutes: 240 });
    expect(outcomeOf('emergency')).toEqual({ level: 'emergency', text: 'emergency' });
  });

  it('is the same in hours and in days', () => {
    expect(sameOutcome(outcomeOf('routine within 24 h')!, outcomeOf('routine within 1 d')!)).toBe(true);
  });

  it('is nothing when it cannot be read', () => {
    expect(['soon', 'urgent within', 'urgent within x h', 'urgent within 4 h or so'].map(outcomeOf)).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('stands by urgency: level first, then the shorter limit', () => {
    const written = ['routine within 1 d', 'urgent within 4 h', 'selfcare', 'urgent within 1 h', 'emergency'];
    expect(written.map((one) => outcomeOf(one)!).sort(byUrgency).map((one) => one.text)).toEqual(['emergency', 'urgent within 1 h', 'urgent within 4 h', 'routine within 1 d', 'selfcare']);
  });
});
