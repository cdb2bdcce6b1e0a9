#!/usr/bin/env python3
"""Writes docs/conformance.md from the last run: conformance_page.py [BUILD] [--check].

Each conformance suite leaves its figures in BUILD/conformance (default build/release). With
--check nothing is written: the page must say what the run says. Suites whose cases are not at
hand leave no figures; their lines stay as they are on the page.
"""

import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "conformance.md"
LISTS = ROOT / "tests" / "conformance"

HEAD = """# Conformance

Made from a test run by `tools/conformance_page.py`; do not edit. What fails is listed by name with its reason, and the
run fails when a case that is not listed fails or a listed one passes.

| suite | passed | of | |
| --- | --- | --- | --- |
"""


def figures_of_run(build):
    return {figures["suite"]: figures for figures in map(read_json, sorted((build / "conformance").glob("*.json")))}


def read_json(path):
    return json.loads(path.read_text(encoding="utf-8"))


def figures_of_page(page):
    """Suite -> figures, from the comments that close each row's line."""
    if not page.exists():
        return {}
    found = re.findall(r"^<!-- (\{.*\}) -->$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {figures["suite"]: figures for figures in map(json.loads, found)}


def reasons_in(name):
    lines = (LISTS / name).read_text(encoding="utf-8").splitlines()
    return [line.split(": ", 1) for line in lines if ": " in line and not line.startswith("#")]


def share(figures):
    return f"{100 * figures['passed'] / figures['total']:.1f} %" if figures["total"] else ""


def page_of(all_figures):
    ordered = [all_figures[suite] for suite in sorted(all_figures)]
    rows = "".join(f"| {each['title']} | {each['passed']:,} | {each['total']:,} | {share(each)} |\n" for each in ordered)
    parts = [HEAD + rows]
    for each in ordered:
        reasons = reasons_in(each["knownFailures"]) if each["knownFailures"] else []
        if reasons:
            parts.append(f"\n## {each['title']}: what does not pass\n\n"
                         + "".join(f"- `{name}`: {reason}\n" for name, reason in reasons))
    for each in ordered:
        if "rows" in each:
            parts.append(f"\n## {each['title']}\n\n| operation | at | tests |\n| --- | --- | --- |\n"
                         + "".join(f"{row}\n" for row in each["rows"]))
    parts.append("\n" + "".join(f"<!-- {json.dumps(each, sort_keys=True)} -->\n" for each in ordered))
    return "".join(parts)


def main(arguments):
    folders = [argument for argument in arguments if not argument.startswith("--")]
    build = Path(folders[0]) if folders else ROOT / "build" / "release"
    page = page_of({**figures_of_page(PAGE), **figures_of_run(build)})
    if "--check" not in arguments:
        PAGE.write_text(page, encoding="utf-8")
        return 0
    is_true = PAGE.exists() and PAGE.read_text(encoding="utf-8") == page
    print("ok   docs/conformance.md says what the run says" if is_true
          else "FAIL docs/conformance.md is old: start tools/conformance_page.py")
    print(f"{int(is_true)} passed, {int(not is_true)} failed")
    return 0 if is_true else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
