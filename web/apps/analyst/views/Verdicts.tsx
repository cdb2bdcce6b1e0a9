import { useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { OutcomeBadge } from '../parts/OutcomeBadge';
import { expectedOf, type Verdict } from '../play/judge';
import type { Rest } from '../play/person';
import { PlayContext } from '../play/usePlay';
import { useVerdict } from '../play/useVerdict';
import type { Protocol, StoredCase } from '../protocol/model';

export function Agreement({ verdict }: { verdict: Verdict }) {
  const { t } = useTranslation('analyst');
  if (!verdict.expected) return <span className="quiet">{t('verdict.nothing-expected')}</span>;
  return (
    <span className={verdict.passed ? 'agrees' : 'differs'}>
      {t(verdict.passed ? 'verdict.agrees' : 'verdict.differs')}
      {verdict.unfulfilled.length > 0 && ` ${t('verdict.unfulfilled', { rules: verdict.unfulfilled.join(', ') })}`}
    </span>
  );
}

function Row({ protocol, stored, rest }: { protocol: Protocol; stored: StoredCase; rest: Rest }) {
  const { t } = useTranslation('analyst');
  const play = useContext(PlayContext)!;
  const verdict = useVerdict(protocol, stored, rest).data;
  const expected = expectedOf(stored, rest);
  return (
    <tr>
      <th scope="row">
        <label className="rest-choice">
          <input type="radio" name="rest" checked={play.person?.rest === rest} onChange={() => play.chooseCase(play.number!, rest)} />
          {t(`rest.${rest}`)}
        </label>
      </th>
      <td data-name={t('verdict.expected')}>{expected ? <OutcomeBadge outcome={expected} /> : <span className="quiet">{t('verdict.nothing-expected')}</span>}</td>
      <td data-name={t('verdict.actual')}>{verdict ? <OutcomeBadge outcome={verdict.actual} /> : '…'}</td>
      <td>{verdict && <Agreement verdict={verdict} />}</td>
    </tr>
  );
}

/** The case with everything else answered "no", and once more with "don't know": expected, and what came out. */
export function Verdicts({ protocol, stored }: { protocol: Protocol; stored: StoredCase }) {
  const { t } = useTranslation('analyst');
  return (
    <section className="verdicts" aria-labelledby="case">
      <h2 id="case">
        {t('played.case', { number: useContext(PlayContext)!.number })} <span lang="en">{stored.name}</span>
      </h2>
      <p className="quiet">
        <code>{stored.place}</code>
        {stored.because && (
          <>
            {' '}
            · {t('verdict.because')} <code>{stored.because.join(', ')}</code>
          </>
        )}
      </p>
      {stored.note && <p lang="en">{stored.note}</p>}
      <table className="verdict-table" aria-labelledby="case">
        <thead>
          <tr>
            <th scope="col">{t('verdict.rest')}</th>
            <th scope="col">{t('verdict.expected')}</th>
            <th scope="col">{t('verdict.actual')}</th>
            <th scope="col">{t('verdict.verdict')}</th>
          </tr>
        </thead>
        <tbody>
          {(['no', 'unknown'] as const).map((rest) => (
            <Row key={rest} protocol={protocol} stored={stored} rest={rest} />
          ))}
        </tbody>
      </table>
    </section>
  );
}
