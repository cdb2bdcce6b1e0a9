"""Finds values in an answer by a path that is a small part of FHIRPath.

`entry.resource.id` walks through lists as FHIRPath does and gives every id. `name[0]` picks one
of a list, `link[relation=next]` those whose member has that value (itself a path). Numbers keep
the text they were written with: 0.010 is not 0.01.
"""

import json
import re

STEP = re.compile(r"(\w+)|\[((?:[^\[\]]|\[[^\]]*\])*)\]")


class Number(str):
    """A JSON number, as it was written."""

    def __repr__(self):
        return str(self)


def read_json(text):
    """The value, with numbers as text and members in order. Raises ValueError when it is not JSON."""
    return json.loads(text, parse_float=Number, parse_int=Number, parse_constant=refuse_constant)


def refuse_constant(word):
    raise ValueError(f"{word} is not JSON")


def show(value):
    """The value as JSON on one line."""
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)}: {show(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(show(inner) for inner in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def find(value, path):
    """Every value the path leads to, in order; lists on the way are walked through."""
    found = [value]
    for name, pick in steps_of(path):
        if name:
            found = [inner for each in spread(found) if isinstance(each, dict) and name in each
                     for inner in [each[name]]]
        else:
            found = picked(found, pick)
    return spread(found)


def steps_of(path):
    place = 0
    for step in STEP.finditer(path):
        if path[place:step.start()] not in ("", "."):
            raise ValueError(f"not a path: {path}")
        place = step.end()
        yield step[1], step[2]
    if place != len(path):
        raise ValueError(f"not a path: {path}")


def spread(found):
    flat = []
    for each in found:
        flat.extend(each if isinstance(each, list) else [each])
    return flat


def picked(found, pick):
    if re.fullmatch(r"\d+", pick):
        return spread(found)[int(pick):int(pick) + 1]
    path, sign, wanted = pick.partition("=")
    if not sign:
        raise ValueError(f"neither a number nor name=value: [{pick}]")
    return [each for each in spread(found) if wanted in (text_of(inner) for inner in find(each, path))]


def text_of(value):
    return value if isinstance(value, str) else show(value)
