import { useQuery } from '@tanstack/react-query';
import type { Bundle, HealthcareService, HealthcareServiceAvailableTime, Location } from 'fhir/r4';
import { systems } from './names';
import { matches } from './parameters';
import { get } from './request';

export interface Municipality {
  id: string;
  name: string;
}

export interface ClinicTime {
  /** 0 is Monday. */
  days: number[];
  /** Minutes after midnight; the whole day when there are none. */
  from?: number;
  to?: number;
}

/** An out-of-hours clinic of the register. */
export interface Clinic {
  id: string;
  name: string;
  address: string;
  phone: string;
  times: ClinicTime[];
  /** Whom it serves, the nearest clinic of a municipality first. */
  municipalities: string[];
  isDemo: boolean;
}

export interface Places {
  municipalities: Municipality[];
  clinics: Clinic[];
}

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const municipalityKind = 'jdn';

function minutesOf(time: string | undefined): number | undefined {
  const read = /^(\d\d):(\d\d)/.exec(time ?? '');
  return read ? Number(read[1]) * 60 + Number(read[2]) : undefined;
}

function timeOf(time: HealthcareServiceAvailableTime): ClinicTime {
  const named = (time.daysOfWeek ?? []).map((day) => days.indexOf(day)).filter((day) => day >= 0);
  const on = named.length > 0 ? named : days.map((_, index) => index);
  if (time.allDay) return { days: on };
  return { days: on, from: minutesOf(time.availableStartTime), to: minutesOf(time.availableEndTime) };
}

const idOf = (reference: string | undefined) => reference?.split('/').pop() ?? '';

function clinicOf(service: HealthcareService, locations: Location[]): Clinic {
  const site = locations.find((one) => one.id === idOf(service.location?.[0]?.reference));
  const address = [site?.address?.line?.[0], [site?.address?.postalCode, site?.address?.city].filter(Boolean).join(' ')];
  return {
    id: service.id ?? '',
    name: service.name ?? '',
    address: address.filter(Boolean).join(', '),
    phone: service.telecom?.find((one) => one.system === 'phone')?.value ?? '116117',
    times: (service.availableTime ?? []).map(timeOf),
    municipalities: (service.coverageArea ?? []).map((area) => idOf(area.reference)),
    isDemo: (service.meta?.tag ?? []).some((tag) => tag.code === 'demo'),
  };
}

/** The register as the pages use it: active clinics, and the municipalities they serve, by name. */
export function placesOf(services: HealthcareService[], locations: Location[]): Places {
  const clinics = services.filter((one) => one.active !== false).map((one) => clinicOf(one, locations));
  const served = new Set(clinics.flatMap((clinic) => clinic.municipalities));
  const municipalities = locations
    .filter((one) => one.physicalType?.coding?.some((coding) => coding.code === municipalityKind) && served.has(one.id ?? ''))
    .map((one) => ({ id: one.id ?? '', name: one.name ?? '' }));
  return { clinics, municipalities: municipalities.sort((one, other) => one.name.localeCompare(other.name, 'nb')) };
}

export function usePlaces(enabled: boolean) {
  return useQuery({
    queryKey: ['places'],
    enabled,
    staleTime: Infinity,
    queryFn: async () => {
      const kind = encodeURIComponent(`${systems.organizationKind}|legevakt`);
      const [services, locations] = await Promise.all([
        get<Bundle>(`/fhir/HealthcareService?service-type=${kind}&_count=500`),
        get<Bundle>('/fhir/Location?_count=500'),
      ]);
      return placesOf(matches<HealthcareService>(services, 'HealthcareService'), matches<Location>(locations, 'Location'));
    },
  });
}
