"""Reads how many tests passed from what each kind of runner leaves behind."""

import json
import re
import xml.etree.ElementTree as xml
from dataclasses import dataclass, field


@dataclass
class Counts:
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    names_failed: list = field(default_factory=list)

    def add(self, other):
        self.passed += other.passed
        self.failed += other.failed
        self.skipped += other.skipped

    def ran(self):
        return self.passed + self.failed

    def sentence(self):
        text = f"{self.passed} passed, {self.failed} failed"
        return text + (f", {self.skipped} skipped" if self.skipped else "")


CLOSING_LINE = re.compile(r"^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$", re.MULTILINE)
NAMED_FAILURE = re.compile(r"^FAIL:? +(.+)$", re.MULTILINE)


def from_closing_line(text):
    """From the last line of the house's own form; None when the runner did not get that far."""
    found = CLOSING_LINE.findall(text)
    if not found:
        return None
    passed, failed, skipped = (int(number or 0) for number in found[-1])
    return Counts(passed, failed, skipped, NAMED_FAILURE.findall(text))


def from_unittest(text):
    """From Python's unittest."""
    ran = re.search(r"^Ran (\d+) tests? in", text, re.MULTILINE)
    if not ran:
        return None
    closing = text[ran.end():]
    wrong = sum(int(number) for number in re.findall(r"(?:failures|errors|unexpected successes)=(\d+)", closing))
    skipped = sum(int(number) for number in re.findall(r"(?:skipped|expected failures)=(\d+)", closing))
    names = re.findall(r"^(?:FAIL|ERROR): (.+)$", text, re.MULTILINE)
    return Counts(int(ran[1]) - wrong - skipped, wrong, skipped, names)


def from_junit(path):
    """From the JUnit file that ctest writes."""
    try:
        root = xml.parse(path).getroot()
    except (OSError, xml.ParseError):
        return None
    counts = Counts()
    for case in root.iter("testcase"):
        status = case.get("status", "run")
        if status == "fail" or case.find("failure") is not None:
            counts.failed += 1
            counts.names_failed.append(case.get("name", "?"))
        elif status in ("notrun", "disabled") or case.find("skipped") is not None:
            counts.skipped += 1
        else:
            counts.passed += 1
    return counts


def from_vitest(path):
    """From vitest's JSON reporter. A file that could not be loaded counts as one failure."""
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    counts = Counts()
    for file in report["testResults"]:
        if file["status"] == "failed" and not file["assertionResults"]:
            counts.failed += 1
            counts.names_failed.append(file["name"])
        for case in file["assertionResults"]:
            count_vitest_case(counts, case)
    return counts


def count_vitest_case(counts, case):
    if case["status"] == "passed":
        counts.passed += 1
    elif case["status"] == "failed":
        counts.failed += 1
        counts.names_failed.append(case["fullName"])
    else:
        counts.skipped += 1
