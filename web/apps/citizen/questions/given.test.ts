import { describe, expect, it } from 'vitest';
import { screensOf, unknown, withAnswers, type Answers } from '@shared/interview/screens';
import { choiceItem, groupItem, interview, redFlagItem, temperatureItem } from '@shared/test/interview';
import { answerOf, answersOfTicks, faultOf, firstGiven, firstTicks } from './given';

const today = new Date('2026-11-22T08:00:00Z');
const nothing = { whom: { kind: 'self' }, now: today } as const;
const about = groupItem('about', { linkId: 'age-years', type: 'quantity' }, choiceItem('sex', ['female', 'male', 'unknown']));
const list = screensOf(interview(groupItem('red-screen', redFlagItem('a'), redFlagItem('b'), redFlagItem('c'))))[0]!;

describe('what is known of a person', () => {
  const screen = screensOf(interview(about))[0]!;

  it('is filled in and marked so, never answered for them', () => {
    const given = firstGiven(screen, { whom: { kind: 'self', birthDate: '1992-03-14', gender: 'female' }, now: today });
    expect(given).toEqual({ 'age-years': { written: '34', prefilled: true }, sex: { code: 'female', prefilled: true } });
  });

  it('is given in months for the smallest', () => {
    expect(firstGiven(screen, { whom: { kind: 'child', birthDate: '2026-08-30' }, now: today })['age-years']).toEqual({ written: '2', months: true, prefilled: true });
  });

  it('leaves empty what is not known or not offered', () => {
    expect(firstGiven(screen, { whom: { kind: 'self', gender: 'other' }, now: today })).toEqual({ 'age-years': {}, sex: {} });
  });

  it('does not replace what was answered', () => {
    const answered = screensOf(withAnswers(interview(about), 'about', { 'age-years': { kind: 'number', number: '0.25' }, sex: unknown }))[0]!;
    expect(firstGiven(answered, { whom: { kind: 'self', birthDate: '1992-03-14', gender: 'female' }, now: today })).toEqual({
      'age-years': { written: '3', months: true },
      sex: { code: 'unknown' },
    });
  });
});

describe('a measurement that may be left empty', () => {
  const pulse = screensOf(interview(groupItem('measured', { linkId: 'pulse', type: 'integer', required: false })))[0]!;

  it('says "don\'t know" when it is, and is empty when it is shown again', () => {
    expect(faultOf(pulse.questions[0]!, {})).toBeUndefined();
    expect(answerOf({})).toEqual(unknown);
    const answered = screensOf(withAnswers(interview(groupItem('measured', { linkId: 'pulse', type: 'integer', required: false })), 'measured', { pulse: unknown }))[0]!;
    expect(firstGiven(answered, { whom: { kind: 'self' }, now: today })).toEqual({ pulse: {} });
  });

  it('is a fault when it is no number', () => {
    expect(faultOf(pulse.questions[0]!, { written: 'høy' })).toBe('not-a-number');
  });
});

describe('a field', () => {
  const temperature = screensOf(interview(temperatureItem))[0]!.questions[0]!;

  it('that is empty is a fault, and "don\'t know" is not', () => {
    expect(faultOf(temperature, {})).toBe('empty');
    expect(faultOf(temperature, { code: 'unknown' })).toBeUndefined();
  });

  it('with a comma becomes a number with a point', () => {
    expect(answerOf({ written: '38,20' })).toEqual({ kind: 'number', number: '38.2' });
  });

  it('with months becomes years', () => {
    expect(answerOf({ written: '3', months: true })).toEqual({ kind: 'number', number: '0.25' });
  });
});

describe('what the person has written', () => {
  const proposals = [{ linkId: 'b', words: 'tungt å puste' }];

  it('ticks what it seems to say, and nothing else', () => {
    expect(firstTicks(list, { ...nothing, proposals })).toEqual({ ticked: ['b'], rest: undefined });
  });

  it('says yes to a question alone, and keeps the words', () => {
    const alone = screensOf(interview(redFlagItem('b')))[0]!;
    expect(firstGiven(alone, { ...nothing, proposals })).toEqual({ b: { code: 'yes', words: 'tungt å puste' } });
  });

  it('changes nothing that was answered', () => {
    const answered = withAnswers(interview(groupItem('red-screen', redFlagItem('a'), redFlagItem('b'))), 'red-screen', answersOfTicks(list, { ticked: [], rest: 'none' }));
    expect(firstTicks(screensOf(answered)[0]!, { ...nothing, proposals })).toEqual({ ticked: [], rest: 'none' });
  });

  it('never chooses for the person where there is no yes', () => {
    const place = screensOf(interview(choiceItem('b', ['left', 'right'])))[0]!;
    expect(firstGiven(place, { ...nothing, proposals })).toEqual({ b: {} });
  });
});

describe('what was answered for another complaint', () => {
  const known = { answers: { a: { kind: 'choice', code: 'yes' }, b: { kind: 'choice', code: 'no' } } as Answers, at: today.getTime() };

  it('is ticked when it was yes; "none of these" is never chosen beforehand', () => {
    expect(firstTicks(list, { ...nothing, known })).toEqual({ ticked: ['a'], rest: undefined });
  });

  it('stands in a question alone, marked as filled in', () => {
    expect(firstGiven(screensOf(interview(redFlagItem('a')))[0]!, { ...nothing, known })).toEqual({ a: { code: 'yes', prefilled: true } });
  });
});

describe('a check list', () => {
  const codes = (answers: ReturnType<typeof answersOfTicks>) => Object.values(answers).map((answer) => (answer.kind === 'choice' ? answer.code : ''));

  it('with "none of these" says no to all', () => {
    expect(codes(answersOfTicks(list, { ticked: [], rest: 'none' }))).toEqual(['no', 'no', 'no']);
  });

  it('with "don\'t know" says unknown to all', () => {
    expect(codes(answersOfTicks(list, { ticked: [], rest: 'unknown' }))).toEqual(['unknown', 'unknown', 'unknown']);
  });

  it('with a tick and doubt says unknown, not no, to the rest', () => {
    expect(codes(answersOfTicks(list, { ticked: ['b'], rest: 'unknown' }))).toEqual(['unknown', 'yes', 'unknown']);
  });

  it.each([
    { ticked: [], rest: 'none' },
    { ticked: [], rest: 'unknown' },
    { ticked: ['a', 'c'], rest: undefined },
    { ticked: ['a'], rest: 'unknown' },
  ] as const)('comes back as it was left: %o', (ticks) => {
    const left = { ticked: [...ticks.ticked], rest: ticks.rest };
    const response = withAnswers(interview(groupItem('red-screen', redFlagItem('a'), redFlagItem('b'), redFlagItem('c'))), 'red-screen', answersOfTicks(list, left));
    expect(firstTicks(screensOf(response)[0]!, nothing)).toEqual(left);
  });

  it('not yet answered has nothing chosen', () => {
    expect(firstTicks(list, nothing)).toEqual({ ticked: [], rest: undefined });
  });
});
