import { useContext, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useSearchParams } from 'react-router';
import { levels, type Level } from '@shared/assessment/read';
import { useWords } from '../parts/Content';
import { useOutcomeWords } from '../parts/OutcomeBadge';
import { Drawing } from '../picture/Drawing';
import { pictureOf, type Speech } from '../picture/input';
import { firedRules, PlayContext, toldFindings } from '../play/usePlay';
import { findingsIn } from '../protocol/conditions';
import type { Protocol } from '../protocol/model';
import { originOf, rulesOf, type Origin } from '../protocol/read';

const shownLevels: Level[] = [...levels].reverse();
const shared: Origin[] = ['red-screen', 'general'];

export function useSpeech(): Speech {
  const { t } = useTranslation('analyst');
  const words = useWords();
  const outcome = useOutcomeWords();
  return { words, outcome, alone: t('finding.alone'), bundle: (origin, count) => t(`picture.bundle-${origin as 'general'}`, { count }) };
}

function toggled<T>(set: Set<T>, one: T): Set<T> {
  const next = new Set(set);
  if (!next.delete(one)) next.add(one);
  return next;
}

interface ChoiceProps {
  protocol: Protocol;
  levels: Set<Level>;
  setLevels: (levels: Set<Level>) => void;
  bundled: Set<Origin>;
  setBundled: (bundled: Set<Origin>) => void;
  allClosed: boolean;
  closeAll: (close: boolean) => void;
}

function Choices({ protocol, levels: on, setLevels, bundled, setBundled, allClosed, closeAll }: ChoiceProps) {
  const { t } = useTranslation();
  const { t: say } = useTranslation('analyst');
  const count = (level: Level) => protocol.levels.find((one) => one.level === level)?.rules.length ?? 0;
  return (
    <div className="picture-choices">
      <div role="group" aria-label={say('picture.levels')} className="picture-choices__group">
        {shownLevels
          .filter((level) => count(level) > 0)
          .map((level) => (
            <button key={level} type="button" className={`chip level--${level}`} aria-pressed={on.has(level)} onClick={() => setLevels(toggled(on, level))}>
              <span className="chip__level" aria-hidden="true" />
              {t(`level.${level}`)} {count(level)}
            </button>
          ))}
      </div>
      <div role="group" aria-label={say('picture.together')} className="picture-choices__group">
        {shared.map((origin) => (
          <button key={origin} type="button" className="chip" aria-pressed={bundled.has(origin)} onClick={() => setBundled(toggled(bundled, origin))}>
            {say(`picture.together-${origin as 'general'}`)}
          </button>
        ))}
        <button type="button" className="chip" aria-pressed={allClosed} onClick={() => closeAll(!allClosed)}>
          {say('picture.together-groups')}
        </button>
      </div>
    </div>
  );
}

/** What is chosen in the picture, in words, with a way to it in the table. */
function Chosen({ protocol, chosen }: { protocol: Protocol; chosen: string | undefined }) {
  const { t } = useTranslation('analyst');
  const { search } = useLocation();
  const words = useWords();
  const [kind, ...rest] = (chosen ?? '').split(':');
  const id = rest.join(':');
  const finding = kind === 'finding' ? protocol.findings.find((one) => one.id === id) : undefined;
  const rule = kind === 'rule' ? rulesOf(protocol).find((one) => one.id === id) : undefined;
  const clean = new URLSearchParams(search);
  clean.delete('valgt');
  const to = (hash: string) => ({ pathname: `/protokoll/${protocol.complaint}`, search: clean.toString(), hash });
  return (
    <p className="chosen-line" role="status">
      {finding && (
        <>
          <strong>{words(finding.present).replace(/:?\s*\{value\}.*$/, '')}</strong>{' '}
          {t('picture.used-by', { count: rulesOf(protocol).filter((one) => findingsIn(one.when).some((use) => use.finding === id)).length })}{' '}
          <Link to={to(`#funn-${id}`)}>{t('picture.in-table')}</Link>
        </>
      )}
      {rule && (
        <>
          <strong>{words(rule.reason)}</strong> <code>{rule.whenWritten}</code> <Link to={to(`#regel-${id}`)}>{t('picture.in-table')}</Link>
        </>
      )}
      {!finding && !rule && <span className="quiet">{t('picture.how')}</span>}
    </p>
  );
}

export function PictureView({ protocol }: { protocol: Protocol }) {
  const { t } = useTranslation('analyst');
  const { search: address } = useLocation();
  const [search, setSearch] = useSearchParams();
  const speech = useSpeech();
  const play = useContext(PlayContext);
  const [on, setOn] = useState<Set<Level>>(() => new Set(levels));
  const [bundled, setBundled] = useState<Set<Origin>>(() => new Set(shared));
  const [closed, setClosed] = useState<Set<string>>(() => new Set(['red-screen']));
  const marked = useMemo(() => ({ rules: new Set(firedRules(play).keys()), findings: toldFindings(play) }), [play]);
  const groups = [...protocol.groups.map((group) => group.id), 'alone'];
  const chosen = search.get('valgt') ?? undefined;
  const choose = (key: string | undefined) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        if (key) next.set('valgt', key);
        else next.delete('valgt');
        return next;
      },
      { replace: true, preventScrollReset: true },
    );
  const input = pictureOf(protocol, { levels: on, closed, bundled }, speech);
  const hidden = rulesOf(protocol).filter((rule) => bundled.has(originOf(rule))).length;
  return (
    <section aria-label={t('view.picture')}>
      <Choices
        protocol={protocol}
        levels={on}
        setLevels={setOn}
        bundled={bundled}
        setBundled={setBundled}
        allClosed={groups.every((group) => closed.has(group))}
        closeAll={(close) => setClosed(new Set(close ? groups : []))}
      />
      <p className="quiet picture-note">
        {t('picture.note', { count: hidden })} <Link to={{ pathname: `/protokoll/${protocol.complaint}`, search: address }}>{t('picture.as-table')}</Link>
      </p>
      <Chosen protocol={protocol} chosen={chosen} />
      {input.rules.length === 0 ? (
        <p className="empty">{t('picture.empty')}</p>
      ) : (
        <Drawing input={input} label={t('picture.label')} marked={marked} chosen={chosen} choose={choose} toggle={(group) => setClosed(toggled(closed, group))} />
      )}
    </section>
  );
}
