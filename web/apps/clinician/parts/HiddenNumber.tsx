import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { showNumber, type PatientFacts } from '../patient';

const mask = '•••••• •••••';

/** An identity number that somebody looking over the shoulder does not read. */
export function HiddenNumber({ number }: { number: NonNullable<PatientFacts['number']> }) {
  const { t } = useTranslation('clinician');
  const [shown, setShown] = useState(false);
  return (
    <span className="hidden-number">
      <span className="quiet">{t(`banner.number-${number.kind}`)}</span>{' '}
      {shown ? (
        <span className="hidden-number__digits">{showNumber(number.value)}</span>
      ) : (
        <>
          <span className="hidden-number__digits" aria-hidden="true">
            {mask}
          </span>
          <span className="sr-only">{t('banner.number-hidden')}</span>
        </>
      )}{' '}
      <button type="button" className="plain-button" aria-pressed={shown} onClick={() => setShown(!shown)}>
        {t(shown ? 'banner.hide-number' : 'banner.show-number')}
      </button>
    </span>
  );
}
