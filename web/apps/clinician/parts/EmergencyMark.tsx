import Icon from '@helsenorge/designsystem-react/components/Icon';
import AlertSignFill from '@helsenorge/designsystem-react/components/Icons/AlertSignFill';
import type { Patient } from 'fhir/r4';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { span } from '@shared/language/when';
import { useEmergencies, type Emergency } from '../emergency';
import { useNow } from '../now';
import { nameOf, useResource } from '../worklist';

function One({ emergency, now }: { emergency: Emergency; now: Date }) {
  const { t, i18n } = useTranslation('clinician');
  const patient = useResource<Patient>(emergency.patient);
  const left = span(Date.parse(emergency.end) - now.getTime(), i18n.language);
  return (
    <li>
      <Icon svgIcon={AlertSignFill} size={24} color="currentColor" />
      <span>
        {t('glass.mark')}: <Link to={`/pasient/${emergency.patient.slice('Patient/'.length)}`}>{nameOf(patient.data) ?? t('glass.mark-person')}</Link>
      </span>
      <span className="glass-mark__left">{t('glass.left', { span: left })}</span>
      <span className="glass-mark__logged">{t('glass.logged')}</span>
    </li>
  );
}

/** On every page for as long as an emergency access lasts: nobody may forget that it is open. */
export function EmergencyMark() {
  const { t } = useTranslation('clinician');
  const now = useNow();
  const all = useEmergencies(now);
  if (all.length === 0) return null;
  return (
    <aside className="glass-mark" aria-label={t('glass.mark')}>
      <ul>
        {all.map((one) => (
          <One key={one.task} emergency={one} now={now} />
        ))}
      </ul>
    </aside>
  );
}
