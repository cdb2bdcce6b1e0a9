// Canonical addresses of the first journey (docs/guides/integrator/first-journey.md).
const home = 'https://helselos.no/fhir';

export const systems = {
  complaint: `${home}/CodeSystem/complaint`,
  answer: `${home}/CodeSystem/answer`,
  level: `${home}/CodeSystem/severity-level`,
  taskInput: `${home}/CodeSystem/task-input`,
  organizationKind: `${home}/CodeSystem/organization-kind`,
  task: `${home}/CodeSystem/task`,
  sharingState: `${home}/CodeSystem/sharing-state`,
  addressProtection: `${home}/CodeSystem/address-protection`,
  herId: 'urn:oid:2.16.578.1.12.4.1.2',
  organizationNumber: 'urn:oid:2.16.578.1.12.4.1.4.101',
  icpc2: 'http://hl7.org/fhir/sid/icpc-2',
  loinc: 'http://loinc.org',
} as const;

export const valueSets = {
  complaint: `${home}/ValueSet/complaint`,
  icpc2: `${home}/ValueSet/icpc-2`,
} as const;

export const extension = (name: string) => `${home}/StructureDefinition/${name}`;
export const questionnaire = (complaint: string) => `${home}/Questionnaire/${complaint}`;
