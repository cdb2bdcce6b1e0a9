import unittest

import rows
from rows import Goal, verdict


def load_result(rate=100.0, requests=300, errors=0, **more):
    return {'rate': rate, 'p50_us': 10.0, 'p99_us': 20.0, 'requests': requests, 'errors': errors, 'unsent': 0,
            'server_cpu_us': 5.0, 'statuses': {'200': requests}, 'kinds': {}, **more}


class Verdicts(unittest.TestCase):
    def test_a_row_without_a_goal_is_not_judged(self):
        self.assertEqual(verdict({'rate': 1}), '')

    def test_a_rate_must_be_at_least_and_a_time_at_most(self):
        goal = Goal(rate=100, p99=50)
        self.assertEqual(verdict({'rate': 100, 'p99': 50, 'goal': goal}), 'met')
        self.assertEqual(verdict({'rate': 99, 'p99': 51, 'goal': goal}), 'not met: rate, p99')

    def test_a_figure_that_is_missing_is_not_met(self):
        self.assertEqual(verdict({'rate': None, 'goal': Goal(rate=1, ratio=0.5)}), 'not met: rate, ratio')

    def test_errors_spoil_the_goal(self):
        self.assertEqual(verdict({'rate': 100, 'errors': 1, 'goal': Goal(rate=1)}), 'not met: errors')

    def test_wrong_answers_spoil_the_goal(self):
        self.assertEqual(verdict({'rate': 100, 'wrong': ['token Patient.x'], 'goal': Goal(rate=1)}), 'not met: wrong')

    def test_requests_that_were_not_sent_spoil_the_goal(self):
        self.assertEqual(verdict({'rate': 100, 'unsent': 7, 'goal': Goal(rate=1)}), 'not met: unsent')

    def test_a_goal_that_asks_for_more_than_there_is_is_not_judged(self):
        goal = Goal('a million resources', rate=100)
        self.assertEqual(verdict({'rate': 200, 'goal': goal}), 'not judged: asks a million resources (here: held)')
        self.assertEqual(verdict({'rate': 50, 'goal': goal}), 'not judged: asks a million resources (here: not rate)')


class Rows(unittest.TestCase):
    def test_figures_are_medians_and_errors_are_sums(self):
        made = rows.row('x', [load_result(rate=100.0, errors=1), load_result(rate=300.0, errors=2), load_result(rate=110.0)])
        self.assertEqual((made['rate'], made['errors'], made['asked']), (110.0, 3, 903))

    def test_a_round_that_served_nothing_has_no_waiting_times(self):
        nothing = load_result(rate=0.0, requests=0, errors=9)
        del nothing['p50_us'], nothing['p99_us']
        self.assertEqual(rows.row('x', [nothing])['p99'], None)

    def test_a_kind_tells_what_it_was_refused_with(self):
        kind = load_result(requests=4, errors=3, statuses={'200': 4, '400': 2, '503': 1})
        made = rows.row('x', [load_result(kinds={'token code': kind})] * 2)
        self.assertEqual(made['kinds'][0]['refused'], {'400': 4, '503': 2})

    def test_the_ratio_is_of_the_medians(self):
        made = rows.row('x', [load_result(rate=50.0)], [{'rate': 200.0, 'cpu_us': 1.0}], 'raw SQLite')
        self.assertEqual(made['ratio'], 0.25)


if __name__ == '__main__':
    unittest.main()
