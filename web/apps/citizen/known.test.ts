import { describe, expect, it } from 'vitest';
import { screensOf, unknown, withAnswers, type Answer } from '@shared/interview/screens';
import { choiceItem, groupItem, interview, redFlagItem, temperatureItem } from '@shared/test/interview';
import { differing, knownFrom, screenKnown } from './known';

const now = Date.parse('2026-11-22T12:00:00Z');
const minutes = 60_000;
const yes: Answer = { kind: 'choice', code: 'yes' };
const no: Answer = { kind: 'choice', code: 'no' };
const list = (...linkIds: string[]) => interview(groupItem('list', ...linkIds.map(redFlagItem)));
const answered = (answers: Record<string, Answer>) => withAnswers(list(...Object.keys(answers)), 'list', answers);
const screen = (response = list('a', 'b')) => screensOf(response)[0]!;

describe('what was answered for another complaint', () => {
  it('answers a screen of which everything is known', () => {
    const known = knownFrom([answered({ a: yes, b: unknown, c: no })], now);
    expect(screenKnown(screen(), known, now + minutes)).toEqual({ a: yes, b: unknown });
  });

  it('does not answer a screen of which something is new', () => {
    expect(screenKnown(screen(), knownFrom([answered({ a: no })], now), now)).toBeUndefined();
  });

  it('stands for an hour; age and sex stand longer', () => {
    const known = knownFrom([answered({ a: no, b: no, sex: { kind: 'choice', code: 'female' } })], now);
    expect(screenKnown(screen(), known, now + 61 * minutes)).toBeUndefined();
    expect(screenKnown(screen(interview(choiceItem('sex', ['female', 'male']))), known, now + 61 * minutes)).toEqual({ sex: { kind: 'choice', code: 'female' } });
  });

  it('is not used where the answer is not offered, or the number is out of range', () => {
    const known = { answers: { pattern: { kind: 'choice', code: 'gone' }, temperature: { kind: 'number', number: '55' } } as Record<string, Answer>, at: now };
    expect(screenKnown(screen(interview(choiceItem('pattern', ['left', 'right']))), known, now)).toBeUndefined();
    expect(screenKnown(screen(interview(temperatureItem)), known, now)).toBeUndefined();
  });

  it('says nothing of how long another complaint has lasted', () => {
    const days = interview({ linkId: 'symptom-days', type: 'integer', text: 'days' });
    const known = knownFrom([withAnswers(days, 'symptom-days', { 'symptom-days': { kind: 'number', number: '3' } })], now);
    expect(screenKnown(screen(days), known, now)).toBeUndefined();
  });

  it('is the last that was said', () => {
    expect(knownFrom([answered({ a: no }), answered({ a: yes })], now).answers.a).toEqual(yes);
  });

  it('that is answered differently later is told', () => {
    expect(differing(answered({ a: no, b: no }), answered({ a: yes, b: no, c: yes }))).toEqual(['a']);
  });
});
