import { useTranslation } from 'react-i18next';

/** Said on every page for as long as no clinician has approved the content. */
export function DemoBar() {
  const { t } = useTranslation();
  return (
    <aside className="demo-bar" aria-label={t('frame.demo-label')}>
      {t('frame.demo')}
    </aside>
  );
}
