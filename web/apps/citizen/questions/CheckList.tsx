import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Screen } from '@shared/interview/screens';
import { FaultText } from './FaultText';
import { firstTicks, wordsFor, type Beforehand, type Fault, type Ticks } from './given';
import { FromWords } from './FromWords';

interface Props {
  screen: Screen;
  ticks: Ticks;
  change: (ticks: Ticks) => void;
  fault: Fault | undefined;
  beforehand: Beforehand;
}

/** Several yes/no findings on one screen: tick what is true, or "none of these", or "don't know". */
export function CheckList({ screen, ticks, change, fault, beforehand }: Props) {
  const { t } = useTranslation();
  const faultId = useId();
  const shared = { 'aria-invalid': fault !== undefined, 'aria-describedby': fault ? faultId : undefined };
  const filled = firstTicks(screen, beforehand).ticked;
  const isFromBefore = screen.questions.some((question) => !question.answer && filled.includes(question.linkId) && wordsFor(question, beforehand.proposals) === undefined);
  const tick = (linkId: string, on: boolean) =>
    change({
      ticked: on ? [...ticks.ticked, linkId] : ticks.ticked.filter((one) => one !== linkId),
      rest: ticks.rest === 'none' ? undefined : ticks.rest,
    });
  return (
    <fieldset className="choices" aria-labelledby="question">
      {isFromBefore && <p className="prefilled">{t('interview.known')}</p>}
      <FaultText id={faultId} fault={fault} />
      {screen.questions.map((question) => (
        <label key={question.linkId} className="choice">
          <input type="checkbox" name={question.linkId} checked={ticks.ticked.includes(question.linkId)} onChange={(event) => tick(question.linkId, event.target.checked)} {...shared} />
          <span className="choice__words">
            {question.text}
            {question.help && <span className="choice__help">{question.help}</span>}
            <FromWords words={wordsFor(question, beforehand.proposals)} />
          </span>
        </label>
      ))}
      <div className="choices__rest">
        <label className="choice">
          <input
            type="checkbox"
            name="none-of-these"
            checked={ticks.rest === 'none'}
            onChange={(event) => change({ ticked: [], rest: event.target.checked ? 'none' : undefined })}
            {...shared}
          />
          <span className="choice__words">{t('answer.none-of-these')}</span>
        </label>
        <label className="choice">
          <input
            type="checkbox"
            name="unknown-rest"
            checked={ticks.rest === 'unknown'}
            onChange={(event) => change({ ...ticks, rest: event.target.checked ? 'unknown' : undefined })}
            {...shared}
          />
          <span className="choice__words">{ticks.ticked.length > 0 ? t('answer.unknown-rest') : t('answer.unknown')}</span>
        </label>
      </div>
    </fieldset>
  );
}
