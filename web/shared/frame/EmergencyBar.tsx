import Icon from '@helsenorge/designsystem-react/components/Icon';
import EmergencyCall from '@helsenorge/designsystem-react/components/Icons/EmergencyCall';
import { useTranslation } from 'react-i18next';

/** Always in view: whoever is in danger must not have to look for the number. */
export function EmergencyBar() {
  const { t } = useTranslation();
  return (
    <aside className="emergency-bar" aria-label={t('frame.emergency-label')}>
      <a className="emergency-bar__call" href="tel:113">
        <Icon svgIcon={EmergencyCall} size={28} color="#fff" />
        <span>
          {t('frame.emergency-question')} <strong>{t('frame.emergency-call')}</strong>
        </span>
      </a>
    </aside>
  );
}
