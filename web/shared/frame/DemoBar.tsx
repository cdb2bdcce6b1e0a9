import { useTranslation } from 'react-i18next';

/** Said on every page for as long as no clinician has approved the content. */
export function DemoBar() {
  const { t } = useTranslation();
  return <p className="demo-bar">{t('frame.demo')}</p>;
}
