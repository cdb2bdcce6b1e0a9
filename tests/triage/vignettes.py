#!/usr/bin/env python3
"""Runs the stories of vignettes-*.jsonl through the calculator and counts what came out right.

The stories were written before the rules were read, and their levels are never fitted to the rules.
Those of *-late.jsonl were written when names of rules, or the rules, had been seen: count them apart.
Each is assessed twice: what it does not tell is answered "no", and once more "don't know".

    tests/triage/vignettes.py [PROGRAM [FILE ...]]

exact     the level the writer chose
accepted  one of the levels the writer accepts
under     below the lowest safe level
over      above every accepted level

Fails when the shares of a run are worse than HELD, or an emergency is answered with GP or self-care.
"""

import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROGRAM = HERE.parents[1] / "build/release/helselos"
LEVELS = ["selfcare", "routine", "urgent", "emergency"]
UNLISTED = ["no", "unknown"]
# In per cent of all stories of a run: at least, and at most.
HELD = {"exact": (80, 100), "accepted": (95, 100), "under": (0, 2), "over": (0, 10)}

CASE = re.compile(r"^(?P<id>\S+) \(unlisted: (?P<unlisted>no|unknown)\)$")
OUTCOME = re.compile(r"^  (?P<outcome>(?P<level>selfcare|routine|urgent|emergency)\b.*), in (?P<screens>\d+) screens$")
RULE = re.compile(r"^  (?P<outcome>(?:(?:routine|urgent) within \d+ [dh]|emergency)) (?P<rule>[\w-]+)")
PROBLEM = re.compile(r"^\S+?:(?P<line>\d+): (?P<what>.*)$")


def read_stories(paths):
    return [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines() if line]


def write_cases(complaint, stories):
    """The text of a file of cases, and for each of its lines whose it is."""
    lines, owners = [f"complaint: {complaint}", "cases:"], ["", ""]
    for unlisted in UNLISTED:
        for story in stories:
            block = [f"  - name: {story['id']}", f"    unlisted: {unlisted}", "    given:"]
            block += [f"      {finding}: {value}" for finding, value in story["given"].items()]
            lines += block
            owners += [story["id"]] * len(block)
    return "\n".join(lines) + "\n", owners


def run_complaint(program, folder, complaint, stories):
    """The results by (id, unlisted), and what is wrong with the stories."""
    text, owners = write_cases(complaint, stories)
    path = folder / f"{complaint}.yaml"
    path.write_text(text, encoding="utf-8")
    run = subprocess.run([str(program), "triage", "--case", str(path)], capture_output=True, text=True, check=False)
    results, problems, current = {}, {}, None
    for line in (run.stdout + "\n" + run.stderr).splitlines():
        if found := CASE.match(line):
            current = results[found["id"], found["unlisted"]] = {"rules": [], "level": "none", "outcome": "none"}
        elif current is not None and (found := OUTCOME.match(line)):
            current.update(level=found["level"], outcome=found["outcome"], screens=int(found["screens"]))
        elif current is not None and (found := RULE.match(line)):
            current["rules"].append((found["outcome"], found["rule"], "(not ruled out)" in line))
        elif current is not None and line.startswith("  FAILED"):
            problems.setdefault(line.strip())
        elif (found := PROBLEM.match(line)) and path.name in line:
            problems.setdefault(f"{owners[int(found['line']) - 1]}: {found['what']}")
    for story in stories:
        if (story["id"], "no") not in results:
            problems.setdefault(f"{story['id']}: no answer; {run.stderr.strip()[:300]}")
    return results, list(problems)


def judge(story, level):
    if level in story["accept"]:
        return "accepted"
    if level not in LEVELS:
        return "no answer"
    rank = LEVELS.index(level)
    if rank < LEVELS.index(story["min_safe"]):
        return "under"
    return "over" if rank > max(LEVELS.index(accepted) for accepted in story["accept"]) else "other"


def percent(part, whole):
    return f"{part:4d} ({100 * part / whole:5.1f} %)" if whole else f"{part:4d}"


def shares(stories, results, unlisted):
    """How many stories came out how, by the words above."""
    count = Counter()
    for story in stories:
        came = results.get((story["id"], unlisted), {"level": "none"})["level"]
        count[judge(story, came)] += 1
        count["exact"] += came == story["gold"]
    return count


def hold(stories, results):
    """Prints a line for each promise, and gives back how many are broken."""
    broken = 0
    for unlisted in UNLISTED:
        count = shares(stories, results, unlisted)
        kept = {word: least <= 100 * count[word] / len(stories) <= most for word, (least, most) in HELD.items()}
        missed = [story["id"] for story in stories if story["gold"] == "emergency"
                  and results.get((story["id"], unlisted), {"level": "none"})["level"] not in ("urgent", "emergency")]
        kept["no emergency answered with GP or self-care"] = not missed
        for word, is_kept in kept.items():
            print(f"{'ok  ' if is_kept else 'FAIL'} unlisted {unlisted}: {word} {count[word] if word in HELD else missed}")
        broken += list(kept.values()).count(False)
    print(f"{len(UNLISTED) * (len(HELD) + 1) - broken} passed, {broken} failed")
    return broken


def print_counts(stories, results, unlisted):
    print(f"\nWhat is not told is answered \"{'no' if unlisted == 'no' else 'don’t know'}\"")
    print(f"  {'':10} {'stories':>8} {'exact':>15} {'accepted':>15} {'under':>15} {'over':>15}")
    for level in [*LEVELS[::-1], "all"]:
        chosen = [story for story in stories if level in (story["gold"], "all")]
        count = shares(chosen, results, unlisted)
        print(f"  {level:10} {len(chosen):8d}", *(f"{percent(count[word], len(chosen)):>15}"
              for word in ("exact", "accepted", "under", "over")))


def top_rules(result):
    firmly = [f"{outcome} {rule}{' (not ruled out)' if unknown else ''}" for outcome, rule, unknown in result["rules"]]
    return "; ".join(firmly[:4])


def print_not_accepted(stories, results):
    for unlisted in UNLISTED:
        print(f"\nNot accepted, unlisted {unlisted}:")
        for story in stories:
            result = results.get((story["id"], unlisted))
            verdict = judge(story, result["level"] if result else "none")
            if verdict != "accepted":
                print(f"  {verdict:9} {story['id']}: {story['gold']} -> {result['outcome'] if result else 'none'}"
                      f"  [{top_rules(result) if result else ''}]")


def main():
    program = Path(sys.argv[1]) if len(sys.argv) > 1 else PROGRAM
    paths = [Path(name) for name in sys.argv[2:]] or sorted(HERE.glob("vignettes-*.jsonl"))
    stories = read_stories(paths)
    results, problems = {}, []
    with tempfile.TemporaryDirectory() as folder:
        for complaint in dict.fromkeys(story["complaint"] for story in stories):
            mine = [story for story in stories if story["complaint"] == complaint]
            came, wrong = run_complaint(program, Path(folder), complaint, mine)
            results |= came
            problems += wrong
    for unlisted in UNLISTED:
        print_counts(stories, results, unlisted)
    print_not_accepted(stories, results)
    if problems:
        print("\nTold, but not asked, and other problems:")
        print("\n".join(f"  {problem}" for problem in problems))
    print()
    return 1 if hold(stories, results) else 0


if __name__ == "__main__":
    sys.exit(main())
