import Button from '@helsenorge/designsystem-react/components/Button';
import { useRef, useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Refusal } from '@shared/api/request';
import { PageHeading } from '@shared/frame/PageHeading';
import { Trouble } from '@shared/frame/Trouble';
import { date } from '@shared/language/when';
import { GoButton } from '@shared/parts/GoButton';
import type { Area } from '../acting/mayActFor';
import { FieldFault } from '../parts/FieldFault';
import { OwnPage } from '../parts/OwnPage';
import { AreaFields } from './AreaFields';
import { useGiveFullmakt } from './consents';
import { EndField, endOf, hasEnd, type End } from './EndField';
import { isNumberLike, plainNumber } from './fullmaktForm';

interface Given {
  number: string;
  name: string;
  areas: Area[];
  end: End;
}

interface StepProps {
  given: Given;
  change: (more: Partial<Given>) => void;
  missing: boolean;
}

function WhoStep({ given, change, missing }: StepProps) {
  const { t: say } = useTranslation('citizen');
  const noNumber = missing && !isNumberLike(given.number);
  const noName = missing && !given.name.trim();
  return (
    <>
      <p className="lead">{say('fullmakt.who-lead')}</p>
      <div>
        <label className="field-label" htmlFor="holder-number">
          {say('fullmakt.number')}
        </label>
        <FieldFault id="number-fault" text={noNumber ? say('fullmakt.no-number') : undefined} />
        <input id="holder-number" className="text-field text-field--short" inputMode="numeric" autoComplete="off" maxLength={14} value={given.number} aria-invalid={noNumber} aria-describedby={noNumber ? 'number-fault number-hint' : 'number-hint'} onChange={(event) => change({ number: event.target.value })} />
        <p id="number-hint" className="hint">
          {say('fullmakt.number-hint')}
        </p>
      </div>
      <div>
        <label className="field-label" htmlFor="holder-name">
          {say('fullmakt.name')}
        </label>
        <FieldFault id="name-fault" text={noName ? say('fullmakt.no-name') : undefined} />
        <input id="holder-name" className="text-field" autoComplete="off" maxLength={100} value={given.name} aria-invalid={noName} aria-describedby={noName ? 'name-fault name-hint' : 'name-hint'} onChange={(event) => change({ name: event.target.value })} />
        <p id="name-hint" className="hint">
          {say('fullmakt.name-hint')}
        </p>
      </div>
    </>
  );
}

function ReviewStep({ given }: { given: Given }) {
  const { t: say, i18n } = useTranslation('citizen');
  const end = endOf(given.end, new Date());
  return (
    <>
      <dl className="facts">
        <div>
          <dt>{say('fullmakt.to')}</dt>
          <dd>{given.name}</dd>
        </div>
        <div>
          <dt>{say('fullmakt.areas-label')}</dt>
          <dd>{given.areas.map((area) => say(`fullmakt.area-${area}`)).join(', ')}</dd>
        </div>
        <div>
          <dt>{say('fullmakt.lasts')}</dt>
          <dd>{end ? say('fullmakt.until', { day: date(end, i18n.language) }) : say('fullmakt.until-ended')}</dd>
        </div>
      </dl>
      <section className="section section--calm">
        <h2>{say('fullmakt.means')}</h2>
        <ul>
          <li>{say('fullmakt.means-see')}</li>
          <li>{say('fullmakt.means-log')}</li>
          <li>{say('fullmakt.means-end')}</li>
        </ul>
      </section>
    </>
  );
}

function Done({ name }: { name: string }) {
  const { t: say } = useTranslation('citizen');
  return (
    <>
      <PageHeading step="done">{say('fullmakt.done')}</PageHeading>
      <p className="lead">{say('fullmakt.done-text', { name })}</p>
      <GoButton to="/mine-innstillinger/fullmakter">{say('settings.fullmakter')}</GoButton>
    </>
  );
}

const headings = ['fullmakt.step-who', 'fullmakt.step-what', 'fullmakt.step-how-long', 'fullmakt.step-review'] as const;

function isComplete(step: number, given: Given): boolean {
  if (step === 0) return isNumberLike(given.number) && given.name.trim() !== '';
  if (step === 1) return given.areas.length > 0;
  return step !== 2 || hasEnd(given.end, new Date().toISOString().slice(0, 10));
}

/** Who it is to is the same refusal whatever was wrong: who asks is not told who is in the register. */
function Refused({ error }: { error: Error }) {
  const { t: say } = useTranslation('citizen');
  if (!(error instanceof Refusal) || (error.kind !== 'not-accepted' && error.kind !== 'not-found')) return <Trouble error={error} kept />;
  return (
    <div className="section section--warn" role="alert">
      <h2>{say('fullmakt.refused')}</h2>
      <p>{say('fullmakt.refused-text')}</p>
    </div>
  );
}

/** One question at a time. The number is kept nowhere: a page loaded anew asks for it again. */
function GiveForm() {
  const { t: say } = useTranslation('citizen');
  const [step, setStep] = useState(0);
  const [given, setGiven] = useState<Given>({ number: '', name: '', areas: [], end: { choice: '12', day: '' } });
  const [missing, setMissing] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const give = useGiveFullmakt();
  if (give.isSuccess) return <Done name={given.name} />;
  const change = (more: Partial<Given>) => setGiven((before) => ({ ...before, ...more }));
  const go = (to: number) => {
    setMissing(false);
    give.reset();
    setStep(to);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isComplete(step, given)) {
      setMissing(true);
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
    } else if (step < headings.length - 1) go(step + 1);
    else give.mutate({ number: plainNumber(given.number), familyName: given.name, areas: given.areas, end: endOf(given.end, new Date()) });
  };
  const props: StepProps = { given, change, missing };
  const fields: ReactNode[] = [
    <WhoStep {...props} />,
    <AreaFields chosen={given.areas} change={(areas) => change({ areas })} missing={missing} />,
    <EndField end={given.end} change={(end) => change({ end })} missing={missing} />,
    <ReviewStep given={given} />,
  ];
  return (
    <form ref={form} className="stack" onSubmit={submit} noValidate aria-busy={give.isPending}>
      <p className="step-count">{say('common.step-of', { step: step + 1, count: headings.length })}</p>
      <PageHeading step={step}>{say(headings[step]!)}</PageHeading>
      {fields[step]}
      {give.error && <Refused error={give.error} />}
      <div className="steps steps--row">
        <Button type="submit">{step < headings.length - 1 ? say('common.next') : give.isPending ? say('common.working') : say('fullmakt.give-now')}</Button>
        {step > 0 ? (
          <button type="button" className="plain-button" onClick={() => go(step - 1)}>
            {say('common.back')}
          </button>
        ) : (
          <Link to="/mine-innstillinger/fullmakter">{say('common.cancel')}</Link>
        )}
      </div>
    </form>
  );
}

export function GiveFullmaktPage() {
  const { t: say } = useTranslation('citizen');
  return (
    <OwnPage needs="self" fresh back={{ to: '/mine-innstillinger/fullmakter', text: say('settings.fullmakter') }}>
      {() => <GiveForm />}
    </OwnPage>
  );
}
