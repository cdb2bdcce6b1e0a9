import Icon from '@helsenorge/designsystem-react/components/Icon';
import Baby from '@helsenorge/designsystem-react/components/Icons/Baby';
import Lock from '@helsenorge/designsystem-react/components/Icons/Lock';
import SupportingPerson from '@helsenorge/designsystem-react/components/Icons/SupportingPerson';
import type { Patient } from 'fhir/r4';
import type { ComponentProps, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ageInWords } from '@shared/interview/reading';
import { date } from '@shared/language/when';
import { factsOf } from '../patient';
import { useNow } from '../now';
import { nameOf, useResource } from '../worklist';
import { HiddenNumber } from './HiddenNumber';

type Picture = ComponentProps<typeof Icon>['svgIcon'];

function Mark({ kind, icon, children }: { kind: 'protected' | 'dead' | 'child' | 'other'; icon?: Picture; children: ReactNode }) {
  return (
    <li className={`banner-mark banner-mark--${kind}`}>
      {icon && <Icon svgIcon={icon} size={24} color="currentColor" />}
      <span>{children}</span>
    </li>
  );
}

const sexes = ['female', 'male', 'other', 'unknown'] as const;

interface Props {
  /** The reference to the person; none when the case came by a code without a name. */
  patient: string | undefined;
  name?: string;
  /** Who answered for the person, when somebody did. */
  answeredBy?: { name: string };
}

function Facts({ patient }: { patient: Patient }) {
  const { t, i18n } = useTranslation();
  const { t: say } = useTranslation('clinician');
  const facts = factsOf(patient, useNow());
  const sex = sexes.find((one) => one === patient.gender);
  const told = [facts.age === undefined ? '' : ageInWords(String(facts.age), t), sex ? say(`banner.${sex}`) : '', patient.birthDate ? say('banner.born', { date: date(patient.birthDate, i18n.language) }) : ''];
  return (
    <>
      <span className="banner__facts">{told.filter(Boolean).join(' · ')}</span>
      {facts.number && <HiddenNumber number={facts.number} />}
    </>
  );
}

function Marks({ patient, answeredBy }: { patient: Patient | undefined; answeredBy: Props['answeredBy'] }) {
  const { i18n } = useTranslation();
  const { t: say } = useTranslation('clinician');
  const now = useNow();
  const facts = patient && factsOf(patient, now);
  if (!answeredBy && !facts?.isDead && !facts?.protection && !facts?.isChild) return null;
  return (
    <ul className="banner__marks" aria-label={say('banner.marks')}>
      {facts?.isDead && <Mark kind="dead">{facts.died ? say('banner.died', { date: date(facts.died, i18n.language) }) : say('banner.dead')}</Mark>}
      {facts?.protection && (
        <Mark kind="protected" icon={Lock}>
          {say(`banner.protected-${facts.protection}`)}
        </Mark>
      )}
      {facts?.isChild && !facts.isDead && (
        <Mark kind="child" icon={Baby}>
          {say('banner.child')}
        </Mark>
      )}
      {answeredBy && (
        <Mark kind="other" icon={SupportingPerson}>
          {answeredBy.name ? say('banner.answered-by', { name: answeredBy.name }) : say('banner.answered-by-other')}
        </Mark>
      )}
    </ul>
  );
}

/** Whose record is shown, and what must not be overlooked about them. */
export function PatientBanner({ patient, name, answeredBy }: Props) {
  const { t } = useTranslation();
  const { t: say } = useTranslation('clinician');
  const record = useResource<Patient>(patient);
  const shown = nameOf(record.data) ?? name;
  return (
    <section className="banner" aria-label={say('banner.label')}>
      <div className="banner__who">
        <strong className="banner__name">{shown ?? (patient ? t('worklist.known') : t('worklist.anonymous'))}</strong>
        {record.data && <Facts patient={record.data} />}
        {!patient && <span className="quiet">{say('banner.anonymous')}</span>}
        {record.error && <span className="quiet">{say('banner.unread')}</span>}
      </div>
      <Marks patient={record.data} answeredBy={answeredBy} />
    </section>
  );
}
