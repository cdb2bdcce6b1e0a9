import Button from '@helsenorge/designsystem-react/components/Button';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { PageHeading } from '@shared/frame/PageHeading';
import { Trouble } from '@shared/frame/Trouble';
import { changes, screensOf, withAnswers, type Answers, type Screen } from '@shared/interview/screens';
import { Help } from './Help';
import { CheckList } from './CheckList';
import { Fields } from './Fields';
import { answersOf, answersOfTicks, faultOf, firstGiven, firstTicks, type Beforehand, type Fault } from './given';
import { useDraft } from '../draft';
import { openStep, stepAfter } from '../standing';

interface Props {
  screen: Screen;
  step: number;
  screens: Screen[];
}

/** Where to go when a screen is answered: the next screen, the reading back, or straight to 113. */
function useGoOn({ screen, step, screens }: Props) {
  const { draft, answer } = useDraft();
  const navigate = useNavigate();
  const changing = useSearchParams()[0].has('endre');
  return useMutation({
    mutationFn: async (answers: Answers): Promise<string> => {
      const response = draft!.response;
      if (!changes(screen, answers)) {
        const after = stepAfter(screens, step, draft!.carried ?? []);
        if (changing || (response.status === 'completed' && after === undefined)) return '/stemmer-dette';
        if (after !== undefined) return `/vurdering/${after}`;
      }
      const standing = await answer(withAnswers(response, screen.linkId, answers));
      if (standing.level === 'emergency') return '/resultat';
      const now = screensOf(standing.response);
      const after = stepAfter(now, step, standing.carried);
      if (standing.level) return changing || after === undefined ? '/stemmer-dette' : `/vurdering/${after}`;
      const open = openStep(now);
      return changing || after === undefined ? `/vurdering/${open ?? step}` : `/vurdering/${after}`;
    },
    onSuccess: (to) => void navigate(to),
  });
}

export function ScreenForm(props: Props) {
  const { screen, step } = props;
  const { t } = useTranslation();
  const { draft } = useDraft();
  const navigate = useNavigate();
  const changing = useSearchParams()[0].has('endre');
  const [beforehand] = useState<Beforehand>(() => ({ whom: draft!.whom, known: draft!.known, proposals: draft!.proposals, now: new Date() }));
  const [given, setGiven] = useState(() => firstGiven(screen, beforehand));
  const [ticks, setTicks] = useState(() => firstTicks(screen, beforehand));
  const [faults, setFaults] = useState<Record<string, Fault>>({});
  const form = useRef<HTMLFormElement>(null);
  const goOn = useGoOn(props);

  const listFault = (): Record<string, Fault> => (ticks.ticked.length === 0 && !ticks.rest ? { [screen.linkId]: 'none-chosen' } : {});
  const fieldFaults = () =>
    Object.fromEntries(screen.questions.flatMap((question) => {
      const fault = faultOf(question, given[question.linkId] ?? {});
      return fault ? [[question.linkId, fault]] : [];
    }));

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found: Record<string, Fault> = screen.form === 'checklist' ? listFault() : fieldFaults();
    setFaults(found);
    if (Object.keys(found).length > 0) {
      // After the message is in place, so that it is read together with the field.
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return;
    }
    goOn.mutate(screen.form === 'checklist' ? answersOfTicks(screen, ticks) : answersOf(screen, given));
  };

  const alone = screen.form === 'question' ? screen.questions[0] : undefined;
  const back = changing ? '/stemmer-dette' : step > 1 ? `/vurdering/${step - 1}` : '/';
  return (
    <form ref={form} onSubmit={submit} noValidate aria-busy={goOn.isPending}>
      <PageHeading id="question" title={alone?.text ?? screen.text} step={step} className="question-heading">
        {alone?.text || screen.text || t('interview.about')}
      </PageHeading>
      {screen.form === 'checklist' && <p className="hint">{t('interview.tick-all')}</p>}
      {screen.form === 'group' && screen.questions.every((question) => question.optional) && <p className="hint">{t('interview.measured')}</p>}
      {(alone?.help || screen.help) && <Help text={alone?.help || screen.help} />}
      {screen.form === 'checklist' ? (
        <CheckList screen={screen} ticks={ticks} change={setTicks} fault={faults[screen.linkId]} beforehand={beforehand} />
      ) : (
        <Fields screen={screen} given={given} change={setGiven} faults={faults} known={draft!.known !== undefined} />
      )}
      {goOn.error && <Trouble error={goOn.error} again={() => goOn.mutate(goOn.variables!)} kept />}
      <div className="steps">
        <Button type="submit" size="large" fluid arrow={goOn.isPending ? undefined : 'icon'}>
          {goOn.isPending ? t('interview.asking') : changing ? t('interview.save') : t('interview.next')}
        </Button>
        <button type="button" className="plain-button" onClick={() => void navigate(back)}>
          {t('interview.back')}
        </button>
      </div>
    </form>
  );
}
