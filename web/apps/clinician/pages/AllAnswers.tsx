import { useTranslation } from 'react-i18next';
import { answerInWords } from '@shared/interview/reading';
import { isAnswered, type Screen } from '@shared/interview/screens';

/** Every question in the order it was asked, with its answer. */
export function AllAnswers({ screens }: { screens: Screen[] }) {
  const { t, i18n } = useTranslation();
  return (
    <table className="answers">
      <thead>
        <tr>
          <th scope="col">{t('case.question')}</th>
          <th scope="col">{t('case.answer')}</th>
        </tr>
      </thead>
      {screens.filter(isAnswered).map((screen) => (
        <tbody key={screen.linkId}>
          {screen.form !== 'question' && screen.text && (
            <tr>
              <th colSpan={2} scope="rowgroup" className="answers__group">
                {screen.text}
              </th>
            </tr>
          )}
          {screen.questions.map((question) => (
            <tr key={question.linkId}>
              <td>
                {question.text}
                {question.redFlag && <span className="flag-mark">{t('case.flag')}</span>}
              </td>
              <td className={question.answer?.kind === 'choice' ? `answers__${question.answer.code}` : undefined}>{answerInWords(question, t, i18n.language)}</td>
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  );
}
