import { useMutation } from '@tanstack/react-query';
import type { Patient } from 'fhir/r4';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { Choice } from '@shared/api/complaints';
import { get } from '@shared/api/request';
import { useSession, type Session } from '@shared/api/session';
import { PageHeading } from '@shared/frame/PageHeading';
import { Trouble } from '@shared/frame/Trouble';
import { ComplaintPicker } from '../choosing/ComplaintPicker';
import { ComplaintSearch } from '../choosing/ComplaintSearch';
import { useComplaintName } from '../choosing/complaintName';
import { useActing } from '../acting/acting';
import { isChild, mayFor } from '../acting/mayActFor';
import { useDraft, type Whom } from '../draft';
import { Lighthouse } from '../parts/Lighthouse';

/** Age and sex are known for someone signed in; they are shown and can be changed, so failing to read them stops nothing. */
async function withKnown(whom: Whom): Promise<Whom> {
  if (!whom.patient || whom.birthDate) return whom;
  try {
    const patient = await get<Patient>(`/fhir/${whom.patient}`);
    return { ...whom, birthDate: patient.birthDate, gender: patient.gender };
  } catch {
    return whom;
  }
}

interface WhomChoice {
  key: string;
  label: string;
  whom: Whom;
}

const other: WhomChoice['whom'] = { kind: 'other' };

/** Oneself, those one may act for in this, and somebody who is not named. */
function useWhomChoices(session: Session | undefined): WhomChoice[] {
  const { t } = useTranslation();
  const { others } = useActing();
  const resident = session?.signedIn && session.role === 'resident' ? session : undefined;
  const now = new Date();
  const known = others
    .filter((one) => mayFor(one, 'assess'))
    .map(({ patient, name, birthDate, gender, ...person }) => ({
      key: patient,
      label: name,
      whom: { kind: isChild({ ...person, patient, name, birthDate }, now) ? ('child' as const) : ('other' as const), patient, name, birthDate, gender },
    }));
  return [
    { key: 'self', label: t('start.me'), whom: { kind: 'self', patient: resident?.patient, name: resident?.name, birthDate: resident?.birthDate, gender: resident?.gender } },
    ...(known.length > 0 ? known : [{ key: 'child', label: t('start.my-child'), whom: { kind: 'child' as const } }]),
    { key: 'other', label: t('start.other'), whom: other },
  ];
}

/** Whom it is about is whom one acts for: one choice, whether it is made here or in the bar above. */
function useWhom(choices: WhomChoice[]) {
  const { acting, actFor } = useActing();
  const [unnamed, setUnnamed] = useState<string>();
  const key = unnamed ?? acting?.patient ?? 'self';
  const chosen = choices.find((choice) => choice.key === key) ?? choices[0]!;
  const choose = (wanted: string) => {
    const whom = choices.find((choice) => choice.key === wanted)?.whom;
    const isNamed = wanted === 'self' || whom?.patient !== undefined;
    setUnnamed(isNamed ? undefined : wanted);
    actFor(isNamed && whom?.kind !== 'self' ? whom?.patient : undefined);
  };
  return { chosen, choose };
}

/** The fullmakt does not cover assessments: said, instead of questions that lead nowhere. */
function NotCovered({ name }: { name: string }) {
  const { t: say } = useTranslation('citizen');
  const { actFor } = useActing();
  return (
    <div className="notice">
      <p>{say('acting.not-covered', { name })}</p>
      <button type="button" className="plain-button" onClick={() => actFor(undefined)}>
        {say('acting.back')}
      </button>
    </div>
  );
}

function WhomField({ choices, chosen, choose }: { choices: WhomChoice[]; chosen: string; choose: (key: string) => void }) {
  const { t } = useTranslation();
  return (
    <fieldset className="whom">
      <legend className="whom__legend">{t('start.whom')}</legend>
      <div className="whom__choices">
        {choices.map((choice) => (
          <label key={choice.key} className="pill">
            <input type="radio" name="whom" value={choice.key} checked={chosen === choice.key} onChange={() => choose(choice.key)} />
            <span>{choice.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function HowItWorks() {
  const { t } = useTranslation();
  return (
    <section className="how" aria-labelledby="how">
      <h2 id="how">{t('start.how')}</h2>
      <ol className="how__steps">
        <li>{t('start.how-1')}</li>
        <li>{t('start.how-2')}</li>
        <li>{t('start.how-3')}</li>
      </ol>
      <p className="quiet">{t('start.how-privacy')}</p>
    </section>
  );
}

function Resume() {
  const { t } = useTranslation();
  const { draft, forget } = useDraft();
  const nameOf = useComplaintName();
  if (!draft) return null;
  const to = draft.assessment && draft.confirmed ? '/resultat' : '/vurdering';
  return (
    <section className="resume" aria-label={t('start.resume')}>
      {draft.whom.name && draft.whom.kind !== 'self' && <p className="resume__about">{t('share.about', { name: draft.whom.name })}</p>}
      <p>{t(draft.confirmed ? 'start.resume-result' : 'start.resume-text', { complaint: nameOf(draft.complaint).toLocaleLowerCase('nb') })}</p>
      <p className="resume__choices">
        <Link to={to}>{t(draft.confirmed ? 'start.see-result' : 'start.go-on')}</Link>
        <button type="button" className="plain-button" onClick={forget}>
          {t('start.delete')}
        </button>
      </p>
    </section>
  );
}

export function StartPage() {
  const { t, i18n } = useTranslation();
  const session = useSession();
  const choices = useWhomChoices(session.data);
  const { chosen, choose } = useWhom(choices);
  const { acting } = useActing();
  const isCovered = !acting || mayFor(acting, 'assess');
  const [typed, setTyped] = useState('');
  const filter = useDeferredValue(typed);
  const { begin } = useDraft();
  const navigate = useNavigate();
  const { whom } = chosen;
  const start = useMutation({
    mutationFn: async (complaint: Choice) => begin(complaint, await withKnown(whom), i18n.language, typed),
    onSuccess: () => void navigate('/vurdering/1'),
  });
  return (
    <>
      <div className="hero">
        <div className="hero__inner">
          <Lighthouse />
          <PageHeading className="hero__heading" title={t('start.title')}>
            {t(`start.heading-${whom.kind}`)}
          </PageHeading>
          <p className="lead">{t('start.lead')}</p>
          {acting && !isCovered ? (
            <NotCovered name={acting.name} />
          ) : (
            <>
              <WhomField choices={choices} chosen={chosen.key} choose={choose} />
              <ComplaintSearch typed={typed} change={setTyped} />
            </>
          )}
        </div>
      </div>
      <div className="page page--wide start">
        <div className="start__main">
          <Resume />
          {start.error && <Trouble error={start.error} again={() => start.reset()} />}
          {isCovered && <ComplaintPicker kind={whom.kind} typed={typed} filter={filter} choose={start.mutate} busy={start.isPending ? start.variables.code : undefined} />}
        </div>
        <HowItWorks />
      </div>
    </>
  );
}
