"""All there is about one patient, of patients by chance from the corpus."""

import random

import programs
from measuring import SEED
from rows import Goal, row
from sample import Sample

CLIENTS = 16
ASKED = 500


def everything(measuring):
    corpus = measuring.loaded()
    chance = random.Random(SEED)
    with measuring.tools.helselos(corpus.data) as server:
        patients = Sample(server, chance).patients
        requests = [{'method': 'GET', 'path': f'/fhir/Patient/{chance.choice(patients)["id"]}/$everything?_count=1000',
                     'headers': ['Accept: application/fhir+json'], 'kind': '$everything'} for _ in range(ASKED)]
        file = programs.write_requests(measuring.fresh('everything') / 'asked.ndjson', requests)
        own, = measuring.turns(lambda: measuring.load(server, '--requests', file, '--connections', CLIENTS))
    return [row(f'Patient/$everything, {CLIENTS} clients', own, goal=Goal(rate=300), corpus=corpus.text())]


SCENARIOS = {'everything': everything}
