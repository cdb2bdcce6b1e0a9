import { useQuery } from '@tanstack/react-query';
import type { Protocol, StoredCase } from '../protocol/model';
import { judge } from './judge';
import type { Rest } from './person';
import { useQuestionnaire } from './usePlay';

/** What the program says about one stored case, answered one way. */
export function useVerdict(protocol: Protocol, stored: StoredCase, rest: Rest) {
  const questionnaire = useQuestionnaire(protocol.complaint);
  return useQuery({
    queryKey: ['verdict', protocol.complaint, stored.place, rest],
    queryFn: () => judge(stored, rest, protocol, questionnaire.data!),
    enabled: questionnaire.data !== undefined,
    staleTime: Infinity,
  });
}
