"""Rows of the table: what was measured, what it is measured beside, and whether its goal is met."""

import statistics

# Figures that are better when larger; of all others less is better.
LARGER_IS_BETTER = {'rate', 'ratio'}
UNITS = {'rate': '/s', 'ratio': ' of {beside}', 'p50': ' us', 'p99': ' us', 'seconds': ' s', 'resident': ' MB', 'growth': ' growth'}


class Goal:
    """Bounds of a row's figures: Goal(rate=5_000, p99=15_000, ratio=0.7). `asks` says what must be so for them to
    be judged, when it is not so in this run: 'a corpus of 100,000 residents'."""

    def __init__(self, asks=None, **bounds):
        self.asks = asks
        self.bounds = bounds

    def text(self, beside=''):
        parts = []
        for name, bound in self.bounds.items():
            sign = '≥' if name in LARGER_IS_BETTER else '≤'
            unit = UNITS[name].format(beside=beside)
            label = f'{name} ' if name in ('p50', 'p99') else ''
            parts.append(f'{label}{sign} {bound:,g}{unit}')
        return ', '.join(parts)

    def missed(self, row):
        """Names of the figures that are out of bounds or missing."""
        def holds(name, bound):
            figure = row.get(name)
            return figure is not None and (figure >= bound if name in LARGER_IS_BETTER else figure <= bound)
        return [name for name, bound in self.bounds.items() if not holds(name, bound)]


def verdict(row):
    """What came of the goal. Errors spoil it: a server that refuses a part of a mix did not hold the mix."""
    goal = row.get('goal')
    if goal is None:
        return ''
    spoilt = [name for name in ('errors', 'unsent', 'wrong') if row.get(name)]
    missed = goal.missed(row) + spoilt
    if goal.asks:
        return f'not judged: asks {goal.asks}' + (f' (here: not {", ".join(missed)})' if missed else ' (here: held)')
    return 'not met: ' + ', '.join(missed) if missed else 'met'


def median(results, name):
    """Of the rounds that have the figure; a round in which nothing was served has no waiting times."""
    figures = [result[name] for result in results if name in result]
    return statistics.median(figures) if figures else None


def all_good(results):
    """For scenarios in which no request may fail: a refused request is quick and worth nothing."""
    for result in results:
        bad = {status: count for status, count in result['statuses'].items() if not status.startswith('2')}
        if bad:
            raise RuntimeError(f'answers that are no success: {bad}')
    return results


def row(what, own, beside=None, beside_name='', goal=None, **cells):
    """One line of the table from lists of results, each a median over its rounds. Other cells by name, such as
    corpus='42,491 resources'."""
    made = {'what': what, 'goal': goal, **cells}
    for name, key in (('rate', 'rate'), ('p50', 'p50_us'), ('p99', 'p99_us'), ('CPU', 'server_cpu_us')):
        made[name] = median(own, key)
    if 'errors' in own[0]:
        made['asked'] = sum(result['requests'] + result['errors'] for result in own)
        made['errors'] = sum(result['errors'] for result in own)
        made['unsent'] = sum(result['unsent'] for result in own)
        made['kinds'] = kinds(own)
    if beside:
        made['beside'] = beside_name
        made['beside rate'] = median(beside, 'rate')
        made['beside CPU'] = median(beside, 'server_cpu_us' if 'server_cpu_us' in beside[0] else 'cpu_us')
        made['ratio'] = made['rate'] / made['beside rate']
    return made


def kinds(results):
    """The figures of each kind of request, over all rounds."""
    names = sorted({name for result in results for name in result['kinds']})
    made = []
    for name in names:
        own = [result['kinds'][name] for result in results if name in result['kinds']]
        statuses = {}
        for result in own:
            for status, count in result['statuses'].items():
                if not status.startswith('2'):
                    statuses[status] = statuses.get(status, 0) + count
        made.append({'kind': name, 'rate': median(own, 'rate'), 'p50': median(own, 'p50_us'), 'p99': median(own, 'p99_us'),
                     'asked': sum(each['requests'] + each['errors'] for each in own), 'refused': statuses})
    return made
