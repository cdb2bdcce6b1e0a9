import { useQuery } from '@tanstack/react-query';
import type { DocumentReference, Task } from 'fhir/r4';
import { systems } from '@shared/api/names';
import { bytesAt, get } from '@shared/api/request';

/** The kinds of picture that are shown; anything else is only told of. */
const shownTypes = ['image/jpeg', 'image/png'] as const;

export const picturesOf = (task: Task): string[] =>
  (task.input ?? [])
    .filter((input) => input.type.coding?.some((coding) => coding.system === systems.taskInput && coding.code === 'picture'))
    .flatMap((input) => input.valueReference?.reference ?? []);

export interface Attached {
  title: string;
  type?: (typeof shownTypes)[number];
  path?: string;
}

/** Where a picture lies, when it is one that may be shown and lies with us. */
export function attachedIn(document: DocumentReference): Attached {
  const attachment = document.content?.[0]?.attachment;
  const binary = attachment?.url?.match(/(^|\/)(Binary\/[A-Za-z0-9.-]{1,64})$/)?.[2];
  return {
    title: attachment?.title ?? document.description ?? '',
    type: shownTypes.find((type) => type === attachment?.contentType),
    ...(binary && { path: `/fhir/${binary}` }),
  };
}

const asDataAddress = (bytes: Blob) =>
  new Promise<string>((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result));
    reader.onerror = () => failed(new Error('the picture could not be read'));
    reader.readAsDataURL(bytes);
  });

export interface Picture {
  title: string;
  /** A data: address, which the content security policy lets a page show; absent when it is no kind that is shown. */
  address?: string;
}

export function usePicture(reference: string) {
  return useQuery({
    queryKey: ['picture', reference],
    staleTime: Infinity,
    queryFn: async (): Promise<Picture> => {
      const attached = attachedIn(await get<DocumentReference>(`/fhir/${reference}`));
      if (!attached.type || !attached.path) return { title: attached.title };
      return { title: attached.title, address: await asDataAddress(await bytesAt(attached.path, attached.type)) };
    },
  });
}
