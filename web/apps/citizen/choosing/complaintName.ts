import { useTranslation } from 'react-i18next';
import { useComplaints, type Choice } from '@shared/api/complaints';

/** What a complaint is called in the language of the page, which may have changed since it was chosen. */
export function useComplaintName(): (complaint: Choice) => string {
  const { i18n } = useTranslation();
  const all = useComplaints('', i18n.language);
  return (complaint) => all.data?.find((one) => one.code === complaint.code)?.display ?? complaint.display;
}
