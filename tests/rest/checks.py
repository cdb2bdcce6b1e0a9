"""The lines after '---- STATUS': each says one thing that must be true of the answer."""

import re

import answer_path


class NotSo(Exception):
    """What was expected and what came instead."""


class Unknown(Exception):
    """The line says nothing this runner understands."""


def refuse_unless(true, why):
    if not true:
        raise NotSo(why)


def matches(found, sign, wanted):
    """`wanted` is JSON for = and !=, a regular expression for ~, a number for < and >."""
    if sign == "~":
        return bool(found) and all(re.search(wanted, answer_path.text_of(each)) for each in found)
    if sign in ("=", "!="):
        value = answer_path.read_json(wanted)
        same = found == (value if isinstance(value, list) else [value])
        return same if sign == "=" else bool(found) and not same
    return bool(found) and all(float(each) > float(wanted) if sign == ">" else float(each) < float(wanted) for each in found)


def check_has(answer, rest, _):
    path, sign, wanted = split_condition(rest)
    found = answer_path.find(answer.json(), path)
    if not sign:
        refuse_unless(found, f"{path} is not there")
    elif sign == "contains":
        refuse_unless(answer_path.read_json(wanted) in found, f"{path} is {answer_path.show(found)}")
    else:
        refuse_unless(matches(found, sign, wanted), f"{path} is {answer_path.show(found)}")


CONDITION = re.compile(r"^((?:[^\s\[]|\[(?:[^\[\]]|\[[^\]]*\])*\])+)(?: (=|!=|~|<|>|contains) (.+))?$")


def split_condition(rest):
    found = CONDITION.match(rest)
    if not found:
        raise Unknown(rest)
    return found[1], found[2], found[3]


def check_no(answer, rest, _):
    if rest.startswith("header "):
        name = rest[len("header "):]
        refuse_unless(answer.header(name) is None, f"{name} is {answer.header(name)}")
        return
    found = answer_path.find(answer.json(), rest)
    refuse_unless(not found, f"{rest} is {answer_path.show(found)}")


def check_count(answer, rest, _):
    path, sign, wanted = split_condition(rest)
    number = len(answer_path.find(answer.json(), path))
    refuse_unless(matches([answer_path.Number(number)], sign or "=", wanted), f"there are {number}")


def check_header(answer, rest, _):
    found = re.match(r"^([\w-]+) (=|~) (.*)$", rest)
    if not found:
        raise Unknown(rest)
    value = answer.header(found[1])
    good = value is not None and (value == found[3] if found[2] == "=" else re.search(found[3], value))
    refuse_unless(good, f"{found[1]} is {value}")


def check_body(answer, rest, _):
    if rest == "is empty":
        refuse_unless(not answer.body, f"the body has {len(answer.body)} bytes")
    elif rest.startswith("has "):
        refuse_unless(rest[len("has "):] in answer.text(), "the body is " + answer.text()[:400])
    elif rest.startswith("lacks "):
        refuse_unless(rest[len("lacks "):] not in answer.text(), "the body is " + answer.text()[:400])
    else:
        raise Unknown(rest)


def check_outcome(answer, rest, _):
    """`outcome CODE [EXPRESSION]`: an OperationOutcome with such an issue that is an error."""
    code, _, expression = rest.partition(" ")
    refuse_unless(answer.json().get("resourceType") == "OperationOutcome", "the answer is no OperationOutcome")
    issues = [issue for issue in answer_path.find(answer.json(), "issue") if issue.get("severity") in ("error", "fatal")]
    fitting = [issue for issue in issues if issue.get("code") in code.split("|")]
    if expression:
        fitting = [issue for issue in fitting if expression in issue.get("expression", [])]
    refuse_unless(fitting, f"the issues are {answer_path.show(answer_path.find(answer.json(), 'issue'))}")


def ids_of(answer, mode):
    refuse_unless(answer.json().get("resourceType") == "Bundle", "the answer is no Bundle")
    entries = answer_path.find(answer.json(), "entry")
    return [entry["resource"].get("id", "?") for entry in entries if entry.get("search", {}).get("mode") == mode]


def check_found(answer, rest, _):
    """`found ID ID`, `found in order ID ID`, `found nothing`: the matches of a searchset."""
    found = ids_of(answer, "match")
    in_order = rest.startswith("in order ")
    wanted = [] if rest == "nothing" else rest.removeprefix("in order ").split()
    good = found == wanted if in_order else sorted(found) == sorted(wanted)
    refuse_unless(good, f"found {' '.join(found) or 'nothing'}")


def check_included(answer, rest, _):
    found = ids_of(answer, "include")
    refuse_unless(sorted(found) == sorted([] if rest == "nothing" else rest.split()),
                  f"included {' '.join(found) or 'nothing'}")


def take_variable(answer, rest, variables):
    """`take NAME = PATH`, or `take NAME = header NAME ~ REGEX` with the first group."""
    found = re.match(r"^(\w+) = (?:header ([\w-]+) ~ (.+)|(.+))$", rest)
    if not found:
        raise Unknown(rest)
    if found[2]:
        part = re.search(found[3], answer.header(found[2]) or "")
        refuse_unless(part, f"{found[2]} is {answer.header(found[2])}")
        variables[found[1]] = part[1]
        return
    values = answer_path.find(answer.json(), found[4])
    refuse_unless(len(values) == 1, f"{found[4]} is {answer_path.show(values)}")
    variables[found[1]] = answer_path.text_of(values[0])


WORDS = {"has": check_has, "no": check_no, "count": check_count, "header": check_header, "body": check_body,
         "outcome": check_outcome, "found": check_found, "included": check_included, "take": take_variable}


def check(answer, line, variables):
    """Raises NotSo when the line is not true of the answer."""
    word, _, rest = line.partition(" ")
    if word not in WORDS:
        raise Unknown(line)
    WORDS[word](answer, rest, variables)


def check_same(answers, path):
    """`same PATH`, after parallel requests: all the answers agree."""
    values = {answer_path.show(answer_path.find(answer.json(), path)) for answer in answers}
    refuse_unless(len(values) == 1, f"{path} is {' or '.join(sorted(values))}")


def check_statuses(answers, wanted):
    """`200`, `200|204` and `4xx` for every answer; `1x201 19x200` for how many of each."""
    came = sorted(answer.status for answer in answers)
    if "x" in wanted and "xx" not in wanted:
        counted = [part.split("x") for part in wanted.split(" ")]
        good = came == sorted(int(status) for number, status in counted for _ in range(int(number)))
    else:
        allowed = [pattern.replace("xx", r"\d\d") for pattern in wanted.split("|")]
        good = all(any(re.fullmatch(pattern, str(status)) for pattern in allowed) for status in came)
    refuse_unless(good, f"the status is {' '.join(str(status) for status in came)}")
