import Button from '@helsenorge/designsystem-react/components/Button';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useNavigate } from 'react-router';
import { PageHeading } from '@shared/frame/PageHeading';
import { Trouble } from '@shared/frame/Trouble';
import { answerInWords, withAnswer } from '@shared/interview/reading';
import { isAnswered, isUnknown, screensOf, type Question, type Screen } from '@shared/interview/screens';
import { useComplaintName } from '../choosing/complaintName';
import { useDraft } from '../draft';
import { whereNow } from './ChoosePage';

const said = (question: Question, code: string) => question.answer?.kind === 'choice' && question.answer.code === code;

/** A check list read back as people say it: what is true, then that the rest is not (with the rest at hand). */
function ListRead({ screen }: { screen: Screen }) {
  const { t } = useTranslation();
  const ticked = screen.questions.filter((question) => said(question, 'yes'));
  const unknowns = screen.questions.filter((question) => isUnknown(question.answer));
  const denied = screen.questions.filter((question) => said(question, 'no'));
  return (
    <>
      {ticked.map((question) => (
        <p key={question.linkId} className="read__answer">
          {question.text}
        </p>
      ))}
      {unknowns.length > 0 && <p className="read__answer">{t('read.unknown-of', { count: unknowns.length })}</p>}
      {denied.length > 0 && (
        <details className="help help--small">
          <summary>{t(ticked.length > 0 ? 'read.not-the-others' : 'read.none-of', { count: denied.length })}</summary>
          <ul>
            {denied.map((question) => (
              <li key={question.linkId}>{question.text}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function ScreenRead({ screen, step }: { screen: Screen; step: number }) {
  const { t, i18n } = useTranslation();
  const name = screen.text || screen.questions[0]?.text || '';
  const rows = screen.questions.map((question) => ({ question, words: answerInWords(question, t, i18n.language) }));
  return (
    <li className="read">
      <div>
        <h2 className="read__question">{name}</h2>
        {screen.form === 'checklist' && <ListRead screen={screen} />}
        {screen.form === 'question' && <p className="read__answer">{rows[0]?.words}</p>}
        {screen.form === 'group' && rows.map((row) => (
          <p key={row.question.linkId} className="read__answer">
            <span className="quiet">{withAnswer(row.question.text, '')}</span>
            {row.words}
          </p>
        ))}
      </div>
      <Link to={`/vurdering/${step}?endre`} aria-label={t('read.change-this', { question: name })}>
        {t('read.change')}
      </Link>
    </li>
  );
}

export function ReadBackPage() {
  const { t, i18n } = useTranslation();
  const { draft, note, goOnWith } = useDraft();
  const nameOf = useComplaintName();
  const navigate = useNavigate();
  const goOn = useMutation({
    mutationFn: async (): Promise<string> => {
      const next = draft?.waiting?.[0];
      return next ? whereNow(await goOnWith(next, i18n.language, '')) : '/resultat';
    },
    onSuccess: (to) => void navigate(to),
  });
  if (!draft) return <Navigate to="/" replace />;
  const screens = screensOf(draft.response);
  if (!draft.assessment) return <Navigate to={`/vurdering/${Math.max(screens.findIndex((screen) => !isAnswered(screen)) + 1, 1)}`} replace />;
  const confirm = () => {
    note({ confirmed: true });
    goOn.mutate();
  };
  const next = draft.waiting?.[0];
  return (
    <div className="page page--narrow">
      <PageHeading>{t('read.heading')}</PageHeading>
      <p className="lead">{t('read.lead')}</p>
      {(draft.earlier?.length ?? 0) > 0 && <p className="read__about">{t('read.about', { complaint: nameOf(draft.complaint) })}</p>}
      <ul className="reads">
        {screens.map((screen, index) => isAnswered(screen) && <ScreenRead key={screen.linkId} screen={screen} step={index + 1} />)}
      </ul>
      {goOn.error && <Trouble error={goOn.error} again={() => goOn.mutate()} kept />}
      <div className="steps">
        <Button size="large" fluid arrow="icon" onClick={confirm}>
          {next ? t('read.confirm-next', { complaint: nameOf(next).toLocaleLowerCase(i18n.language) }) : t('read.confirm')}
        </Button>
        <Link to={`/vurdering/${screens.length}`}>{t('interview.back')}</Link>
      </div>
    </div>
  );
}
