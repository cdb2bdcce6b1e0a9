#!/usr/bin/env python3
"""Plays the *.case files, and the examples of the guides, against the program: tests/rest/run.py [--server URL] [NAME].

Starts build/release/helselos (or what HELSELOS_BINARY names) on an empty data folder; cases with
`as:` meet a second one with the demo persons. With --server the cases go to a running server,
with no token. NAME picks the cases with it as a part of their file's or their own name. Closes
with "N passed, N failed".
"""

import argparse
import contextlib
import os
import sys
import urllib.error
from pathlib import Path
from urllib.parse import urlsplit

import case_file
import play
import program

HERE = Path(__file__).resolve().parent
GUIDES = program.ROOT / "docs" / "guides"
NOBODY = "nobody"


class Servers:
    """Starts what the cases need, when they first need it, and stops all at the end."""

    def __init__(self, binary, running, stack):
        self.m_binary = binary
        self.m_running = running
        self.m_stack = stack
        self.m_started = {}
        self.m_tokens = {}

    def for_case(self, case):
        if self.m_running:
            parts = urlsplit(self.m_running)
            return play.Server(parts.netloc, parts.path.rstrip("/"))
        if not case.person:
            return play.Server(self.started("--auth", "off", "--environment", case.environment).address)
        address = self.started("--demo").address
        return play.Server(address, token="" if case.person == NOBODY else self.token(address, case.person))

    def started(self, *arguments):
        if arguments not in self.m_started:
            self.m_started[arguments] = self.m_stack.enter_context(program.Program(self.m_binary, list(arguments)))
        return self.m_started[arguments]

    def token(self, address, person):
        if person not in self.m_tokens:
            self.m_tokens[person] = program.token(address, person)
        return self.m_tokens[person]

    def fallen(self):
        """The logs of programs that ended by themselves."""
        return [each.log() for each in self.m_started.values() if not each.is_running()]


class Run:
    def __init__(self, servers, part):
        self.m_servers = servers
        self.m_part = part
        self.passed = 0
        self.failed = 0

    def play_file(self, path):
        text = path.read_text(encoding="utf-8")
        file = case_file.read_case_file(path.name, case_file.examples_in(text) if path.suffix == ".md" else text)
        cases = [case for case in file.cases if self.m_part in f"{path.stem} {case.name}"]
        variables = {"shared": play.unique()}
        if cases and file.given.steps and not self.attempt(file.given, variables):
            self.failed += len(cases)
            return
        for case in cases:
            if self.attempt(case, dict(variables)):
                self.passed += 1
            else:
                self.failed += 1

    def attempt(self, case, variables):
        try:
            play.play(case, self.m_servers.for_case(case), variables)
        except (play.Failed, program.DidNotStart, urllib.error.URLError) as error:
            print(f"FAIL: {case.file}: {case.name}\n  {error}\n", flush=True)
            return False
        return True


def read_arguments(arguments):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--server", default="")
    parser.add_argument("name", nargs="?", default="")
    return parser.parse_args(arguments)


def files_in(folder):
    return sorted(folder.rglob("*.case")) + (sorted(GUIDES.rglob("*.md")) if folder == HERE else [])


def main(arguments, folder=HERE):
    given = read_arguments(arguments)
    binary = os.environ.get("HELSELOS_BINARY", str(program.ROOT / "build" / "release" / "helselos"))
    with contextlib.ExitStack() as stack:
        servers = Servers(binary, given.server, stack)
        run = Run(servers, given.name)
        for path in files_in(folder):
            try:
                run.play_file(path)
            except case_file.Misspelt as error:
                print(f"FAIL: {error}", flush=True)
                run.failed += 1
        for log in servers.fallen():
            print(f"FAIL: the program ended by itself; its last words:\n{log}", flush=True)
            run.failed += 1
    print(f"{run.passed} passed, {run.failed} failed", flush=True)
    return 1 if run.failed or not run.passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
