import { useContext, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Trouble } from '@shared/frame/Trouble';
import { PlayContext } from '../play/usePlay';
import type { Protocol } from '../protocol/model';
import { AllCases } from './AllCases';
import { AnswerForm } from './AnswerForm';
import { CaseList } from './CaseList';
import { Verdicts } from './Verdicts';
import { PlayedOut } from './PlayedOut';

export function PlayView({ protocol }: { protocol: Protocol }) {
  const { t } = useTranslation('analyst');
  const play = useContext(PlayContext)!;
  const [changing, setChanging] = useState(false);
  return (
    <div className="play">
      <section className="play__cases" aria-labelledby="cases">
        <h2 id="cases">{t('play.who')}</h2>
        <CaseList protocol={protocol} />
        <AllCases protocol={protocol} />
      </section>
      <div className="play__out" aria-busy={play.busy}>
        {!play.person && <p className="empty">{t('play.choose')}</p>}
        {play.person && (
          <>
            {play.stored && <Verdicts protocol={protocol} stored={play.stored} />}
            {play.error && <Trouble error={play.error} again={play.again} />}
            <PlayedOut protocol={protocol} />
            <details className="more" open={changing || !play.stored} onToggle={(event) => setChanging(event.currentTarget.open)}>
              <summary>{t(play.stored ? 'play.change' : 'play.answers')}</summary>
              <AnswerForm protocol={protocol} person={play.person} change={play.change} />
            </details>
          </>
        )}
      </div>
    </div>
  );
}
