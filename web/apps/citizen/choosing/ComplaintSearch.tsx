import Icon from '@helsenorge/designsystem-react/components/Icon';
import Search from '@helsenorge/designsystem-react/components/Icons/Search';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { textCharactersMax } from '@shared/api/findingsInText';

const wordCharactersMax = 120;

/** A word to search with, or a whole story: what is typed in the one stays in the other. */
export function ComplaintSearch({ typed, change }: { typed: string; change: (typed: string) => void }) {
  const { t } = useTranslation();
  const [telling, setTelling] = useState(typed.length > wordCharactersMax);
  const story = useRef<HTMLTextAreaElement>(null);
  const opened = useRef(false);
  useEffect(() => {
    if (telling && opened.current) story.current?.focus();
  }, [telling]);
  const tell = () => {
    opened.current = true;
    setTelling(true);
  };
  return (
    <form role="search" className="search" onSubmit={(event) => event.preventDefault()}>
      <label htmlFor="complaint">{t(telling ? 'start.tell' : 'start.search')}</label>
      {telling ? (
        <>
          <textarea
            ref={story}
            id="complaint"
            className="text-field search__story"
            rows={4}
            value={typed}
            onChange={(event) => change(event.target.value)}
            aria-describedby="tell-how"
            maxLength={textCharactersMax}
          />
          <p className="hint" id="tell-how">
            {t('start.tell-how')}
          </p>
        </>
      ) : (
        <>
          <span className="search__box">
            <Icon svgIcon={Search} size={38} color="#08667c" />
            <input
              id="complaint"
              type="search"
              value={typed}
              onChange={(event) => change(event.target.value)}
              placeholder={t('start.search-example')}
              autoComplete="off"
              enterKeyHint="search"
              maxLength={wordCharactersMax}
            />
          </span>
          <button type="button" className="plain-button search__more" onClick={tell}>
            {t('start.tell-instead')}
          </button>
        </>
      )}
    </form>
  );
}
