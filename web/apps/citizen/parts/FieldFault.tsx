import Icon from '@helsenorge/designsystem-react/components/Icon';
import ErrorSignFill from '@helsenorge/designsystem-react/components/Icons/ErrorSignFill';

/** What is wrong with a field, above it. */
export function FieldFault({ id, text }: { id: string; text: string | undefined }) {
  if (!text) return null;
  return (
    <p id={id} className="fault">
      <Icon svgIcon={ErrorSignFill} size={24} color="currentColor" />
      {text}
    </p>
  );
}
