import Button from '@helsenorge/designsystem-react/components/Button';
import { useQueryClient } from '@tanstack/react-query';
import { useContext, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Trouble } from '@shared/frame/Trouble';
import { OutcomeBadge } from '../parts/OutcomeBadge';
import { judge, type Verdict } from '../play/judge';
import type { Rest } from '../play/person';
import { PlayContext, useQuestionnaire } from '../play/usePlay';
import type { Protocol, StoredCase } from '../protocol/model';

interface Try {
  number: number;
  stored: StoredCase;
  rest: Rest;
}

interface Tried extends Try {
  verdict: Verdict;
}

// Each case as it is written, and once more with "don't know" where the case says what is then expected.
function triesOf(protocol: Protocol): Try[] {
  return protocol.cases.flatMap((stored, index) => {
    const first: Try = { number: index + 1, stored, rest: stored.unlisted ?? 'no' };
    return stored.expectUnknown ? [first, { ...first, rest: 'unknown' as const }] : [first];
  });
}

function useAllTries(protocol: Protocol) {
  const client = useQueryClient();
  const questionnaire = useQuestionnaire(protocol.complaint);
  const [tried, setTried] = useState<Tried[]>();
  const [error, setError] = useState<unknown>();
  const left = useRef(false);
  useEffect(() => {
    left.current = false;
    return () => {
      left.current = true;
    };
  }, []);
  const run = async () => {
    setError(undefined);
    setTried([]);
    try {
      // One after the other: the program has others to answer too.
      for (const each of triesOf(protocol)) {
        const verdict = await client.fetchQuery({
          queryKey: ['verdict', protocol.complaint, each.stored.place, each.rest],
          queryFn: () => judge(each.stored, each.rest, protocol, questionnaire.data!),
          staleTime: Infinity,
        });
        if (left.current) return;
        setTried((before) => [...(before ?? []), { ...each, verdict }]);
      }
    } catch (fault) {
      setError(fault);
    }
  };
  return { tried, error, run, ready: questionnaire.data !== undefined };
}

function Failed({ tried }: { tried: Tried[] }) {
  const { t } = useTranslation('analyst');
  const play = useContext(PlayContext)!;
  return (
    <ul className="plain-list">
      {tried.map(({ number, stored, rest, verdict }) => (
        <li key={`${number} ${rest}`}>
          <button type="button" className="plain-button" onClick={() => play.chooseCase(number, rest)}>
            {number} <span lang="en">{stored.name}</span>
          </button>{' '}
          {t(`rest.${rest}`)}: <OutcomeBadge outcome={verdict.actual} /> {verdict.unfulfilled.length > 0 && t('verdict.unfulfilled', { rules: verdict.unfulfilled.join(', ') })}
        </li>
      ))}
    </ul>
  );
}

/** Puts every stored case to the program, and lists those that come out otherwise than expected. */
export function AllCases({ protocol }: { protocol: Protocol }) {
  const { t } = useTranslation('analyst');
  const { tried, error, run, ready } = useAllTries(protocol);
  const all = triesOf(protocol).length;
  const failed = (tried ?? []).filter((one) => !one.verdict.passed);
  const isDone = tried?.length === all;
  return (
    <div className="all-cases">
      {(!tried || isDone || error !== undefined) && (
        <Button variant="outline" size="medium" disabled={!ready} onClick={() => void run()}>
          {t('all-cases.run', { count: protocol.cases.length })}
        </Button>
      )}
      {error !== undefined && <Trouble error={error} />}
      {tried && !isDone && error === undefined && (
        <label className="progress">
          {t('all-cases.running', { done: tried.length, of: all })}
          <progress value={tried.length} max={all} />
        </label>
      )}
      <div role="status">{isDone && <p className={failed.length > 0 ? 'differs' : 'agrees'}>{failed.length > 0 ? t('all-cases.differ', { count: failed.length, of: all }) : t('all-cases.agree', { count: all })}</p>}</div>
      {failed.length > 0 && <Failed tried={failed} />}
    </div>
  );
}
