import Button from '@helsenorge/designsystem-react/components/Button';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHeading } from '@shared/frame/PageHeading';
import { Trouble } from '@shared/frame/Trouble';
import { Waiting } from '@shared/frame/Waiting';
import { placesAddress, usePlacesPage, type Place } from '../house';

function Table({ places }: { places: Place[] }) {
  const { t } = useTranslation('administrator');
  return (
    <table className="rows rows--cards">
      <caption className="sr-only">{t('place.organizations')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('organization.name')}</th>
          <th scope="col">{t('organization.place')}</th>
          <th scope="col">{t('organization.her-id')}</th>
          <th scope="col">{t('organization.number')}</th>
          <th scope="col">{t('organization.receives')}</th>
          <th scope="col">{t('organization.state')}</th>
        </tr>
      </thead>
      <tbody>
        {places.map((place) => (
          <tr key={place.id}>
            <th scope="row">{place.name}</th>
            <td data-name={t('organization.place')}>{place.city || '–'}</td>
            <td data-name={t('organization.her-id')}>{place.herId || '–'}</td>
            <td data-name={t('organization.number')}>{place.number || '–'}</td>
            <td data-name={t('organization.receives')}>{t(place.receives ? 'organization.yes' : 'organization.no')}</td>
            <td data-name={t('organization.state')}>
              <span className={place.active ? 'tag tag--well' : 'tag'}>{t(place.active ? 'organization.active' : 'organization.inactive')}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** One page after another: each knows only the address of the one that follows. */
function Page({ address }: { address: string }) {
  const { t } = useTranslation('administrator');
  const page = usePlacesPage(address);
  const [more, setMore] = useState<string | undefined>();
  if (page.isPending) return <Waiting />;
  if (page.error) return <Trouble error={page.error} again={() => void page.refetch()} />;
  const { places, next } = page.data;
  return (
    <>
      {places.length > 0 ? <Table places={places} /> : <p className="empty">{t('organization.none')}</p>}
      {next && more !== next && (
        <p className="more-rows">
          <Button variant="outline" onClick={() => setMore(next)}>
            {t('organization.more')}
          </Button>
        </p>
      )}
      {next && more === next && <Page key={next} address={next} />}
    </>
  );
}

export function OrganizationsPage() {
  const { t } = useTranslation('administrator');
  const [typed, setTyped] = useState('');
  const [activeOnly, setActiveOnly] = useState(false);
  const address = placesAddress(useDeferredValue(typed), activeOnly);
  const first = usePlacesPage(address);
  return (
    <div className="sheet">
      <PageHeading>{t('place.organizations')}</PageHeading>
      <div className="tools">
        <span className="tools__field">
          <label className="field-label" htmlFor="organization">
            {t('organization.search')}
          </label>
          <input id="organization" type="search" className="text-field" value={typed} onChange={(event) => setTyped(event.target.value)} maxLength={80} autoComplete="off" />
        </span>
        <label className="tick">
          <input type="checkbox" checked={activeOnly} onChange={(event) => setActiveOnly(event.target.checked)} />
          <span>{t('organization.active-only')}</span>
        </label>
        <p role="status" className="quiet tools__count">
          {first.data?.total !== undefined && t('organization.count', { count: first.data.total })}
        </p>
      </div>
      <Page key={address} address={address} />
    </div>
  );
}
