"""From the start of the program to the first healthy answer, and what is resident then."""

import programs
from measuring import LARGE_RESOURCES
from rows import Goal


def start(measuring):
    corpus = measuring.at_hand()
    taken = [measuring.tools.start_up(corpus.data) for _ in range(measuring.rounds)]
    seconds = programs.median(seconds for seconds, _ in taken)
    resident = programs.median(resident for _, resident in taken)
    asks = None if corpus.resources >= LARGE_RESOURCES else 'a million resources (--large)'
    return [{'what': 'start', 'corpus': corpus.text(), 'goal': Goal(asks, seconds=1, resident=150),
             'seconds': seconds, 'resident': resident, 'said': f'{seconds:.2f} s, {resident:.0f} MB resident'}]


SCENARIOS = {'start': start}
