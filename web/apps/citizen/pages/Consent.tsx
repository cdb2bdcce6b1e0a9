import { useTranslation } from 'react-i18next';

/** What the person agrees to, plainly, where they agree to it. */
export function Consent({ receiver }: { receiver?: string }) {
  const { t } = useTranslation();
  const { t: say } = useTranslation('citizen');
  return (
    <section className="section section--calm" aria-labelledby="consent">
      <h2 id="consent">{t('consent.heading')}</h2>
      <ul>
        <li>{t('consent.what')}</li>
        <li>{receiver ? t('consent.who-named', { name: receiver }) : t('consent.who')}</li>
        <li>{say('sharing.may-forward')}</li>
        <li>{t('consent.withdraw')}</li>
      </ul>
    </section>
  );
}
