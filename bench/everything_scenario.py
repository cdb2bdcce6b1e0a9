"""All there is about one patient, of patients by chance from the corpus."""

import random

from measuring import SEED
from rows import Goal, row
from sample import Sample

CLIENTS = 16
PATIENTS = 200


def everything(measuring):
    data = measuring.loaded()
    chance = random.Random(SEED)
    with measuring.tools.helselos(data) as server:
        patients = Sample(server).patients
        asked = [f'/fhir/Patient/{chance.choice(patients)["id"]}/$everything?_count=1000' for _ in range(PATIENTS)]
        own, = measuring.turns(lambda: measuring.load(server, *(part for path in asked for part in ('--path', path)), '--connections', str(CLIENTS)))
    return [row('Patient/$everything, pages of 1,000', own, goal=Goal(rate=300))]


SCENARIOS = {'everything': everything}
