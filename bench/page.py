"""The page that tells what was measured: where, the table, and the kinds of each mix."""

import datetime
import pathlib
import platform
import subprocess

import disk
from rows import verdict

LIMITS = 'performance-limits.md'  # Written by hand, beside the page; the page only points to it.


class Where:
    """The machine and the state of the source, as they were at the start: the load is ours afterwards."""

    def __init__(self, root):
        self.root = root
        self.machine = machine()
        self.commit = commit(root)
        self.disk = ''

    def look_at_disk(self, folder):
        self.disk = f'{disk.kind_of(folder)}, {disk.syncs_per_second(folder, 1):,.0f} times a second 4 KiB made durable one after the other'


def first_line(command, folder):
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout.strip().split('\n')[0]


def machine():
    described = pathlib.Path('/proc/cpuinfo').read_text().splitlines()
    processor = next((line.split(':')[1].strip() for line in described if line.startswith('model name')), platform.machine())
    cores = sum(line.startswith('processor') for line in described)
    memory = int(pathlib.Path('/proc/meminfo').read_text().split()[1]) // (1 << 20)
    load = pathlib.Path('/proc/loadavg').read_text().split()[0]
    return f'{cores} cores of {processor}, {memory} GiB, Linux {platform.release()}, load {load} at the start'


def commit(root):
    changed = first_line(['git', 'status', '--porcelain', '--untracked-files=no'], root)
    return first_line(['git', 'rev-parse', '--short', 'HEAD'], root) + (' with changes' if changed else '')


def figure(value, unit=''):
    if value is None:
        return ''
    return f'{value:,.0f}{unit}' if value >= 100 else f'{value:.1f}{unit}'


def errors_of(row):
    """Empty when nobody counted."""
    if 'errors' not in row:
        return ''
    parts = [f'{row["errors"]:,} of {row["asked"]:,}' if row['errors'] else '0']
    if row['unsent']:
        parts.append(f'{row["unsent"]:,} not even sent')
    return ', '.join(parts)


def goal_of(row):
    return row['goal'].text(row.get('beside', '')) if row.get('goal') else ''


COLUMNS = {
    'what': lambda row: row['what'],
    'corpus': lambda row: row.get('corpus', ''),
    'rate': lambda row: figure(row.get('rate'), '/s'),
    'errors': errors_of,
    'p50': lambda row: figure(row.get('p50'), ' us'),
    'p99': lambda row: figure(row.get('p99'), ' us'),
    'CPU': lambda row: figure(row.get('CPU'), ' us'),
    'disk': lambda row: figure(row.get('syncs'), '/s'),
    'beside': lambda row: row.get('beside', ''),
    'beside rate': lambda row: figure(row.get('beside rate'), '/s'),
    'beside CPU': lambda row: figure(row.get('beside CPU'), ' us'),
    'ratio': lambda row: f'{row["ratio"]:.2f}' if 'ratio' in row else '',
    'also': lambda row: row.get('said', ''),
    'goal': goal_of,
    'verdict': verdict,
}


def table(columns, rows):
    used = {name: cell for name, cell in columns.items() if name == 'what' or any(cell(row) for row in rows)}
    lines = ['| ' + ' | '.join(used) + ' |', '|' + ' --- |' * len(used)]
    lines += ['| ' + ' | '.join(cell(row) for cell in used.values()) + ' |' for row in rows]
    return '\n'.join(lines)


def verdict_of_kind(kind, wrong):
    said = [f'{count:,} times {status}' for status, count in sorted(kind['refused'].items())]
    return ', '.join(said + (['wrong answer'] if kind['kind'] in wrong else []))


def kinds_table(row):
    """What each kind of request of a mix took, and which are refused or answered wrongly."""
    wrong = row.get('wrong', [])
    return table({
        'what': lambda kind: kind['kind'],
        'rate': lambda kind: figure(kind['rate'], '/s'),
        'p50': lambda kind: figure(kind['p50'], ' us'),
        'p99': lambda kind: figure(kind['p99'], ' us'),
        'asked': lambda kind: f'{kind["asked"]:,}',
        'errors': lambda kind: verdict_of_kind(kind, wrong),
    }, row['kinds'])


def page(rows, failures, where, options):
    today = datetime.datetime.now(datetime.timezone.utc).date()
    parts = [
        '# Performance\n',
        f'Measured {today} at commit {where.commit} with `bench/run.py --rounds {options.rounds} --seconds {options.seconds}'
        f'{" --large" if options.large else ""}`.' + (' **A quick look, not a measurement.**' if options.quick else ''),
        f'Machine: {where.machine}. Disk: {where.disk}. Clients run on the same machine.',
        'Rates are medians of rounds taken in turns and count good answers only, as do the waiting times; CPU is that of the',
        'server for one request or resource; "disk" is how often a second it made 4 KiB durable in the same round.',
        f'How to run it: [bench/README.md](../bench/README.md). What limits each: [{LIMITS}]({LIMITS}).\n',
        table(COLUMNS, rows) if rows else '']
    parts += [f'\nNot measured: {name}: {reason}' for name, reason in failures]
    parts += [f'\n## {row["what"]}, by kind\n\n{kinds_table(row)}' for row in rows if row.get('kinds')]
    return '\n'.join(parts) + '\n'
