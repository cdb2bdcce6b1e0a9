"""A made-up code system the size of SNOMED CT, as NDJSON; the same for the same seed.

    bench/code_system.py FILE [--concepts 400000] [--seed 1]

Each concept has one to three parents among earlier ones, near each other more often than not, so that the hierarchy is
about as deep and as tangled as the real one; displays are of three to five words.
"""
import argparse
import json
import random

URL = 'https://example.org/bench/codes'
WORDS = [first + second for first in 'acute chronic upper lower left open closed severe mild total'.split()
         for second in 'itis osis oma algia emia pathy plasty ectomy scopy graphy trophy stasis'.split()]


def parents_of(number, first_parents, children, chance):
    """One anywhere above, and perhaps more: mostly among its siblings, as in the real one, now and then anywhere."""
    first = int(number * chance.random())
    found = {first}
    for _ in range(chance.choice((0, 0, 0, 1, 1, 2))):
        near = children[first_parents[first]]
        found.add(chance.choice(near) if near and chance.random() < 0.9 else int(number * chance.random()))
    return first, sorted(found)


def concepts(count, seed):
    chance = random.Random(seed)
    first_parents, children = [0], [[] for _ in range(count)]
    yield {'code': '1000000', 'display': 'All there is'}
    for number in range(1, count):
        first, parents = parents_of(number, first_parents, children, chance)
        first_parents.append(first)
        children[first].append(number)
        words = [chance.choice(WORDS) for _ in range(chance.randint(3, 5))]
        yield {'code': str(1000000 + number), 'display': f'{" ".join(words).capitalize()} {number}',
               'property': [{'code': 'parent', 'valueCode': str(1000000 + parent)} for parent in parents]}


def write(path, count=400_000, seed=1):
    with open(path, 'w', encoding='utf-8') as out:
        heading = {'resourceType': 'CodeSystem', 'url': URL, 'version': str(seed), 'name': 'Bench', 'status': 'active',
                   'content': 'complete', 'hierarchyMeaning': 'is-a', 'property': [{'code': 'parent', 'type': 'code'}]}
        print(json.dumps(heading), file=out)
        for concept in concepts(count, seed):
            print(json.dumps(concept), file=out)


if __name__ == '__main__':
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument('file')
    asked.add_argument('--concepts', type=int, default=400_000)
    asked.add_argument('--seed', type=int, default=1)
    given = asked.parse_args()
    write(given.file, given.concepts, given.seed)
