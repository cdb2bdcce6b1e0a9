import Icon from '@helsenorge/designsystem-react/components/Icon';
import Avatar from '@helsenorge/designsystem-react/components/Icons/Avatar';
import PersonAndPatient from '@helsenorge/designsystem-react/components/Icons/PersonAndPatient';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import { useSession } from '@shared/api/session';
import { useDraft } from '../draft';
import { useActing } from './acting';
import { isAboutDraft } from './draftPages';
import { ageOf, type Acted } from './mayActFor';

function useGroundInWords() {
  const { t: say } = useTranslation('citizen');
  const now = new Date();
  return (person: Acted) => {
    const age = ageOf(person, now);
    const years = age === undefined ? '' : age < 1 ? say('acting.under-one') : say('acting.years', { count: Math.floor(age) });
    return [years, person.basis && say(`acting.basis-${person.basis}`)].filter(Boolean).join(', ');
  };
}

function PersonList({ id, choose }: { id: string; choose: (patient: string | undefined) => void }) {
  const { t: say } = useTranslation('citizen');
  const { others, acting } = useActing();
  const session = useSession();
  const groundOf = useGroundInWords();
  const line = (key: string, name: string, more: string, patient: string | undefined, isShown: boolean) => (
    <li key={key}>
      <button type="button" className="person-choice" aria-pressed={isShown} onClick={() => choose(patient)}>
        <span className="person-choice__name">{name}</span>
        <span className="person-choice__more">{more}</span>
      </button>
    </li>
  );
  return (
    <ul id={id} className="person-bar__list">
      {line('self', session.data?.name ?? '', say('acting.yourself'), undefined, !acting)}
      {others.map((one) => line(one.patient, one.name, groundOf(one), one.patient, one === acting))}
    </ul>
  );
}

/** An assessment about somebody who is not named: neither one's own information nor anybody's record is shown. */
function UnnamedBar() {
  const { t } = useTranslation();
  const { t: say } = useTranslation('citizen');
  return (
    <aside className="person-bar person-bar--other" aria-label={t('frame.behalf-label')}>
      <p className="person-bar__line">{say('acting.unnamed')}</p>
    </aside>
  );
}

/** On every page of someone signed in: whose information it is, and the way to another person and back. */
export function PersonBar() {
  const { t } = useTranslation();
  const { t: say } = useTranslation('citizen');
  const { subject, acting, others, actFor } = useActing();
  const { draft } = useDraft();
  const groundOf = useGroundInWords();
  const here = useLocation().pathname;
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const toggle = useRef<HTMLButtonElement>(null);
  if (!subject) return null;
  if (isAboutDraft(here) && draft && draft.whom.kind !== 'self' && !draft.whom.patient) return <UnnamedBar />;
  const choose = (patient: string | undefined) => {
    setOpen(false);
    actFor(patient);
    // What is shown there belongs to the person of before.
    if (isAboutDraft(here) || /^\/(hvem-har-sett|mine-innstillinger)\/./.test(here)) void navigate(isAboutDraft(here) ? '/' : `/${here.split('/')[1]}`);
    else toggle.current?.focus();
  };
  return (
    <aside className={acting ? 'person-bar person-bar--other' : 'person-bar'} aria-label={t('frame.behalf-label')}>
      <div className="person-bar__line">
        <Icon svgIcon={acting ? PersonAndPatient : Avatar} size={32} color="currentColor" />
        <p className="person-bar__words" role="status">
          {acting ? (
            <>
              <strong>{t('frame.behalf', { name: acting.name })}</strong> <span className="person-bar__ground">{groundOf(acting)}</span>
            </>
          ) : (
            say('acting.own', { name: subject.name })
          )}
        </p>
        <div className="person-bar__acts">
          {acting && (
            <button type="button" className="person-bar__back" onClick={() => choose(undefined)}>
              {say('acting.back')}
            </button>
          )}
          {others.length > 0 && (
            <button ref={toggle} type="button" className="plain-button" aria-expanded={open} aria-controls="person-list" onClick={() => setOpen(!open)}>
              {say('acting.change')}
            </button>
          )}
        </div>
      </div>
      {open && <PersonList id="person-list" choose={choose} />}
    </aside>
  );
}
