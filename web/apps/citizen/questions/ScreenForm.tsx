import Button from '@helsenorge/designsystem-react/components/Button';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { PageHeading } from '@shared/frame/PageHeading';
import { Trouble } from '@shared/frame/Trouble';
import { changes, isAnswered, screensOf, withAnswers, type Answers, type Screen } from '@shared/interview/screens';
import { Help } from './Help';
import { CheckList } from './CheckList';
import { Fields } from './Fields';
import { answersOf, answersOfTicks, faultOf, firstGiven, firstTicks, type Fault } from './given';
import { useDraft } from '../draft';

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
        if (changing || (response.status === 'completed' && step === screens.length)) return '/stemmer-dette';
        if (step < screens.length) return `/vurdering/${step + 1}`;
      }
      const standing = await answer(withAnswers(response, screen.linkId, answers));
      if (standing.level === 'emergency') return '/resultat';
      if (standing.level) return changing || step >= screensOf(standing.response).length ? '/stemmer-dette' : `/vurdering/${step + 1}`;
      const open = screensOf(standing.response).findIndex((one) => !isAnswered(one)) + 1;
      return changing || open <= step ? `/vurdering/${open || step}` : `/vurdering/${step + 1}`;
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
  const [given, setGiven] = useState(() => firstGiven(screen, draft!.whom, new Date()));
  const [ticks, setTicks] = useState(() => firstTicks(screen));
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
      {(alone?.help || screen.help) && <Help text={alone?.help || screen.help} />}
      {screen.form === 'checklist' ? (
        <CheckList screen={screen} ticks={ticks} change={setTicks} fault={faults[screen.linkId]} />
      ) : (
        <Fields screen={screen} given={given} change={setGiven} faults={faults} />
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
