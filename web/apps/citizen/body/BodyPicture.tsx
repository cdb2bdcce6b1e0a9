import classNames from 'classnames';
import { useTranslation } from 'react-i18next';
import type { Question } from '@shared/interview/screens';
import { pictures } from './bodyRegions';

interface Props {
  question: Question;
  chosen: string | undefined;
  choose: (code: string) => void;
}

/**
 * A drawing of the body whose places can be pressed instead of the answers in words. The answers beside it say and do
 * the same, so keyboard and screen reader users lose nothing by the drawing being one picture to them.
 */
export function BodyPicture({ question, chosen, choose }: Props) {
  const { t } = useTranslation();
  const picture = pictures[question.linkId];
  if (!picture) return null;
  const offered = picture.regions.filter((region) => question.options.some((option) => option.code === region.code));
  const said = question.options.find((option) => option.code === chosen)?.display;
  const isDrawn = offered.some((region) => region.code === chosen);
  return (
    <figure className="body-picture">
      <svg viewBox={picture.viewBox} role="img" aria-label={isDrawn ? t('body.alt-chosen', { place: said }) : t('body.alt')}>
        {picture.outline.map((shape) => (
          <path key={shape} d={shape} className="body-picture__outline" />
        ))}
        {offered.map((region) => (
          <path
            key={region.shape}
            d={region.shape}
            data-region={region.code}
            className={classNames('body-picture__region', { 'body-picture__region--chosen': region.code === chosen })}
            onClick={() => choose(region.code)}
          />
        ))}
        {picture.sides && (
          <>
            <text x={picture.sides.front[0]} y={picture.sides.front[1]} className="body-picture__side">{t('body.front')}</text>
            <text x={picture.sides.back[0]} y={picture.sides.back[1]} className="body-picture__side">{t('body.back')}</text>
          </>
        )}
      </svg>
      <figcaption className="hint">{t('body.how')}</figcaption>
    </figure>
  );
}
