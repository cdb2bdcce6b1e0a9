import random
import unittest
from types import SimpleNamespace

import records
import router_scenario
import search_scenario


class CrudMix(unittest.TestCase):
    def test_an_iteration_is_nine_of_each(self):
        deeds = [request['method'] for request in router_scenario.mix()]
        self.assertEqual(deeds, ['POST'] * 9 + ['GET'] * 9 + ['PUT'] * 9 + ['DELETE'] * 9)

    def test_deletes_come_in_reverse(self):
        kinds = [request['kind'].split()[1] for request in router_scenario.mix()]
        self.assertEqual(kinds[27:], kinds[:9][::-1])

    def test_every_update_changes_something(self):
        mix = router_scenario.mix()
        for created, updated in zip(mix[:9], mix[18:27]):
            self.assertNotEqual({**updated['body'], 'id': None}, {**created['body'], 'id': None})


class SearchMix(unittest.TestCase):
    def setUp(self):
        chance = random.Random(7)
        of = {'Observation': [], 'Encounter': [], 'MedicationRequest': []}
        clinics = [made for made in records.clinics() if made['resourceType'] == 'Organization']
        self.sample = SimpleNamespace(patients=[], organizations=clinics, of=of)
        for _ in range(20):
            for _, made in records.resident(chance):
                of.get(made['resourceType'], self.sample.patients).append(made)
        self.mix = search_scenario.Mix(self.sample, chance)

    def test_an_iteration_is_twenty_four_queries(self):
        self.assertEqual(len(self.mix.kinds()), 24)

    def test_each_kind_misses_now_and_then_and_mostly_does_not(self):
        for kind, make in self.mix.kinds().items():
            misses = sum(make().must_find is False for _ in range(400))
            self.assertTrue(20 < misses < 90, f'{kind}: {misses} of 400')

    def test_a_value_with_signs_of_the_syntax_is_escaped(self):
        self.assertEqual(search_scenario.escaped('a,b|c$d\\e'), 'a\\,b\\|c\\$d\\\\e')


if __name__ == '__main__':
    unittest.main()
