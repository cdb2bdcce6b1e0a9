import { describe, expect, it } from 'vitest';
import { faultOf, fitted } from './pictures';

describe('a picture', () => {
  it('is a JPEG or PNG, and nothing else', () => {
    expect(faultOf({ type: 'image/jpeg', size: 1 })).toBeUndefined();
    expect(faultOf({ type: 'image/png', size: 1 })).toBeUndefined();
    expect(faultOf({ type: 'image/svg+xml', size: 1 })).toBe('kind');
    expect(faultOf({ type: '', size: 1 })).toBe('kind');
  });

  it('is not opened when it is too big for a phone to hold', () => {
    expect(faultOf({ type: 'image/jpeg', size: 40_000_000 })).toBeUndefined();
    expect(faultOf({ type: 'image/jpeg', size: 40_000_001 })).toBe('too-big');
  });

  it('keeps its shape when it is made smaller, and is never made larger', () => {
    expect(fitted(4000, 3000)).toEqual({ width: 2000, height: 1500 });
    expect(fitted(800, 600)).toEqual({ width: 800, height: 600 });
    expect(fitted(10_000, 1)).toEqual({ width: 2000, height: 1 });
  });
});
