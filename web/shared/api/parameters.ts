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
