"""Codes of a system of 400,000 concepts: are they in a value set that says is-a, and which does a word find."""

import random
import subprocess

import code_system
import programs
from measuring import CLIENTS
from rows import Goal, all_good, row

CONCEPTS = 400_000
SET = 'https://example.org/bench/below'
BELOW = 1000003  # A branch of some ten thousand.
DEFINITION = {'resourceType': 'ValueSet', 'id': 'below', 'url': SET, 'status': 'active', 'compose': {'include': [
    {'system': code_system.URL, 'filter': [{'property': 'concept', 'op': 'is-a', 'value': str(BELOW)}]}]}}


def truth():
    """Which concepts are below, by walking through what was written."""
    below = set()
    for concept in code_system.concepts(CONCEPTS, 1):
        parents = {parent['valueCode'] for parent in concept.get('property', ())}
        if concept['code'] == str(BELOW) or parents & below:
            below.add(concept['code'])
    return below


def path(code):
    return f'/fhir/ValueSet/$validate-code?url={SET}&system={code_system.URL}&code={code}'


def is_in(server, code):
    _, answer = server.try_ask('GET', path(code))
    return answer['parameter'][0]['valueBoolean']


def terminology(measuring):
    folder = measuring.fresh('terminology')
    code_system.write(folder / 'codes.ndjson', CONCEPTS)
    subprocess.run([measuring.tools.build / 'helselos', 'terminology', 'add', folder / 'codes.ndjson', '--data', folder / 'data'],
                   check=True, capture_output=True)
    below = truth()
    chance = random.Random(2)
    codes = [str(1000000 + chance.randrange(CONCEPTS)) for _ in range(2_000)]
    asked = programs.write_requests(folder / 'asked.ndjson', [{'path': path(code)} for code in codes])
    words = programs.write_requests(folder / 'words.ndjson', [
        {'path': f'/fhir/ValueSet/$expand?url={SET}&count=20&filter={chance.choice(code_system.WORDS)[:7]}+{chance.choice(code_system.WORDS)[:4]}'}
        for _ in range(500)])
    with measuring.tools.helselos(folder / 'data') as server:
        server.try_ask('PUT', '/fhir/ValueSet/below', body=DEFINITION)
        for code in codes[:200]:
            if is_in(server, code) != (code in below):
                raise RuntimeError(f'$validate-code answers wrongly for {code}')
        checked, found = measuring.turns(
            lambda: measuring.load(server, '--requests', asked, '--connections', CLIENTS),
            lambda: measuring.load(server, '--requests', words, '--connections', CLIENTS))
    return [row('$validate-code by is-a in 400,000 concepts', all_good(checked), goal=Goal(rate=20_000)),
            row('$expand by words in them', all_good(found))]


SCENARIOS = {'terminology': terminology}
