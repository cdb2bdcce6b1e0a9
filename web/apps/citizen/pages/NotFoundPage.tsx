import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { PageHeading } from '@shared/frame/PageHeading';

export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <div className="page page--narrow">
      <PageHeading>{t('lost.heading')}</PageHeading>
      <p className="lead">{t('lost.text')}</p>
      <p>
        <Link to="/">{t('trouble.home')}</Link>
      </p>
    </div>
  );
}
