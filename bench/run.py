#!/usr/bin/env python3
"""Measures Helselos beside what it should be measured against, and prints a table.

    bench/run.py                          everything, from build/release
    bench/run.py --only get,create --rounds 5
    bench/run.py --write docs/performance.md

Rates depend on the machine and on what else runs on it; the ratios in a row come from one run in turns.
"""

import argparse
import datetime
import pathlib
import platform
import subprocess
import sys
import tempfile

from programs import Programs
from scenarios import Scenarios

ROOT = pathlib.Path(__file__).resolve().parent.parent
NAMES = {'http': 'http', 'get': 'get', 'create': 'create', 'import': 'import_bundles', 'medplum': 'medplum', 'triage': 'triage'}
COLUMNS = [('what', ''), ('rate', '/s'), ('p50', ' us'), ('p99', ' us'), ('CPU', ' us'), ('beside', ''),
           ('beside rate', '/s'), ('beside CPU', ' us'), ('ratio', ''), ('aim', '')]


def read_options():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument('--build', type=pathlib.Path, default=ROOT / 'build' / 'release')
    options.add_argument('--only', default=','.join(NAMES), help='scenarios, with commas between: ' + ', '.join(NAMES))
    options.add_argument('--rounds', type=int, default=3)
    options.add_argument('--seconds', type=int, default=3, help='of each measurement')
    options.add_argument('--bundles', type=int, default=100, help='made-up bundles of 100 resources to import')
    options.add_argument('--synthea', type=pathlib.Path, help='a folder of bundles to import instead')
    options.add_argument('--write', type=pathlib.Path, help='also write the page into this file')
    return options.parse_args()


def first_line(command):
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip().split('\n')[0]


def machine():
    processor = next((line.split(':')[1].strip() for line in pathlib.Path('/proc/cpuinfo').read_text().splitlines()
                      if line.startswith('model name')), platform.machine())
    cores = sum(line.startswith('processor') for line in pathlib.Path('/proc/cpuinfo').read_text().splitlines())
    memory = int(pathlib.Path('/proc/meminfo').read_text().split()[1]) // (1 << 20)
    load = pathlib.Path('/proc/loadavg').read_text().split()[0]
    return f'{cores} cores of {processor}, {memory} GiB, Linux {platform.release()}, load {load} at the start'


def commit():
    changed = first_line(['git', 'status', '--porcelain', '--untracked-files=no'])
    return first_line(['git', 'rev-parse', '--short', 'HEAD']) + (' with changes' if changed else '')


def cell(value, unit):
    if value is None:
        return ''
    if isinstance(value, str):
        return value
    return f'{value:.2f}' if not unit else f'{value:,.0f}{unit}' if value >= 100 else f'{value:.1f}{unit}'


def table(rows):
    lines = ['| ' + ' | '.join(name for name, _ in COLUMNS) + ' |', '|' + ' --- |' * len(COLUMNS)]
    for row in rows:
        lines.append('| ' + ' | '.join(cell(row.get(name), unit) for name, unit in COLUMNS) + ' |')
    return '\n'.join(lines)


def page(rows, failures, options):
    today = datetime.datetime.now(datetime.timezone.utc).date()
    parts = [
        '# Performance\n',
        f'Measured {today} at commit {commit()} with `bench/run.py --rounds {options.rounds} --seconds {options.seconds}`.',
        f'Machine: {MACHINE}. Clients run on the same machine.',
        'Rates are medians of rounds taken in turns; CPU is that of the server for one request or resource.\n',
        table(rows)]
    parts += [f'\nNot measured: {name}: {reason}' for name, reason in failures]
    return '\n'.join(parts) + '\n'


def main():
    options = read_options()
    rows, failures = [], []
    with tempfile.TemporaryDirectory(prefix='helselos-bench-') as folder:
        pathlib.Path(folder).chmod(0o755)  # nginx reads as another user.
        scenarios = Scenarios(Programs(options.build.resolve()), pathlib.Path(folder), options)
        for name in options.only.split(','):
            print(f'{name} ...', file=sys.stderr, flush=True)
            try:
                rows += getattr(scenarios, NAMES[name])()
            except (RuntimeError, OSError, subprocess.CalledProcessError) as error:
                failures.append((name, str(error)))
                print(f'{name}: {error}', file=sys.stderr)
    text = page(rows, failures, options)
    print(text)
    if options.write:
        options.write.write_text(text, encoding='utf-8')
    return 1 if failures else 0


MACHINE = machine()  # At the start: the load is ours afterwards.

if __name__ == '__main__':
    sys.exit(main())
