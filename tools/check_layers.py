#!/usr/bin/env python3
"""Checks that every #include keeps the law of tools/layers.txt: check_layers.py [ROOT].

A file in src/<room>/ may include its own room and the rooms its line in the law names. Inside
services/ a service includes itself only: services meet through events. Every include of our own
names a file that exists, from the root src/. There is no list of exceptions.

Counts one test for each room, and one for the folders that stand outside every room.
"""

import re
import sys
from collections import namedtuple
from pathlib import Path

Breach = namedtuple("Breach", "file line says")

INCLUDE = re.compile(r'^\s*#\s*include\s*"([^"]+)"')
SOURCES = ("*.h", "*.cpp")


def read_law(path):
    """Room -> the rooms it may look into; "*" may look into all."""
    law = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        line = line.split("#")[0].strip()
        if line:
            room, allowed = line.split(":")
            law[room.strip()] = allowed.split()
    return law


def room_of(path):
    """The room and, in services, the service: src/services/triage/x.cpp -> ("services", "triage")."""
    parts = Path(path).parts
    inner = parts[1] if parts[0] == "services" and len(parts) > 2 else ""
    return parts[0], inner


def judge(source, included, law):
    """What is wrong with `source` including `included`, both from the root src/, or None."""
    room, service = room_of(source)
    other, other_service = room_of(included)
    if other not in law:
        return f'"{included}" is in no room of tools/layers.txt'
    if room != other and "*" not in law[room] and other not in law[room]:
        return f'{room} may not look into {other} ("{included}")'
    if room == other == "services" and other_service and service != other_service:
        return f'service {service or "(top)"} may not look into service {other_service} ("{included}")'
    return None


def includes_of(path):
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        found = INCLUDE.match(line)
        if found:
            yield number, found[1]


def check_file(root, path, law):
    source = path.relative_to(root / "src")
    for number, included in includes_of(path):
        exists = (root / "src" / included).is_file()
        if ".." in Path(included).parts or not (exists or is_generated(included)):
            yield Breach(path.relative_to(root), number, f'"{included}" is no file from the root src/')
            continue
        wrong = judge(source.as_posix(), included, law)
        if wrong:
            yield Breach(path.relative_to(root), number, wrong)


def is_generated(included):
    """Made by the build, so not in src/; the room in its path still counts."""
    return "/generated/" in included


def check_room(root, room, law):
    files = sorted(path for pattern in SOURCES for path in (root / "src" / room).rglob(pattern))
    return [breach for path in files for breach in check_file(root, path, law)]


def check_strays(root, law):
    """Code that stands in no room is outside the law, so there must be none."""
    strays = [path for pattern in SOURCES for path in (root / "src").rglob(pattern)
              if path.relative_to(root / "src").parts[0] not in law]
    return [Breach(path.relative_to(root), 1, "stands in no room of tools/layers.txt") for path in sorted(strays)]


def check(root):
    """One list of breaches for each test."""
    law = read_law(root / "tools" / "layers.txt")
    return [check_room(root, room, law) for room in law] + [check_strays(root, law)]


def main(arguments):
    root = Path(arguments[0]) if arguments else Path(__file__).resolve().parents[1]
    results = check(root)
    for breach in (breach for result in results for breach in result):
        print(f"FAIL {breach.file}:{breach.line}: {breach.says}")
    failed = sum(1 for result in results if result)
    print(f"{len(results) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
