import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Bundle, HealthcareService, Location } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import { matches } from './parameters';
import { placesOf } from './places';

const folder = resolve(import.meta.dirname, '../../../content/places');
const bundles = readdirSync(folder).filter((file) => file.endsWith('.json')).map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Bundle);
const services = bundles.flatMap((bundle) => matches<HealthcareService>(bundle, 'HealthcareService'));
const locations = bundles.flatMap((bundle) => matches<Location>(bundle, 'Location'));
const register = placesOf(services, locations);

describe('the register of clinics', () => {
  it('serves every municipality it names, by name', () => {
    const named = locations.filter((one) => one.id?.startsWith('kommune-'));
    expect(register.municipalities).toHaveLength(named.length);
    expect(register.municipalities.map((one) => one.name)).toEqual(['Elvestad', 'Fjellbygda', 'Granli', 'Nordhav', 'Solvik', 'Ytre Sund']);
  });

  it('is all marked as invented, with addresses and hours, and only 116117 to call', () => {
    for (const clinic of register.clinics) {
      expect(clinic).toMatchObject({ isDemo: true, phone: '116117' });
      expect(clinic.address).not.toBe('');
      expect(clinic.times.length).toBeGreaterThan(0);
    }
    expect(JSON.stringify(bundles).match(/"system":"phone","value":"(?!116117)/)).toBeNull();
  });

  it('reads hours as minutes of named days', () => {
    const sund = register.clinics.find((clinic) => clinic.name === 'Ytre Sund legevakt');
    expect(sund?.times).toEqual([
      { days: [0, 1, 2, 3, 4], from: 960, to: 1320 },
      { days: [5, 6], from: 600, to: 1200 },
    ]);
  });

  it('leaves out a clinic that is closed down', () => {
    const closed = services.map((one) => ({ ...one, active: false }));
    expect(placesOf(closed, locations)).toEqual({ clinics: [], municipalities: [] });
  });
});
