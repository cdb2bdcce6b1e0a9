#!/usr/bin/env python3
"""Checks the rules of STYLE.md that a program can check: check_style.py [ROOT] [--list].

One test for each rule. A breach is told as file:line and what to write instead. With --list the
files past the size one should ask about are listed as well.
"""

import ast
import concurrent.futures
import os
import re
import subprocess
import sys
from collections import namedtuple
from pathlib import Path

import cpp_text

Breach = namedtuple("Breach", "file line says")
Source = namedtuple("Source", "path text code lines")

FUNCTION_LINES_MAX = 60
FILE_LINES_ASKED = 400
FILE_LINES_MAX = 1000

CORES = os.cpu_count() or 2

ROOMS = ("src", "tests", "bench", "tools", "web", "cmake", "content")
TEXT_ENDINGS = {".h", ".cpp", ".py", ".sh", ".mjs", ".js", ".ts", ".tsx", ".scss", ".css", ".cmake", ".case", ".yaml"}
LEFT_OUT = {"node_modules", "dist", "generated", "__pycache__", "corpus"}

# Word by word in the parts of a path.
NAMES_REFUSED = {"util", "utils", "common", "helper", "helpers", "manager", "misc"}

CHARACTER_CLASSES = "is(?:alpha|alnum|digit|space|upper|lower|punct|xdigit|print|cntrl|graph|blank)|to(?:lower|upper)"

# pattern, what to write instead, and the files that may (the one place where the call belongs).
CALLS_REFUSED = (
    (r"\bstd\s*::\s*(?:w?regex|regex_\w+)\b|<regex>", "std::regex ends the process on long input: RE2, or a matcher by hand", ()),
    (r"(?<![\w.>:])(?:std\s*::\s*)?(?:ato[filq]|ato[il]l|strto(?:d|f|l|ld|ll|ul|ull)|sto(?:i|l|ll|ul|ull|f|d|ld))\s*\(",
     "obeys the locale and hides errors: std::from_chars, or base/text.h", ()),
    (rf"(?<![\w.>:])(?:std\s*::\s*)?(?:{CHARACTER_CLASSES})\s*\(", "obeys the locale: base/text.h", ()),
    (r"(?<![\w.>:])(?:std\s*::\s*)?(?:setlocale|localtime(?:_r)?|mktime|strftime|sscanf|sprintf|strcpy|strcat)\s*\(",
     "obeys the locale or has no bound: fmt, base/clock.h", ()),
    (r"\bsystem_clock\s*::\s*now\b|(?<![\w.>:])(?:std\s*::\s*)?(?:time|gettimeofday)\s*\(\s*(?:NULL|nullptr|0|&)",
     "time is handed in: base/clock.h", ("src/base/clock.cpp",)),
    (r"(?<![\w.>:])(?:std\s*::\s*)?s?rand\s*\(|\brandom_device\b", "chance is handed in: base/random.h",
     ("src/base/random.cpp",)),
    # Straight into the parentheses of its owner is the way for what only its own class may make.
    (r"[^(\s]\s*\bnew\s+[A-Za-z_:]|(?<!operator )\bdelete\b(?:\s*\[\s*\])?\s+[A-Za-z_*(]",
     "own with a value or std::make_unique", ()),
    (r"\b(?:malloc|calloc|realloc|free)\s*\(", "own with a value or std::make_unique", ()),
)

# Headers, or folders of them, that only their own folder includes, so their third-party types go no
# further. What they hide stays hidden: including one from elsewhere is a breach of its own.
HEADERS_PRIVATE = {
    "src/store/contract/": "the promise of a store as tests; only test programs include it",
    "src/store/sqlite/": "the one place that speaks SQLite; the door is store/store.h",
    "src/store/postgres/": "the one place that speaks libpq; the door is store/store.h",
    "src/server/http/connection.h": "runs on Asio; the door is server/http/server.h",
    "src/server/http/web_socket.h": "is a coroutine of Asio's; the door is server/http/conversation.h",
    "src/server/http/wire.h": "is Asio's socket, plain or in TLS; the door is server/http/server.h",
    "src/server/auth/token/openssl_key.h": "keys as OpenSSL has them; the door is server/auth/token/key.h",
    "src/services/triage/page.h": "reads the content's YAML; the door is services/triage/content.h",
}
DOORS_OF_PRIVATE = {"src/store/sqlite/open.h", "src/store/sqlite/look.h", "src/store/sqlite/log/check_log.h",
                    "src/store/sqlite/log/seal_key.h", "src/store/sqlite/log/sealed_days.h", "src/store/postgres/open.h"}
THIRD_PARTY = re.compile(r"^\s*#\s*include\s*<((?:boost|fmt|yaml-cpp|openssl|re2|unicode|prometheus|CLI|zstd|archive|"
                         r"date|sqlite3|gtest|nghttp2|zlib|libpq-fe|cjose)(?:/[^>]*|[\w.]*\.h(?:pp)?)?)>", re.MULTILINE)

OWN_INCLUDE = re.compile(r'^\s*#\s*include\s*"([^"]+)"', re.MULTILINE)

REMINDER = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")
FLOATING = re.compile(r"\b(?:float|double)\b")
FLOATING_REASON = "floating point:"


def is_ours(path):
    return not LEFT_OUT.intersection(path.parts) and not any(part.startswith(".") for part in path.parts)


def read_source(root, path):
    text = path.read_text(encoding="utf-8", errors="replace")
    code = cpp_text.code_only(text) if path.suffix in (".h", ".cpp") else ""
    return Source(path.relative_to(root), text, code, text.splitlines())


def read_sources(root):
    paths = [path for room in ROOMS for path in sorted((root / room).rglob("*"))
             if path.suffix in TEXT_ENDINGS and path.is_file() and is_ours(path.relative_to(root))]
    return [read_source(root, path) for path in paths]


def is_cpp(source):
    return source.path.suffix in (".h", ".cpp")


def line_at(text, place):
    return text.count("\n", 0, place) + 1


def functions_are_short(sources):
    for source in sources:
        if is_cpp(source):
            found = cpp_text.functions(source.text)
        elif source.path.suffix == ".py":
            found = python_functions(source.text)
        else:
            continue
        for function in found:
            if function.lines > FUNCTION_LINES_MAX:
                yield Breach(source.path, function.first_line,
                             f"{function.name} has {function.lines} lines, {FUNCTION_LINES_MAX} is the most")


def python_functions(text):
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield cpp_text.Function(node.name, node.lineno, node.end_lineno - node.lineno + 1)


def files_are_short(sources):
    for source in sources:
        if len(source.lines) > FILE_LINES_MAX and source.path.parts[0] != "content":
            yield Breach(source.path, len(source.lines),
                         f"the file has {len(source.lines)} lines, {FILE_LINES_MAX} is the most: which two files is it?")


def calls_are_allowed(sources):
    for source in filter(is_cpp, sources):
        code = source.code
        for pattern, instead, allowed in CALLS_REFUSED:
            if source.path.as_posix() in allowed:
                continue
            for found in re.finditer(pattern, code):
                yield Breach(source.path, line_at(code, found.end()), f"'{found[0].strip()}': {instead}")


def file_names_say_something(sources):
    for source in sources:
        words = {word for part in source.path.parts for word in re.split(r"[_.\-]", part.lower())}
        for word in sorted(words & NAMES_REFUSED):
            yield Breach(source.path, 1, f"'{word}' says nothing: name the act or the thing")


def headers_are_read_once(sources):
    for source in sources:
        if source.path.suffix == ".h" and not re.search(r"^#pragma once$", source.text, re.MULTILINE):
            yield Breach(source.path, 1, "a header says #pragma once")


def nothing_is_left_for_later(sources):
    for source in sources:
        for found in REMINDER.finditer(source.text):
            yield Breach(source.path, line_at(source.text, found.start()), f"{found[0]}: do it, or file an issue")


def home_of(path):
    """The folder a private header belongs to, or None for a door."""
    name = path.as_posix()
    private = next((each for each in HEADERS_PRIVATE if name.startswith(each)), None)
    if private is None or name in DOORS_OF_PRIVATE:
        return None
    return Path(private) if private.endswith("/") else Path(private).parent


def speaks_gtest(source):
    return is_cpp(source) and re.search(r"^\s*#\s*include\s*<g(?:test|mock)/", source.text, re.MULTILINE) is not None


def doors_are_our_own(sources):
    for source in sources:
        if source.path.suffix != ".h" or source.path.parts[0] != "src" or home_of(source.path) or speaks_gtest(source):
            continue
        for found in THIRD_PARTY.finditer(source.text):
            yield Breach(source.path, line_at(source.text, found.start(1)),
                         f"<{found[1]}> in a door: hide it in the .cpp, or name the header in HEADERS_PRIVATE with a reason")


def private_headers_stay_home(sources):
    for_tests = {source.path for source in sources if source.path.suffix == ".h" and speaks_gtest(source)}
    for source in filter(is_cpp, sources):
        for found in OWN_INCLUDE.finditer(source.text):
            included = Path("src") / found[1]
            home = home_of(included)
            if home and home not in source.path.parents:
                yield Breach(source.path, line_at(source.text, found.start(1)),
                             f'"{found[1]}" is of concern to its own folder only (HEADERS_PRIVATE)')
            if included in for_tests and not (speaks_gtest(source) or source.path.stem.endswith("_test")):
                yield Breach(source.path, line_at(source.text, found.start(1)), f'"{found[1]}" is for tests only')


def numbers_of_care_are_exact(sources):
    for source in filter(is_cpp, sources):
        if source.path.parts[:2] != ("src", "services"):
            continue
        for found in FLOATING.finditer(source.code):
            line = line_at(source.code, found.start())
            if FLOATING_REASON not in "\n".join(source.lines[max(0, line - 2):line]):
                yield Breach(source.path, line, f"'{found[0]}' for a value of care; if it is none, a comment here or on the "
                                                f"line above says '{FLOATING_REASON} ...'")


# Before the brace of a block rather than of an initialiser.
OPENS_BLOCK = re.compile(r"(?:\)|\]|\b(?:else|do|try|const|noexcept|mutable|override|namespace(?:\s+[\w:]+)?)"
                         r"|->\s*[\w:<>,\s*&]+)\s*$")

# Numbers and enumerators: nothing to destroy. What follows the last comma is the member with TRY itself.
HOLDS_NOTHING = re.compile(r"(?:\s*(?:\.\w+\s*=\s*)?(?:\d+|\w+(?:::\w+)+)\s*,)*[^,]*")


def what_is_built_before_is_not_leaked(sources):
    """g++ 12 does not destroy the members built before a return out of a braced initialiser."""
    for source in filter(is_cpp, sources):
        code = source.code
        open_brackets = []  # [bracket, where its content starts, is an initialiser]
        for found in re.finditer(r"[(){}\[\];]|\bTRY\s*(?=\()", code):
            token = found[0]
            if token in "({[":
                is_initialiser = token == "{" and not OPENS_BLOCK.search(code[max(0, found.start() - 200):found.start()])
                open_brackets.append((token, found.end(), is_initialiser))
            elif token in ")}]":
                open_brackets and open_brackets.pop()
            elif token == ";" and open_brackets:
                open_brackets[-1] = (open_brackets[-1][0], found.end(), False)
            elif token.startswith("TRY"):
                for bracket, start, is_initialiser in reversed(open_brackets):
                    if bracket == "{" and not is_initialiser:
                        break
                    if bracket == "{" and not HOLDS_NOTHING.fullmatch(code[start:found.start()]):
                        yield Breach(source.path, line_at(code, found.start()),
                                     "TRY after another member of a braced initialiser leaks that one: a line before")
                        break


def sources_are_in_english_letters(sources):
    """Code that looks like other code: control and direction marks can hide what is compiled."""
    for source in sources:
        for found in re.finditer("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\x00-\x08\x0b-\x1f]", source.text):
            yield Breach(source.path, line_at(source.text, found.start()), f"invisible character U+{ord(found[0]):04X}")


def locks_name_no_host(root):
    for lock in sorted(root.rglob("package-lock.json")):
        path = lock.relative_to(root)
        if is_ours(path) and path.parts[0] != "build" and '"resolved": "http' in lock.read_text(encoding="utf-8"):
            yield Breach(path, 1, "names a host: .npmrc beside it wants omit-lockfile-registry-resolved=true")


def formatting_told(files):
    return subprocess.run(["clang-format-16", "--dry-run", *files], capture_output=True, text=True, check=False).stderr


def cpp_is_formatted(root, sources):
    files = [str(root / source.path) for source in sources if is_cpp(source)]
    shares = [files[start::CORES] for start in range(CORES) if files[start::CORES]]
    with concurrent.futures.ThreadPoolExecutor(CORES) as workers:
        told = "".join(workers.map(formatting_told, shares))
    first = {}
    for found in re.finditer(r"^(.+?):(\d+):\d+: warning: code should be clang-formatted", told, re.MULTILINE):
        first.setdefault(found[1], int(found[2]))
    for file, line in first.items():
        yield Breach(Path(file).relative_to(root), line, "run tools/format")


RULES = (functions_are_short, files_are_short, calls_are_allowed, file_names_say_something, headers_are_read_once,
         nothing_is_left_for_later, doors_are_our_own,
         private_headers_stay_home, numbers_of_care_are_exact, what_is_built_before_is_not_leaked,
         sources_are_in_english_letters)


def check(root):
    """Rule -> its breaches."""
    sources = read_sources(root)
    results = {rule.__name__: list(rule(sources)) for rule in RULES}
    results["locks_name_no_host"] = list(locks_name_no_host(root))
    results["cpp_is_formatted"] = list(cpp_is_formatted(root, sources))
    return results


def list_long_files(root):
    for source in read_sources(root):
        if len(source.lines) > FILE_LINES_ASKED:
            print(f"     {source.path}: {len(source.lines)} lines; is it two files?")


def main(arguments):
    paths = [argument for argument in arguments if not argument.startswith("--")]
    root = Path(paths[0]) if paths else Path(__file__).resolve().parents[1]
    results = check(root)
    for rule, breaches in results.items():
        print(f"{'FAIL' if breaches else 'ok  '} {rule.replace('_', ' ')}")
        for breach in breaches:
            print(f"     {breach.file}:{breach.line}: {breach.says}")
    if "--list" in arguments:
        list_long_files(root)
    failed = sum(1 for breaches in results.values() if breaches)
    print(f"{len(results) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
