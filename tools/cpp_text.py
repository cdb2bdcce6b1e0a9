"""C++ text with its comments and literals blanked, and the functions in it.

No parser: it knows just enough of C++ to tell code from comment and a function from a class,
on code that keeps the house's format. Positions are kept, so a line number in the blanked
text is one in the file.
"""

import re
from collections import namedtuple

Function = namedtuple("Function", "name first_line lines")

LITERAL_OR_COMMENT = re.compile(
    r'''R"(?P<mark>[^()\\\s]{0,16})\(.*?\)(?P=mark)"'''   # raw string
    r'''|//[^\n]*'''                                       # comment to the end of the line
    r'''|/\*.*?\*/'''                                      # comment in the middle
    r'''|"(?:\\.|[^"\\\n])*"'''                            # string
    r'''|(?<![0-9a-fA-F])'(?:\\.|[^'\\\n])+\'''',          # character, not the mark in 1'000
    re.DOTALL)

DIRECTIVE = re.compile(r"^[ \t]*#(?:[^\n\\]|\\\n|\\.)*", re.MULTILINE)

# What may stand before the brace of a function: its parameters, and what follows them.
FUNCTION_HEAD = re.compile(
    r"\)(?:\s*(?:const|noexcept(?:\s*\([^()]*\))?|override|final|mutable|&&?|try|->[^;{}]*|requires[^;{}]*|:[^;]*))*\s*$")
NOT_FUNCTION = re.compile(r"^\s*(?:(?:inline\s+)?namespace|(?:typedef\s+)?(?:class|struct|union|enum))\b")
TEMPLATE = re.compile(r"^\s*template\s*<[^;{}]*?>\s*(?=[a-zA-Z_])")
NAME = re.compile(r"([~\w:<>]+|operator\s*\S+)\s*\(")


def blank(found):
    return re.sub(r"[^\n]", " ", found.group(0))


def code_only(text):
    """The text with every comment and literal replaced by spaces."""
    return LITERAL_OR_COMMENT.sub(blank, text)


def is_function_head(head):
    if NOT_FUNCTION.search(TEMPLATE.sub("", head)):
        return False
    return FUNCTION_HEAD.search(head) is not None


def first_code(text, start):
    while start < len(text) and text[start].isspace():
        start += 1
    return start


def end_of_block(text, open_brace):
    depth = 0
    for place in range(open_brace, len(text)):
        if text[place] == "{":
            depth += 1
        elif text[place] == "}":
            depth -= 1
            if depth == 0:
                return place
    return len(text) - 1


def skip_initialisers(text, brace, head):
    """In `A::A() : m_b{1}, m_c{2} {` the braces of the members are not the body's."""
    if not re.search(r"\)\s*(?:noexcept\s*)?:[^:]", head):
        return brace
    place = brace
    while re.search(r"[\w>]\s*$", text[:place]):
        after = first_code(text, end_of_block(text, place) + 1)
        following = text.find("{", after)
        if following < 0:
            return brace
        if text[after] == "{":
            return after
        place = following
    return place


def functions(text):
    """Every function with a body, its lines counted from its head to its closing brace."""
    code = DIRECTIVE.sub(blank, code_only(text))
    found = []
    start = place = 0
    while place < len(code):
        sign = code[place]
        if sign in ";}":
            start = place + 1
        elif sign == "{":
            head = code[start:place]
            if is_function_head(head):
                place = end_of_block(code, skip_initialisers(code, place, head))
                found.append(measured(code, start, place, head))
            start = place + 1
        place += 1
    return found


def measured(code, start, end, head):
    first = code.count("\n", 0, first_code(code, start)) + 1
    last = code.count("\n", 0, end) + 1
    name = NAME.search(head)
    return Function(name[1].strip() if name else "?", first, last - first + 1)
