"""Runs every test of the project and closes with "N passed, N failed".

usage: ./test [--fast] [--tidy] [NAME]

  --fast   without sanitizers, crash tests, other clients and browser
  --tidy   also clang-tidy over all C++ (some half an hour)
  NAME     only the suite of that name, or the tests with NAME as a part of theirs

Logs are in build/logs. The exit code is 0 only when something ran and nothing failed.
"""

import argparse
import sys
import time
from dataclasses import dataclass

import counts
import process
import suites

NAMES_SHOWN_MAX = 20


@dataclass(frozen=True)
class Choice:
    fast: bool
    tidy: bool
    name: str


def read_arguments(arguments):
    parser = argparse.ArgumentParser(prog="./test")
    parser.format_help = lambda: __doc__
    parser.add_argument("--fast", action="store_true")
    parser.add_argument("--tidy", action="store_true")
    parser.add_argument("name", nargs="?", default="")
    given = parser.parse_args(arguments)
    return Choice(given.fast, given.tidy, given.name)


def chosen(table, choice):
    """The suites to run and the arguments each gets in addition."""
    named = [suite for suite in table if suite.name == choice.name]
    if named:
        return [(suite, []) for suite in named]
    pairs = []
    for suite in table:
        if (suite.asked_only and not choice.tidy) or (choice.fast and not suite.fast):
            continue
        if not choice.name:
            pairs.append((suite, []))
        elif suite.with_filter:
            pairs.append((suite, suite.with_filter(choice.name)))
    return pairs


class Report:
    """One calm line for each step, and the sum."""

    def __init__(self, filtered):
        self.total = counts.Counts()
        self.broken = False
        self.m_filtered = filtered

    def begin(self, name):
        print(f"  {name:<16}", end="", flush=True)

    def end(self, words, seconds):
        print(f"{words:<40} {seconds:7.1f} s", flush=True)

    def fail(self, words, finished, names=()):
        for name in names[:NAMES_SHOWN_MAX]:
            print(f"      failed: {name}")
        if len(names) > NAMES_SHOWN_MAX:
            print(f"      and {len(names) - NAMES_SHOWN_MAX} more")
        if words:
            print(f"      {words}")
        if finished:
            if not names:
                print("\n" + finished.last_lines(30) + "\n")
            print(f"      the whole log: {finished.log.relative_to(process.ROOT)}", flush=True)

    def one_failure(self, words, finished=None):
        self.total.failed += 1
        self.fail(words, finished)

    def take(self, finished, found, may_skip_all=False):
        """Adds what a suite counted. A suite that did not finish counting is a failure itself."""
        if found is None:
            self.end("did not finish", finished.seconds)
            self.one_failure(f"ended with code {finished.code} before it counted", finished)
            return
        skipped_all = may_skip_all and found.skipped > 0
        if self.m_filtered:
            found.skipped = 0  # Those of another name; a filter skips nothing that was asked for.
        self.end(found.sentence(), finished.seconds)
        self.total.add(found)
        if found.failed:
            self.fail("", finished, found.names_failed)
        elif found.ran() == 0:
            if not self.m_filtered and not (skipped_all and finished.code == 0):
                self.one_failure("ran nothing", finished)
        elif finished.code != 0:
            self.one_failure(f"ended with code {finished.code} though nothing failed", finished)


class Builds:
    """Makes each build once, before the first suite that needs it."""

    def __init__(self, report):
        self.m_report = report
        self.m_builds = suites.builds()
        self.m_made = {}

    def is_made(self, name):
        if name not in self.m_made:
            self.m_made[name] = self.make(self.m_builds[name])
        return self.m_made[name]

    def make(self, build):
        label = f"{build.name} build"
        self.m_report.begin(label)
        finished = process.run(f"build-{build.name}", build.command, build.seconds_max)
        self.m_report.end("done" if finished.code == 0 else "failed", finished.seconds)
        if finished.code != 0:
            self.m_report.one_failure("", finished)
        return finished.code == 0


def run_suite(suite, extra, builds, report):
    if not all([builds.is_made(name) for name in suite.needs]):
        report.begin(suite.name)
        report.end("not run: its build failed", 0)
        report.broken = True
        return
    report.begin(suite.name)
    if not suites.is_here(suite):
        report.end("not here", 0)
        report.one_failure(f"{suite.lives_in} does not exist")
        return
    finished = process.run(suite.name, suite.command + extra, suite.seconds_max, dict(suite.environment))
    report.take(finished, suite.read_counts(finished), suite.may_skip_all)


def main(arguments):
    choice = read_arguments(arguments)
    begin = time.monotonic()
    report = Report(filtered=bool(choice.name))
    builds = Builds(report)
    for suite, extra in chosen(suites.suites(choice.fast), choice):
        run_suite(suite, extra, builds, report)
    print(f"\n  in {time.monotonic() - begin:.0f} s\n")
    if report.total.ran() == 0:
        print(f"  nothing ran{': no test has ' + choice.name + ' in its name' if choice.name else ''}\n")
    print(report.total.sentence(), flush=True)
    return 0 if report.total.ran() and not report.total.failed and not report.broken else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
