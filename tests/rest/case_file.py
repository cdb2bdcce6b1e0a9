"""Reads *.case files: HTTP requests and what their answers must be, as text anyone can write.

The form is told in README.md beside this file.
"""

import re
from dataclasses import dataclass, field, replace

REQUEST = re.compile(r"^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) (.+)$")
HEADER = re.compile(r"^([A-Za-z][A-Za-z0-9-]*):(?: (.*))?$")
PARALLEL = re.compile(r"^times (\d+) parallel$")
EXPECTED = re.compile(r"^---- (.+)$")
ENDS_CHECKS = re.compile(r"^(?:#|again$|times \d+ parallel$|name: )")
STATUSES = re.compile(r"^(?:[1-5](?:\d\d|xx)(?:\|[1-5](?:\d\d|xx))*|\d+x[1-5]\d\d(?: \d+x[1-5]\d\d)*)$")


class Misspelt(Exception):
    """The file cannot be read; says where."""


@dataclass(frozen=True)
class Line:
    number: int
    text: str


@dataclass
class Step:
    line: int
    method: str = ""
    target: str = ""
    headers: list = field(default_factory=list)
    body: str = ""
    parallel: int = 1
    statuses: str = ""
    checks: list = field(default_factory=list)


@dataclass
class Case:
    file: str
    line: int
    name: str
    person: str = ""
    environment: str = "test"
    steps: list = field(default_factory=list)


@dataclass
class CaseFile:
    given: Case
    cases: list


class Reader:
    def __init__(self, file, text):
        self.m_file = file
        self.m_lines = [Line(number, line) for number, line in enumerate(text.splitlines(), 1)]
        self.m_place = 0

    def read(self):
        given = Case(self.m_file, 1, "given")
        cases = []
        while line := self.next_meaningful():
            if line.text == "given" and not cases and not given.steps:
                self.m_place += 1
                given.steps = self.read_steps()
            elif line.text.startswith("name: "):
                cases.append(self.read_case())
            else:
                self.refuse(line, "a case begins with 'name: '")
        names = [case.name for case in cases]
        for case in cases:
            if names.count(case.name) > 1:
                raise Misspelt(f"{self.m_file}:{case.line}: two cases have the name '{case.name}'")
        return CaseFile(given, cases)

    def read_case(self):
        line = self.take()
        case = Case(self.m_file, line.number, line.text[len("name: "):].strip())
        if self.peek_text().startswith("as: "):
            case.person = self.take().text[len("as: "):].strip()
        if self.peek_text().startswith("in: "):
            case.environment = self.take().text[len("in: "):].strip()
        case.steps = self.read_steps()
        if not case.steps:
            self.refuse(line, "the case has no request")
        return case

    def read_steps(self):
        steps = []
        while line := self.next_meaningful():
            if line.text.startswith("name: "):
                break
            steps.append(self.read_step(steps[-1] if steps else None))
        return steps

    def read_step(self, previous):
        line = self.take()
        parallel = 1
        if found := PARALLEL.match(line.text):
            parallel = int(found[1])
            line = self.take()
        if line.text == "again":
            if previous is None:
                self.refuse(line, "'again' needs a request before it")
            step = replace(previous, line=line.number, parallel=parallel, checks=[])
        elif found := REQUEST.match(line.text):
            step = Step(line.number, found[1], found[2], parallel=parallel)
            self.read_headers(step)
            self.read_body(step)
        else:
            self.refuse(line, "a request was expected, like 'GET /Patient/1'")
        self.read_expected(step)
        return step

    def read_headers(self, step):
        while found := HEADER.match(self.peek_text()):
            step.headers.append((found[1], (found[2] or "").strip()))
            self.m_place += 1

    def read_body(self, step):
        lines = []
        while not self.at_end() and not EXPECTED.match(self.peek_text()):
            lines.append(self.take().text)
        step.body = "\n".join(lines).strip("\n")

    def read_expected(self, step):
        if self.at_end():
            raise Misspelt(f"{self.m_file}:{step.line}: the request has no '---- STATUS' after it")
        line = self.take()
        found = EXPECTED.match(line.text)
        if not found or not STATUSES.match(found[1]):
            self.refuse(line, "expected '---- 200', '---- 200|204', '---- 4xx' or '---- 1x201 19x200'")
        step.statuses = found[1]
        while self.peek_text() and not ENDS_CHECKS.match(self.peek_text()):
            step.checks.append(self.take())

    def next_meaningful(self):
        """The next line that is neither empty nor a comment, not yet taken."""
        while not self.at_end() and (not self.peek_text().strip() or self.peek_text().startswith("#")):
            self.m_place += 1
        return None if self.at_end() else self.m_lines[self.m_place]

    def peek_text(self):
        return "" if self.at_end() else self.m_lines[self.m_place].text

    def take(self):
        if self.at_end():
            raise Misspelt(f"{self.m_file}:{len(self.m_lines)}: the file ends in the middle of a case")
        self.m_place += 1
        return self.m_lines[self.m_place - 1]

    def at_end(self):
        return self.m_place >= len(self.m_lines)

    def refuse(self, line, why):
        raise Misspelt(f"{self.m_file}:{line.number}: {why}: {line.text}")


def read_case_file(file, text):
    return Reader(file, text).read()


def examples_in(page):
    """The text of a page's ```case blocks; all other lines are empty, so that lines keep their numbers."""
    is_example = False
    kept = []
    for line in page.splitlines():
        if line.startswith("```"):
            is_example = line == "```case"
            kept.append("")
        else:
            kept.append(line if is_example else "")
    return "\n".join(kept)
