"""A small content cut out of the whole: one complaint with what it needs, so that installing it is checked and proved in
seconds whatever the other complaints say."""

import re
import shutil
import subprocess

ROUNDS_MAX = 60
UNUSED = re.compile(r"^(?P<file>[\w./-]+):(?P<line>\d+): (no (condition|protocol|rule) uses|there is no general rule)")
GONE = re.compile(r'^(?P<file>[\w./-]+):(?P<line>\d+): there is no finding "(?P<name>[\w-]+)"')


class CannotCut(Exception):
    pass


def cut(binary, content, target, complaint):
    """The folder `target` with triage/ for one complaint; what nothing uses any more is taken out until all is well."""
    triage = target / "triage"
    shutil.copytree(content / "triage", triage)
    (triage / "differences.yaml").unlink(missing_ok=True)  # There is nobody left to differ from.
    (triage / "medicines.yaml").unlink(missing_ok=True)  # They speak of the findings of all complaints.
    for file in (triage / "protocols").glob("*.yaml"):
        if not file.name.startswith(f"{complaint}."):
            file.unlink()
    for _ in range(ROUNDS_MAX):
        problems = check(binary, target)
        if not problems:
            return target
        unused = {(found["file"], int(found["line"])) for found in map(UNUSED.match, problems) if found}
        gone = [found for found in map(GONE.match, problems) if found]
        for found in gone:
            take_name_out(triage / found["file"], int(found["line"]) - 1, found["name"])
        if not unused and not gone:
            raise CannotCut("\n".join(problems))
        # From the last line on, so that the others stay where they are.
        for file, line in sorted(unused, reverse=True):
            take_out(triage / file, line - 1)
    raise CannotCut("\n".join(problems))


def check(binary, folder):
    done = subprocess.run([binary, "content", "check", "--content", str(folder)], capture_output=True, text=True,
                          check=False)
    return [] if done.returncode == 0 else done.stdout.splitlines()[:-1]


def take_out(file, first):
    """The block that begins at a line, as deep as it is indented, with the key it is the value of."""
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    while indent(lines[first]) > 2 and file.parent.name == "findings":
        first -= 1
    depth = indent(lines[first])
    last = first + 1
    while last < len(lines) and (not lines[last].strip() or indent(lines[last]) > depth):
        last += 1
    file.write_text("".join(lines[:first] + lines[last:]), encoding="utf-8")


def take_name_out(file, place, name):
    """Out of a list on one line."""
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    lines[place] = re.sub(rf", {name}(?=[,\]])|(?<=\[){name}(, )?", "", lines[place])
    file.write_text("".join(lines), encoding="utf-8")


def indent(line):
    return len(line) - len(line.lstrip(" "))
