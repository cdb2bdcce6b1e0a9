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
          aria-label={`${language.name} (${t('frame.change-language')})`}
          onClick={() => void i18n.changeLanguage(language.code)}
        >
          {language.name}
        </button>
      ))}
    </>
  );
}
