import { useTranslation } from 'react-i18next';
import { PageHeading } from '@shared/frame/PageHeading';
import { Trouble } from '@shared/frame/Trouble';
import { Waiting } from '@shared/frame/Waiting';
import { shortTime } from '@shared/language/when';
import { useSigningKeys } from '../house';

const uses = ['issuer', 'citizen-issuer', 'seal'] as const;

/** The public halves only: what the house trusts, and what it signs with. */
export function KeysPage() {
  const { i18n } = useTranslation();
  const { t } = useTranslation('administrator');
  const keys = useSigningKeys();
  const useOf = (code: string) => {
    const found = uses.find((one) => one === code);
    return found ? t(`key.${found}`) : code;
  };
  return (
    <div className="sheet">
      <PageHeading>{t('place.keys')}</PageHeading>
      <p className="quiet lead">{t('key.lead')}</p>
      {keys.isPending && <Waiting />}
      {keys.error && <Trouble error={keys.error} again={() => void keys.refetch()} />}
      {keys.data?.length === 0 && <p className="empty">{t('key.none')}</p>}
      {keys.data && keys.data.length > 0 && (
        <table className="rows rows--cards">
          <caption className="sr-only">{t('place.keys')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('key.use')}</th>
              <th scope="col">{t('key.kid')}</th>
              <th scope="col">{t('key.algorithm')}</th>
              <th scope="col">{t('key.since')}</th>
            </tr>
          </thead>
          <tbody>
            {keys.data.map((key) => (
              <tr key={`${key.use} ${key.kid}`}>
                <th scope="row">{useOf(key.use)}</th>
                <td data-name={t('key.kid')}>
                  <code className="long">{key.kid}</code>
                </td>
                <td data-name={t('key.algorithm')}>{key.algorithm}</td>
                <td data-name={t('key.since')}>{key.since ? shortTime(key.since, i18n.language) : '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
