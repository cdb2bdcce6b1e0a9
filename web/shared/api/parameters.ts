import type { Bundle, FhirResource, Parameters, ParametersParameter } from 'fhir/r4';

export const parameters = (...parts: (ParametersParameter | undefined)[]): Parameters => ({
  resourceType: 'Parameters',
  parameter: parts.filter((part) => part !== undefined),
});

export const part = (answer: Parameters, name: string) => answer.parameter?.find((one) => one.name === name);

/** The resources of a search answer that matched, without what was included for them. */
export function matches<T extends FhirResource>(bundle: Bundle, type: T['resourceType']): T[] {
  const resources = (bundle.entry ?? []).map((entry) => entry.resource);
  return resources.filter((resource) => resource?.resourceType === type) as T[];
}

/** The resource an operation answered with: itself, or inside Parameters. Throws when it is not there. */
export function resourceIn<T extends FhirResource>(answer: FhirResource, type: T['resourceType']): T {
  const inside = answer.resourceType === 'Parameters' ? (answer.parameter ?? []).map((one) => one.resource) : [answer];
  const found = inside.find((one) => one?.resourceType === type);
  if (!found) throw new Error(`the answer holds no ${type}`);
  return found as T;
}
