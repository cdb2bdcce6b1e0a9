import { describe, expect, it } from 'vitest';
import { choiceItem, groupItem, interview, redFlagItem, temperatureItem } from '@shared/test/interview';
import { extension } from '@shared/api/names';
import { begun, changes, isAnswered, progressOf, screensOf, unknown, withAnswers } from './screens';

const redScreen = groupItem('red-screen', redFlagItem('not-breathing'), redFlagItem('unresponsive'));

describe('screens', () => {
  it('a group of yes/no findings is a check list', () => {
    expect(screensOf(interview(redScreen))[0]?.form).toBe('checklist');
  });

  it('a group with a number in it is not a check list', () => {
    expect(screensOf(interview(groupItem('about', temperatureItem, choiceItem('sex', ['female', 'male', 'unknown']))))[0]?.form).toBe('group');
  });

  it('a red flag is known as one', () => {
    expect(screensOf(interview(redScreen))[0]?.questions.map((question) => question.redFlag)).toEqual([true, true]);
  });

  it('a number knows its unit and its bounds', () => {
    const question = screensOf(interview(temperatureItem))[0]?.questions[0];
    expect(question).toMatchObject({ unit: '°C', least: 33, most: 43, wholeNumber: false });
  });

  it('a kind of question that is not known is said to be so, not guessed', () => {
    const question = screensOf(interview({ linkId: 'x', type: 'attachment' }))[0]?.questions[0];
    expect(question?.kind).toBe('not-known');
  });

  it('a display item is no screen', () => {
    expect(screensOf(interview({ linkId: 'x', type: 'display', text: 'Hei' }))).toEqual([]);
  });

  it('a screen is answered when all its questions are', () => {
    const half = withAnswers(interview(redScreen), 'red-screen', { 'not-breathing': { kind: 'choice', code: 'no' } });
    const whole = withAnswers(half, 'red-screen', { unresponsive: unknown });
    expect(screensOf(half).map(isAnswered)).toEqual([false]);
    expect(screensOf(whole).map(isAnswered)).toEqual([true]);
  });
});

describe('answers', () => {
  it('an answer is sent as the coding that was offered', () => {
    const answered = withAnswers(interview(choiceItem('fever')), 'fever', { fever: { kind: 'choice', code: 'yes' } });
    expect(answered.item?.[0]?.answer).toEqual([{ valueCoding: { system: 'https://helselos.no/fhir/CodeSystem/answer', code: 'yes', display: 'yes' } }]);
  });

  it('a number is sent with its unit', () => {
    const answered = withAnswers(interview(temperatureItem), 'temperature', { temperature: { kind: 'number', number: '38.2' } });
    expect(answered.item?.[0]?.answer).toEqual([{ valueQuantity: { value: 38.2, unit: '°C', system: 'http://unitsofmeasure.org', code: 'Cel' } }]);
  });

  it('not knowing a number is the answer unknown, never a number', () => {
    const answered = withAnswers(interview(temperatureItem), 'temperature', { temperature: unknown });
    const none = { extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'asked-unknown' }] };
    expect(answered.item?.[0]?.answer?.[0]).toEqual({ valueQuantity: none });
    expect(screensOf(answered)[0]?.questions[0]?.answer).toEqual(unknown);
    const both = interview({ linkId: 'a', type: 'decimal' }, { linkId: 'b', type: 'integer' });
    expect(withAnswers(both, 'a', { a: unknown }).item?.[0]?.answer?.[0]).toEqual({ _valueDecimal: none });
    expect(withAnswers(both, 'b', { b: unknown }).item?.[1]?.answer?.[0]).toEqual({ _valueInteger: none });
  });

  it('not knowing a number as it was once written is still read', () => {
    const once = interview(temperatureItem);
    once.item![0]!.answer = [{ valueCoding: { system: 'https://helselos.no/fhir/CodeSystem/answer', code: 'unknown' } }];
    expect(screensOf(once)[0]?.questions[0]?.answer).toEqual(unknown);
  });

  it('a decimal and a whole number are sent as such', () => {
    const both = interview({ linkId: 'a', type: 'decimal' }, { linkId: 'b', type: 'integer' });
    const answered = withAnswers(withAnswers(both, 'a', { a: { kind: 'number', number: '0.25' } }), 'b', { b: { kind: 'number', number: '3' } });
    expect(answered.item?.map((item) => item.answer?.[0])).toEqual([{ valueDecimal: 0.25 }, { valueInteger: 3 }]);
  });

  it('changing one screen leaves the others as they were, and opens the interview again', () => {
    const done = { ...withAnswers(interview(choiceItem('a'), choiceItem('b')), 'b', { b: unknown }), status: 'completed' as const };
    const changed = withAnswers(done, 'a', { a: { kind: 'choice', code: 'no' } });
    expect(changed.status).toBe('in-progress');
    expect(changed.item?.[1]).toEqual(done.item?.[1]);
  });

  it('an answer to a screen the server did not list in item is kept', () => {
    const bare = { ...interview(choiceItem('a')), item: [] };
    expect(withAnswers(bare, 'a', { a: unknown }).item).toHaveLength(1);
  });

  it('reads back what it wrote', () => {
    const answers = { temperature: { kind: 'number', number: '38.2' } } as const;
    const screen = screensOf(withAnswers(interview(temperatureItem), 'temperature', answers))[0]!;
    expect(screen.questions[0]?.answer).toEqual(answers.temperature);
    expect(changes(screen, answers)).toBe(false);
    expect(changes(screen, { temperature: unknown })).toBe(true);
  });
});

describe('the interview', () => {
  it('begins with nothing but the complaint', () => {
    const first = begun('sore-throat', 'nb');
    expect(first.contained?.[0]).toMatchObject({ derivedFrom: ['https://helselos.no/fhir/Questionnaire/sore-throat'] });
    expect(first.item).toEqual([]);
  });

  it('tells its progress, and nothing when the server does not', () => {
    const parts = [{ url: 'answered', valueInteger: 3 }, { url: 'at-most-left', valueInteger: 5 }];
    const response = { ...interview(), extension: [{ url: extension('interview-progress'), extension: parts }] };
    expect(progressOf(response)).toEqual({ answered: 3, atMostLeft: 5 });
    expect(progressOf(interview())).toBeUndefined();
  });
});
