import { useTranslation } from 'react-i18next';
import { PageHeading } from '@shared/frame/PageHeading';
import { AppList } from '@shared/parts/AppList';
import { OwnPage } from '../parts/OwnPage';

/** Apps of others, opened with one's own record. */
export function AppsPage() {
  const { t } = useTranslation();
  return (
    <OwnPage needs="self">
      {(_, own) => (
        <>
          <PageHeading>{t('apps.heading')}</PageHeading>
          <AppList patient={own} lead={t('apps.lead-own')} none={t('apps.none')} />
        </>
      )}
    </OwnPage>
  );
}
