import { useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { Markdown } from '@shared/parts/Markdown';
import { ReadingContext, Words } from '../parts/Content';
import type { AdviceText, LevelPart } from '../protocol/model';
import { said } from '../protocol/texts';

function Text({ advice }: { advice: AdviceText }) {
  const { language, aboutChild } = useContext(ReadingContext);
  const { i18n } = useTranslation();
  const one = said(advice.text, language, aboutChild);
  if (one.missing) return <Words of={advice.text} />;
  return (
    <div lang={one.language === i18n.language ? undefined : one.language}>
      <Markdown text={one.text} />
    </div>
  );
}

function List({ advice }: { advice: AdviceText[] }) {
  const { t } = useTranslation('analyst');
  return (
    <dl className="advice">
      {advice.map((one, index) => (
        <div key={index}>
          <dt>{t(`advice.${one.kind}`)}</dt>
          <dd>
            <Text advice={one} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

export function AdviceOfLevel({ part }: { part: LevelPart }) {
  const { t } = useTranslation('analyst');
  return (
    <details className="more">
      <summary>{t('advice.heading', { count: part.advice.length + part.commonAdvice.length })}</summary>
      {part.commonAdvice.length > 0 && (
        <>
          <h3>{t('advice.common')}</h3>
          <List advice={part.commonAdvice} />
        </>
      )}
      {part.advice.length > 0 && (
        <>
          <h3>{t('advice.own')}</h3>
          <List advice={part.advice} />
        </>
      )}
    </details>
  );
}
