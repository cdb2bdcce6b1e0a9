import { describe, expect, it } from 'vitest';
import { partsOf } from '@shared/api/libraries';
import { protocol } from './example';
import { openProtocol, originOf, readProtocol, sourceKey, UnknownForm } from './read';

const base64 = (value: unknown) => btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(value))));
const library = (...content: { title: string; data: string; contentType?: string }[]) => ({ resourceType: 'Library' as const, status: 'draft' as const, type: {}, content });

describe('a Library', () => {
  it('gives protocol.json with its Norwegian letters', () => {
    const named = { ...protocol, title: { nb: 'Vondt i øret', nn: 'Vondt i øyret', en: 'Ear pain' } };
    const opened = openProtocol(partsOf(library({ title: 'protocol.json', data: base64(named) })));
    expect(opened.protocol.title.nb).toBe('Vondt i øret');
  });

  it('without protocol.json is refused', () => {
    expect(() => partsOf(library({ title: 'else.json', data: base64({}) }))).toThrow('no protocol.json');
  });

  it('whose proof is of other content has no proof', () => {
    const proof = (fingerprint: string) => base64({ form: 1, fingerprint, installed: '2026-11-22T10:00:00Z', laws: { 'no-gap': 3 } });
    const opened = (fingerprint: string) => openProtocol(partsOf(library({ title: 'protocol.json', data: base64(protocol) }, { title: 'proof.json', data: proof(fingerprint) })));
    expect(opened('abc').proof?.laws).toEqual({ 'no-gap': 3 });
    expect(opened('other').proof).toBeUndefined();
  });
});

describe('protocol.json', () => {
  it('of a form this page does not know is refused', () => {
    expect(() => readProtocol({ ...protocol, form: 2 })).toThrow(UnknownForm);
  });

  it('that lacks a list is refused', () => {
    expect(() => readProtocol({ ...protocol, cases: undefined })).toThrow('no cases');
  });

  it('tells where a rule comes from', () => {
    expect(['red-screen.yaml:3', 'general-rules.yaml:9', 'protocols/cough.yaml:1'].map((place) => originOf({ place }))).toEqual(['red-screen', 'general', 'own']);
  });

  it('names a source without its chapter', () => {
    expect(sourceKey('NAKOS 01-07')).toBe('NAKOS');
  });
});
