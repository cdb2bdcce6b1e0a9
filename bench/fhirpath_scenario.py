"""FHIRPath beside npm's `fhirpath`: the same expressions over the same resources, each compiled once.

    python3 bench/fhirpath_scenario.py [build folder] [seconds]      only this, as a plain table
"""

import json
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile

import records
from rows import Goal, row

PEER = pathlib.Path(__file__).resolve().parent / 'fhirpath'
RESOURCES = 200
# Extraction as search does it, invariants as validation tests them, and what users write.
EXPRESSIONS = [
    ('a path', 'Patient.name.given'),
    ('a path with a filter', "Patient.name.where(use = 'official').family"),
    ('a search parameter', 'Patient.telecom.where(system = \'phone\').value | Patient.contact.telecom.value'),
    ('a choice', '(Observation.value as Quantity).value > 100'),
    ('codes', "Observation.code.coding.where(system = 'http://loinc.org' and code = '8867-4').exists()"),
    ('an invariant', "(name.exists() and name.all(family.exists() or given.exists())) or status.exists()"),
    ('an invariant over references', "contained.where(('#' + id in %resource.descendants().reference).not()).empty()"),
    ('all descendants', 'descendants().count()'),
    ('text', "name.select(given.first() & ' ' & family).upper().length() > 3 or status.matches('^[a-z]+$')"),
    ('dates', 'birthDate + 18 years <= @2026-11-22'),
    ('quantities', "value.ofType(Quantity) > 1 'kg' or value.exists().not()"),
    ('arithmetic', '(1 + 2 * 3.5 - 7 div 2) * 4 > 10 and true'),
    ('a sum', '(1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9).aggregate($this + $total, 0) = 45'),
]


def write_resources(file, chance):
    made = [records.patient(chance) if number % 2 else records.observation(chance, 'Patient/1') for number in range(RESOURCES)]
    file.write_text('\n'.join(map(json.dumps, made)) + '\n', encoding='utf-8')


def commands(tool, file, expression, seconds):
    if not (PEER / 'node_modules').is_dir():
        subprocess.run(['npm', 'ci', '--silent', '--ignore-scripts'], cwd=PEER, check=True)
    arguments = [str(file), expression, str(seconds)]
    return [tool, *arguments], ['node', str(PEER / 'evaluate.mjs'), *arguments]


def refuse_difference(what, own, beside):
    """Being quick at another answer is worth nothing."""
    if own[0]['items'] != beside[0]['items']:
        raise RuntimeError(f'{what}: {own[0]["items"]} items here, {beside[0]["items"]} there')


def fhirpath(measuring):
    file = measuring.fresh('fhirpath') / 'resources.ndjson'
    write_resources(file, measuring.chance)
    rows = []
    for what, expression in EXPRESSIONS:
        here, there = commands(measuring.tools.tool('fhirpath'), file, expression, measuring.seconds)
        own, beside = measuring.turns(lambda: measuring.tools.measure(here), lambda: measuring.tools.measure(there))
        refuse_difference(what, own, beside)
        rows.append(row(f'FHIRPath, {what}', own, beside, 'npm fhirpath', Goal(ratio=20)))
    return rows


def measured(command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(done.stderr.strip())
    return [json.loads(done.stdout.splitlines()[-1])]


def main():
    build = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else 'build/release')
    seconds = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    ratios = []
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / 'resources.ndjson'
        write_resources(file, random.Random(190723))
        for what, expression in EXPRESSIONS:
            here, there = commands(str(build / 'bench' / 'bench_fhirpath'), file, expression, seconds)
            own, beside = measured(here), measured(there)
            refuse_difference(what, own, beside)
            ratios.append(own[0]['rate'] / beside[0]['rate'])
            print(f'{what:<30} {own[0]["rate"]:>12,.0f}/s {beside[0]["rate"]:>12,.0f}/s {ratios[-1]:>8.1f}')
    print(f'median {statistics.median(ratios):.1f}, least {min(ratios):.1f}')


SCENARIOS = {'fhirpath': fhirpath}

if __name__ == '__main__':
    main()
