import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Parameters } from 'fhir/r4';
import { parameters, part } from '@shared/api/parameters';
import { get, post } from '@shared/api/request';

export const writtenLanguages = ['nb', 'nn', 'en', 'se'] as const;
export type WrittenLanguage = (typeof writtenLanguages)[number];

export interface Notices {
  language: WrittenLanguage;
  sms: boolean;
  email: boolean;
  phone: string;
  emailAddress: string;
}

export function noticesIn(answer: Parameters): Notices {
  const language = part(answer, 'language')?.valueCode;
  return {
    language: writtenLanguages.find((one) => one === language) ?? 'nb',
    sms: part(answer, 'sms')?.valueBoolean === true,
    email: part(answer, 'email')?.valueBoolean === true,
    phone: part(answer, 'phone')?.valueString ?? '',
    emailAddress: part(answer, 'email-address')?.valueString ?? '',
  };
}

const key = (patient: string) => ['notices', patient];

export function useNotices(patient: string) {
  return useQuery({ queryKey: key(patient), queryFn: async () => noticesIn(await get<Parameters>(`/fhir/${patient}/$settings`)) });
}

/** What was emptied is removed; an empty text would mean "as before". */
const contactPart = (name: string, value: string, before: string) =>
  value ? { name, valueString: value } : before ? { name: 'remove', valueCode: name } : undefined;

export function changeOf(notices: Notices, before: Notices): Parameters {
  return parameters(
    { name: 'language', valueCode: notices.language },
    { name: 'sms', valueBoolean: notices.sms },
    { name: 'email', valueBoolean: notices.email },
    contactPart('phone', notices.phone.trim(), before.phone),
    contactPart('email-address', notices.emailAddress.trim(), before.emailAddress),
  );
}

export function useChangeNotices(patient: string, before: Notices) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (notices: Notices) => noticesIn(await post<Parameters>(`/fhir/${patient}/$change-settings`, changeOf(notices, before))),
    onSuccess: (kept) => client.setQueryData(key(patient), kept),
  });
}

/** As the server takes them; a number as people write it. */
export const isPhone = (text: string) => /^\+?[\d ]{8,16}$/.test(text.trim());
export const isEmail = (text: string) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.trim());
