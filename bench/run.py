#!/usr/bin/env python3
"""Measures Helselos beside what it should be measured against, and prints a page: each row with its goal, met or not.

    bench/run.py                          everything, from build/release
    bench/run.py --quick --only crud,search
    bench/run.py --large --write docs/performance.md

Rates depend on the machine and on what else runs on it; the ratios in a row come from one run in turns.
"""

import argparse
import importlib
import pathlib
import subprocess
import sys
import tempfile
import traceback

import page
from measuring import Measuring
from programs import Programs

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
# As the table tells them; what stands in no list comes last.
ORDER = ['http', 'get', 'signed-in', 'crud', 'create', 'create-large', 'import', 'search', 'validate', 'validate-bundle',
         'view', 'terminology', 'triage', 'start', 'peer']


def scenarios():
    """All SCENARIOS of bench/*_scenario.py: name to a function that is given a Measuring and returns rows."""
    found = {}
    for file in sorted(HERE.glob('*_scenario.py')):
        found.update(importlib.import_module(file.stem).SCENARIOS)
    return dict(sorted(found.items(), key=lambda item: ORDER.index(item[0]) if item[0] in ORDER else len(ORDER)))


def read_options(names):
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument('--build', type=pathlib.Path, default=ROOT / 'build' / 'release')
    options.add_argument('--only', default=','.join(names), help='scenarios, with commas between: ' + ', '.join(names))
    options.add_argument('--rounds', type=int, default=3)
    options.add_argument('--seconds', type=int, default=3, help='of each measurement')
    options.add_argument('--quick', action='store_true', help='one round of one second: does it run at all?')
    options.add_argument('--large', action='store_true', help='search, start-up, signed-in and creates at a million resources')
    options.add_argument('--residents', type=int, default=1_000, help='of the made-up corpus, ten resources each')
    options.add_argument('--synthea', type=pathlib.Path, help='a folder of bundles to load instead; default synthea in the build folder')
    options.add_argument('--content', type=pathlib.Path, default=ROOT / 'content')
    options.add_argument('--folder', type=pathlib.Path, help='where data are put while measuring: the disk that is measured')
    options.add_argument('--write', type=pathlib.Path, help='also write the page into this file')
    chosen = options.parse_args()
    if chosen.quick:
        chosen.rounds = chosen.seconds = 1
    if chosen.synthea is None and (chosen.build / 'synthea').is_dir():
        chosen.synthea = chosen.build / 'synthea'
    unknown = [name for name in chosen.only.split(',') if name not in names]
    if unknown:
        options.error(f'no such scenario: {", ".join(unknown)}')
    return chosen


def measure(named, options, folder):
    """Rows, and why there are none of a scenario that failed: one does not take the others with it."""
    rows, failures = [], []
    measuring = Measuring(Programs(options.build.resolve(), options.content.resolve()), folder, options)
    for name in options.only.split(','):
        print(f'{name} ...', file=sys.stderr, flush=True)
        try:
            rows += named[name](measuring)
        except (RuntimeError, OSError, subprocess.CalledProcessError) as error:
            failures.append((name, str(error)))
            print(f'{name}: {error}', file=sys.stderr)
        except Exception as error:  # A scenario with a fault of its own.
            failures.append((name, repr(error)))
            traceback.print_exc()
    return rows, failures


def main():
    named = scenarios()
    options = read_options(named)
    where = page.Where(ROOT)
    with tempfile.TemporaryDirectory(prefix='helselos-bench-', dir=options.folder) as folder:
        pathlib.Path(folder).chmod(0o755)  # nginx reads as another user.
        where.look_at_disk(pathlib.Path(folder))
        rows, failures = measure(named, options, pathlib.Path(folder))
    text = page.page(rows, failures, where, options)
    print(text)
    if options.write:
        options.write.write_text(text, encoding='utf-8')
    return 1 if failures else 0


if __name__ == '__main__':
    sys.exit(main())
