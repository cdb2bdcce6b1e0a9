import { expect, test } from 'vitest';
import { appsIn, launchAddressIn } from './apps';

const address = (valueUrl: string) => ({ resourceType: 'Parameters' as const, parameter: [{ name: 'address', valueUrl }] });

test('apps are read with what is told of them', () => {
  const part = [
    { name: 'client', valueString: 'growth' },
    { name: 'name', valueString: 'Vekstkurver' },
  ];
  expect(appsIn({ resourceType: 'Parameters', parameter: [{ name: 'app', part }, { name: 'more' }] })).toEqual([{ client: 'growth', name: 'Vekstkurver', description: '' }]);
  expect(appsIn({ resourceType: 'Parameters' })).toEqual([]);
});

test('only an address of a page is opened', () => {
  expect(launchAddressIn(address('https://apps.example/launch?iss=x'))).toBe('https://apps.example/launch?iss=x');
  expect(() => launchAddressIn(address('javascript:alert(1)'))).toThrow();
  expect(() => launchAddressIn({ resourceType: 'Parameters' })).toThrow();
});
