import Icon from '@helsenorge/designsystem-react/components/Icon';
import ErrorSignFill from '@helsenorge/designsystem-react/components/Icons/ErrorSignFill';
import { useTranslation } from 'react-i18next';
import type { Question } from '@shared/interview/screens';
import { localeOf } from '@shared/language/start';
import type { Fault } from './given';

interface Props {
  id: string;
  fault: Fault | undefined;
  question?: Question;
}

export function FaultText({ id, fault, question }: Props) {
  const { t, i18n } = useTranslation();
  if (!fault) return null;
  const number = (bound: number | undefined) => `${new Intl.NumberFormat(localeOf(i18n.language)).format(bound ?? 0)} ${question?.unit ?? ''}`.trim();
  return (
    <p id={id} className="fault">
      <Icon svgIcon={ErrorSignFill} size={24} color="currentColor" />
      {t(`fault.${fault}`, { least: number(question?.least), most: number(question?.most) })}
    </p>
  );
}
