import { useTranslation } from 'react-i18next';
import { languages } from '@shared/language/start';

export function LanguageChoice() {
  const { t, i18n } = useTranslation();
  const others = languages.filter((language) => language.code !== i18n.language);
  return (
    <>
      {others.map((language) => (
        <button
          key={language.code}
          type="button"
          className="plain-button"
          lang={language.code}
          onClick={() => void i18n.changeLanguage(language.code)}
        >
          <span className="language__name">{language.name}</span>
          <span className="language__short">{language.short}</span>
          <span className="sr-only" lang={i18n.language}>
            {' '}
            ({t('frame.change-language')})
          </span>
        </button>
      ))}
    </>
  );
}
