import Icon from '@helsenorge/designsystem-react/components/Icon';
import Download from '@helsenorge/designsystem-react/components/Icons/Download';
import Printer from '@helsenorge/designsystem-react/components/Icons/Printer';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { bytesAt } from '@shared/api/request';
import { Trouble } from '@shared/frame/Trouble';

const forms = { pdf: 'application/pdf', json: 'application/fhir+json' } as const;
type Form = keyof typeof forms;

/** Gives the browser a file to save; the address of it is let go when it has been taken. */
function save(bytes: Blob, name: string) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(bytes);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** The case on paper, as PDF and as a FHIR document. The file's name tells nothing of the person. */
export function Documents({ task }: { task: string }) {
  const { t } = useTranslation('clinician');
  const fetched = useMutation({
    mutationFn: async (form: Form) => save(await bytesAt(`/fhir/Task/${task}/$document`, forms[form]), `vurdering-${task.slice(0, 8)}.${form}`),
  });
  return (
    <div className="documents">
      <button type="button" className="plain-button" onClick={() => window.print()}>
        <Icon svgIcon={Printer} size={24} color="currentColor" /> {t('document.print')}
      </button>
      {(Object.keys(forms) as Form[]).map((form) => (
        <button key={form} type="button" className="plain-button" disabled={fetched.isPending} onClick={() => fetched.mutate(form)}>
          <Icon svgIcon={Download} size={24} color="currentColor" /> {t(`document.${form}`)}
        </button>
      ))}
      <p role="status" className="sr-only">
        {fetched.isSuccess && t('document.saved')}
      </p>
      {fetched.error && <Trouble error={fetched.error} />}
    </div>
  );
}
