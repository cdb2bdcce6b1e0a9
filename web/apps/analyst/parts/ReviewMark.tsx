import { useTranslation } from 'react-i18next';
import type { Protocol } from '../protocol/model';

export function ReviewMark({ review }: { review: Protocol['review'] }) {
  const { t } = useTranslation('analyst');
  return <span className={`review review--${review}`}>{t(`state.${review}`)}</span>;
}
