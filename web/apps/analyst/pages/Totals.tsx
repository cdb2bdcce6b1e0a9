import { useTranslation } from 'react-i18next';
import { localeOf } from '@shared/language/start';
import { missingTexts, type Figures } from '../protocol/figures';

const sum = (all: Figures[], count: (figures: Figures) => number) => all.reduce((total, figures) => total + count(figures), 0);

/** What all protocols are together. */
export function Totals({ all, of }: { all: Figures[]; of: number }) {
  const { t, i18n } = useTranslation('analyst');
  const number = (value: number) => new Intl.NumberFormat(localeOf(i18n.language)).format(value);
  const part = (count: number) => t('totals.part', { count, of: all.length });
  const facts = [
    { name: t('totals.protocols'), value: all.length < of ? t('totals.part', { count: all.length, of }) : number(of) },
    { name: t('totals.rules'), value: number(sum(all, (one) => one.rulesTotal)) },
    { name: t('totals.findings'), value: number(new Set(all.flatMap((one) => one.findings)).size) },
    { name: t('totals.cases'), value: number(sum(all, (one) => one.cases)) },
    { name: t('totals.languages'), value: part(all.filter((one) => missingTexts(one) === 0).length) },
    { name: t('totals.proof'), value: part(all.filter((one) => one.hasProof).length) },
    { name: t('totals.open'), value: number(all.filter((one) => one.review === 'draft').length) },
  ];
  return (
    <dl className="totals">
      {facts.map(({ name, value }) => (
        <div key={name} className="total">
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
