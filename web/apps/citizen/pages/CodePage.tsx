import Button from '@helsenorge/designsystem-react/components/Button';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate } from 'react-router';
import { readCode, showCode } from '@shared/api/code';
import { useShare } from '@shared/api/sharing';
import { PageHeading } from '@shared/frame/PageHeading';
import { Trouble } from '@shared/frame/Trouble';
import { dateAndTime } from '@shared/language/when';
import { useDraft, type Draft } from '../draft';
import { outcomesOf } from '../outcomes';
import { CodePicture } from '../sharing/CodePicture';
import { PictureFields } from '../sharing/PictureFields';
import type { Picture } from '../sharing/pictures';
import { useWhatIsShared } from './alsoShared';
import { Consent } from './Consent';
import { WordsFields } from './WordsFields';

function CodeShown({ code, expires }: { code: string; expires?: string }) {
  const { t, i18n } = useTranslation();
  const plain = readCode(code);
  const halves = [plain.slice(0, 4), plain.slice(4)];
  return (
    <div className="page page--narrow">
      <PageHeading step="code">{t('code.heading')}</PageHeading>
      <p className="lead">{t('code.lead')}</p>
      <div className="code" role="group" aria-label={t('code.spelled', { code: [...plain].join(' ') })}>
        {halves.map((half, index) => (
          <span key={index} className="code__half" aria-hidden="true">
            {[...half].map((letter, place) => (
              <span key={place} className="code__letter">
                {letter}
              </span>
            ))}
          </span>
        ))}
      </div>
      <p className="sr-only">{showCode(code)}</p>
      <CodePicture code={plain} />
      {expires && <p className="code__expires">{t('code.expires', { when: dateAndTime(expires, i18n.language) })}</p>}
      <p>{t('code.once')}</p>
      <p className="calls">
        <a className="call level--urgent" href="tel:116117">
          {t('result.call', { phone: '116 117' })}
        </a>
      </p>
      <p>
        <Link to="/resultat">{t('share.back')}</Link>
      </p>
    </div>
  );
}

function CodeForm({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  const { note } = useDraft();
  const [pictures, setPictures] = useState<Picture[]>([]);
  const share = useShare();
  const shared = useWhatIsShared(draft);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    share.mutate(
      { response: shared.response, ownWords: shared.ownWords, medicines: draft.medicines ?? '', pictures },
      { onSuccess: (made) => note({ shared: { code: made.code, expires: made.expires } }) },
    );
  };
  return (
    <form className="page page--narrow" onSubmit={submit} aria-busy={share.isPending}>
      <PageHeading step="form">{t('share.make-code')}</PageHeading>
      <p className="lead">{t('code.why')}</p>
      {shared.notice && <p className="notice">{shared.notice}</p>}
      <WordsFields />
      <PictureFields pictures={pictures} change={setPictures} />
      <Consent />
      {share.error && <Trouble error={share.error} kept />}
      <div className="steps">
        <Button type="submit" size="large" fluid>
          {share.isPending ? t('share.sending') : t('code.make')}
        </Button>
        <Link to="/resultat">{t('share.cancel')}</Link>
      </div>
    </form>
  );
}

export function CodePage() {
  const { draft } = useDraft();
  if (!draft || outcomesOf(draft).length === 0) return <Navigate to="/" replace />;
  if (draft.shared?.code) return <CodeShown code={draft.shared.code} expires={draft.shared.expires} />;
  return <CodeForm draft={draft} />;
}
