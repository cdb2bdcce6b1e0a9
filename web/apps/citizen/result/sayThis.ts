import type { TFunction } from 'i18next';
import type { Assessment } from '@shared/assessment/read';
import { ageFinding, allQuestions, answerInWords, durationOf, personInWords, sexFinding, withAnswer } from '@shared/interview/reading';
import { isUnknown, screensOf, type Question } from '@shared/interview/screens';
import { localeOf } from '@shared/language/start';
import type { Draft } from '../draft';
import type { Finished } from '../outcomes';

const signsMax = 3;

const isSaid = ({ answer }: Question) => answer !== undefined && !isUnknown(answer) && !(answer.kind === 'choice' && answer.code === 'no');

const isYesOrNumber = ({ answer }: Question) => answer?.kind === 'number' || answer?.code === 'yes';

/**
 * What the person answered that decided: the answers the rules of this level rest on, not what was left unknown. Where
 * a rule rests on none of the answers alone, what the person said yes to.
 */
function signs(assessment: Assessment, questions: Question[], t: TFunction, language: string): string[] {
  const findings = assessment.rules.filter((rule) => rule.level === assessment.level).flatMap((rule) => rule.findings);
  const elsewhere = new Set([ageFinding, sexFinding, 'has-measured', durationOfId(questions)]);
  const said = questions.filter((question) => isSaid(question) && !elsewhere.has(question.linkId));
  const decisive = said.filter((question) => findings.includes(question.linkId));
  return (decisive.length > 0 ? decisive : said.filter(isYesOrNumber))
    .slice(0, signsMax)
    .map((question) => (question.answer?.kind === 'choice' && question.answer.code === 'yes' ? question.text : withAnswer(question.text, answerInWords(question, t, language))));
}

const durationOfId = (questions: Question[]) => questions.find((question) => question.linkId === 'symptom-days')?.linkId;

/** Two or three lines to say on the phone: who and what, what is there now, for how long. */
export function linesToSay({ response }: Finished, name: string, assessment: Assessment, whom: Draft['whom'], t: TFunction, language: string): string[] {
  const screens = screensOf(response);
  const questions = allQuestions(screens);
  const person = personInWords(screens, t, language);
  const complaint = name.toLocaleLowerCase(localeOf(language));
  const told = signs(assessment, questions, t, language);
  const duration = durationOf(screens);
  const lasted = duration && isSaid(duration) && duration.answer?.kind === 'number' ? Number(duration.answer.number) : undefined;
  return [
    person ? t(`say.${whom.kind}`, { complaint, person }) : t(`say.${whom.kind}-only`, { complaint }),
    ...(told.length > 0 ? [t('say.signs', { signs: told.join('; ') })] : []),
    ...(lasted === undefined ? [] : [lasted === 0 ? t('say.today') : t('say.lasted', { count: lasted })]),
  ];
}
