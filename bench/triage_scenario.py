"""One step of an interview, over HTTP."""

import interview
import programs
from rows import Goal, all_good, row


def triage(measuring):
    """All steps of one interview, one caller at a time."""
    folder = measuring.fresh('triage')
    with measuring.tools.helselos(folder / 'data') as server:
        steps = interview.steps(server)[:-1]
        file = programs.write_requests(folder / 'steps.ndjson', [
            {'method': 'POST', 'path': interview.STEP_PATH, 'headers': ['Content-Type: application/fhir+json'], 'body': step}
            for step in steps])
        own, = measuring.turns(lambda: measuring.load(server, '--requests', file, '--connections', 1))
    return [row(f'triage step, {len(steps)} steps in turn', all_good(own), goal=Goal(p99=1_000))]


SCENARIOS = {'triage': triage}
