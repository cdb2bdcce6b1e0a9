import type { Bundle, RiskAssessment } from 'fhir/r4';
import { systems } from '@shared/api/names';
import { matches } from '@shared/api/parameters';
import { get } from '@shared/api/request';
import { levelOf, type Level } from '@shared/assessment/read';

/** An assessment of the same complaint that was passed on lately: the same illness, perhaps, and a second contact. */
export interface EarlierContact {
  assessed: string;
  level: Level;
}

/** The question that a second contact is about. */
export const worseAfterContact = 'worse-after-contact';

// After two weeks it is more often a new illness than the same one.
const recentDays = 14;
const readMax = 50;
const dayMs = 24 * 60 * 60_000;

const isAbout = (complaint: string) => (assessment: RiskAssessment) =>
  (assessment.code?.coding ?? []).some((coding) => coding.system === systems.complaint && coding.code === complaint);

/** The newest of these assessments that is of this complaint. */
export function newestOf(assessments: RiskAssessment[], complaint: string): EarlierContact | undefined {
  const [newest] = assessments
    .filter((one) => one.occurrenceDateTime && isAbout(complaint)(one))
    .sort((one, other) => other.occurrenceDateTime!.localeCompare(one.occurrenceDateTime!));
  return newest && { assessed: newest.occurrenceDateTime!, level: levelOf(newest) };
}

/** What the record of someone signed in says about it. */
export async function earlierContact(patient: string, complaint: string, now: Date): Promise<EarlierContact | undefined> {
  const since = new Date(now.getTime() - recentDays * dayMs).toISOString();
  const found = await get<Bundle>(`/fhir/RiskAssessment?subject=${patient}&date=ge${since}&_sort=-date&_count=${readMax}`);
  return newestOf(matches<RiskAssessment>(found, 'RiskAssessment'), complaint);
}
