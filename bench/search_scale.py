#!/usr/bin/env python3
"""Whether a search stays as quick while the data grows: the same questions at 1, 4, 16 ... times a corpus.

    bench/search_scale.py --synthea DIR                        1x and 4x, into a folder that is thrown away
    bench/search_scale.py --synthea DIR --scales 1,4,16,64 --data FOLDER
    bench/search_scale.py --synthea DIR --only code-date,chain --write docs/search-scale.md

The corpus is a folder of transaction bundles; each time it is put in, all its resources get new ids. Values are
taken from it at random, the same for the same seed. The law: the median of a kind of question does not grow with
the data where its answer does not.
"""

import argparse
import pathlib
import random
import sys
import tempfile

from programs import Programs, write_requests
from search_values import Values
from search_kinds import KINDS

ROOT = pathlib.Path(__file__).resolve().parent.parent
FLAT = 2.0  # More than so many times slower than at the first scale is told.


def read_options():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument('--build', type=pathlib.Path, default=ROOT / 'build' / 'release')
    options.add_argument('--content', type=pathlib.Path, default=ROOT / 'content')
    options.add_argument('--synthea', type=pathlib.Path, required=True, help='a folder of transaction bundles')
    options.add_argument('--data', type=pathlib.Path, help='where the store grows; kept afterwards')
    options.add_argument('--there', type=int, default=0, help='how many times the corpus is in --data already')
    options.add_argument('--scales', default='1,4', help='how many times the corpus, rising')
    options.add_argument('--only', default=','.join(KINDS), help='kinds of questions, with commas between')
    options.add_argument('--questions', type=int, default=40, help='of each kind')
    options.add_argument('--seconds', type=float, default=1, help='for each kind')
    options.add_argument('--clients', type=int, default=1)
    options.add_argument('--seed', type=int, default=190723)
    options.add_argument('--write', type=pathlib.Path, help='also write the table into this file')
    return options.parse_args()


def measure(tools, server, folder, kind, paths, options):
    """Milliseconds at the median and the 99th percentile, and of the server's processor for one answer."""
    file = write_requests(folder / f'{kind}.ndjson', [{'method': 'GET', 'path': path} for path in paths])
    arguments = ['--requests', file, '--connections', options.clients, '--seconds', int(max(1, options.seconds)), '--warm-up', 200]
    result = tools.load(server, arguments)
    bad = {status: count for status, count in result['statuses'].items() if not status.startswith('2')}
    return {'p50': result['p50_us'] / 1000, 'p99': result['p99_us'] / 1000,
            'cpu': result['server_cpu_us'] / 1000, 'bad': bad}


def measure_all(tools, data, folder, questions, options):
    with tools.helselos(data) as server:
        subjects = [entry['resource']['id'] for entry in server.ask('GET', '/fhir/Patient?_count=100')['entry']]
        results = {}
        for kind, templates in questions.items():
            paths = [path.replace('{patient}', subjects[i % len(subjects)]) for i, path in enumerate(templates)]
            results[kind] = measure(tools, server, folder, kind, paths, options)
            print(f'  {kind}: {results[kind]["p50"]:.2f} ms, {results[kind]["cpu"]:.2f} ms of processor', file=sys.stderr, flush=True)
    return results


def table(results):
    scales = list(results)
    head = ['kind'] + [f'{scale}x p50 / p99 / CPU ms' for scale in scales] + ['ratio of p50', 'of CPU']
    lines = ['| ' + ' | '.join(head) + ' |', '|' + ' --- |' * len(head)]
    steep = []
    for kind, first in results[scales[0]].items():
        cells = []
        for scale in scales:
            each = results[scale][kind]
            cells.append(f'{each["p50"]:.2f} / {each["p99"]:.2f} / {each["cpu"]:.2f}' + (f' {each["bad"]}' if each['bad'] else ''))
        ratio = results[scales[-1]][kind]['p50'] / first['p50']
        cells.append(f'{ratio:.2f}')
        steep += [kind] if ratio > FLAT else []
        lines.append('| ' + ' | '.join([kind, *cells, f'{results[scales[-1]][kind]["cpu"] / first["cpu"]:.2f}']) + ' |')
    lines.append(f'\nMore than {FLAT} times the median of {scales[0]}x: {", ".join(steep) or "none"}.')
    return '\n'.join(lines)


def main():
    options = read_options()
    scales = [int(scale) for scale in options.scales.split(',')]
    values = Values.of(options.synthea, random.Random(options.seed))
    questions = {kind: [KINDS[kind](values) for _ in range(options.questions)] for kind in options.only.split(',')}
    with tempfile.TemporaryDirectory(prefix='helselos-scale-') as made:
        folder = pathlib.Path(made)
        data = options.data or folder / 'data'
        tools = Programs(options.build.resolve(), options.content)
        results, put_in = {}, options.there
        for scale in scales:
            seconds = 0
            while put_in < scale:
                seconds += tools.import_files(data, [options.synthea])
                put_in += 1
            print(f'{scale}x, put in within {seconds:.0f} s', file=sys.stderr, flush=True)
            results[scale] = measure_all(tools, data, folder, questions, options)
    text = table(results)
    print(text)
    if options.write:
        options.write.write_text(text + '\n', encoding='utf-8')
    return 0


if __name__ == '__main__':
    sys.exit(main())
