import type { Parameters } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import { changeOf, isEmail, isPhone, noticesIn, type Notices } from './notices';

const before: Notices = { language: 'nb', sms: false, email: false, phone: '90000000', emailAddress: '' };
const names = (change: Parameters) => change.parameter?.map((one) => one.name);

describe('notices', () => {
  it('not told are off, and the language is bokmål', () => {
    expect(noticesIn({ resourceType: 'Parameters' })).toEqual({ language: 'nb', sms: false, email: false, phone: '', emailAddress: '' });
  });

  it('an emptied number is removed, one that never was is not mentioned', () => {
    const change = changeOf({ ...before, phone: ' ' }, before);
    expect(change.parameter?.find((one) => one.name === 'remove')).toEqual({ name: 'remove', valueCode: 'phone' });
    expect(names(change)).not.toContain('email-address');
  });

  it('a new number is sent as written', () => {
    expect(changeOf({ ...before, phone: '911 11 111' }, before).parameter).toContainEqual({ name: 'phone', valueString: '911 11 111' });
  });

  it('tells a number and an address from what cannot be one', () => {
    expect([isPhone('900 00 000'), isPhone('+47 90000000'), isPhone('12'), isPhone('abc')]).toEqual([true, true, false, false]);
    expect([isEmail('a@b.no'), isEmail('a@b'), isEmail('a b@c.no')]).toEqual([true, false, false]);
  });
});
