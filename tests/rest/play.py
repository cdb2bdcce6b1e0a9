"""Plays one case against a running server and says what was not as expected."""

import concurrent.futures
import http.client
import re
import uuid
from dataclasses import dataclass
from urllib.parse import urlsplit

import answer_path
import checks

SECONDS_MAX = 60
SHOWN_CHARACTERS_MAX = 1200
TEMPLATE = re.compile(r"\{\{([a-z]\w*(?: [^{}]*)?)\}\}")
FHIR_JSON = "application/fhir+json"


@dataclass
class Answer:
    status: int
    headers: list
    body: bytes

    def header(self, name):
        values = [value for each, value in self.headers if each.lower() == name.lower()]
        return ", ".join(values) if values else None

    def text(self):
        return self.body.decode("utf-8", errors="replace")

    def json(self):
        try:
            value = answer_path.read_json(self.text())
        except ValueError as error:
            raise checks.NotSo(f"the body is not JSON ({error}): {self.text()[:SHOWN_CHARACTERS_MAX]}") from None
        checks.refuse_unless(isinstance(value, dict), "the body is no JSON object")
        return value


class Failed(Exception):
    """A step did not go as its file says; the text says where and what."""


@dataclass(frozen=True)
class Server:
    """Where to send: `host:port`, the path of the FHIR base, and the token of the caller if any."""
    address: str
    base: str = "/fhir"
    token: str = ""


def unique():
    return "t" + uuid.uuid4().hex[:12]


def fill(text, variables):
    """Puts in variables, and what {{repeat N TEXT}} makes."""

    def value(found):
        word, _, rest = found[1].partition(" ")
        if word == "repeat":
            number, _, repeated = rest.partition(" ")
            return repeated * int(number)
        if found[1] not in variables:
            raise Failed(f"nothing was taken under the name {found[1]}")
        return variables[found[1]]

    return TEMPLATE.sub(value, text)


def target_of(server, target):
    """`/` is the FHIR base, `/Patient` under it, `//healthz` is not, a whole address is taken as it is."""
    if target == "/":
        return server.base
    if target.startswith("//"):
        return target[1:]
    if target.startswith("/"):
        return server.base + target
    parts = urlsplit(target)
    if parts.netloc != server.address:
        raise Failed(f"{target} is not an address of this server ({server.address})")
    return parts.path + (f"?{parts.query}" if parts.query else "")


def headers_of(step, server, variables):
    headers = {"Accept": FHIR_JSON}
    if step.body:
        headers["Content-Type"] = FHIR_JSON
    if server.token:
        headers["Authorization"] = f"Bearer {server.token}"
    for name, value in step.headers:
        headers = {each: kept for each, kept in headers.items() if each.lower() != name.lower()}
        if value:
            headers[name] = fill(value, variables)
    return headers


def send(server, method, target, headers, body):
    connection = http.client.HTTPConnection(server.address, timeout=SECONDS_MAX)
    try:
        connection.request(method, target, body or None, headers)
        answer = connection.getresponse()
        return Answer(answer.status, answer.getheaders(), answer.read())
    finally:
        connection.close()


def answers_of(step, server, variables):
    target = target_of(server, fill(step.target, variables))
    headers = headers_of(step, server, variables)
    body = fill(step.body, variables).encode("utf-8")
    if step.parallel == 1:
        return [send(server, step.method, target, headers, body)]
    with concurrent.futures.ThreadPoolExecutor(step.parallel) as senders:
        sent = [senders.submit(send, server, step.method, target, headers, body) for _ in range(step.parallel)]
        return [each.result() for each in sent]


def check_step(step, answers, variables, told):
    checks.check_statuses(answers, step.statuses)
    for line in step.checks:
        told.line = line
        text = fill(line.text, variables)
        if text.startswith("same "):
            checks.check_same(answers, text[len("same "):])
        else:
            for answer in answers:
                checks.check(answer, text, variables)


class Told:
    line = None


def play_step(case, step, server, variables):
    told = Told()
    answers = []
    try:
        answers = answers_of(step, server, variables)
        check_step(step, answers, variables, told)
    except (checks.NotSo, checks.Unknown, Failed, ValueError, OSError, http.client.HTTPException) as error:
        expected = told.line.text if told.line else f"---- {step.statuses}"
        line = told.line.number if told.line else step.line
        what = "is not understood" if isinstance(error, checks.Unknown) else f"{type(error).__name__}: {error}"
        shown = answers[0].text()[:SHOWN_CHARACTERS_MAX] if answers else ""
        raise Failed(f"{case.file}:{line}: {step.method} {step.target}\n    expected: {expected}\n    {what}\n"
                     f"    answer: {answers[0].status if answers else 'none'} {shown}") from None


def play(case, server, variables):
    """Raises Failed at the first step that does not go as written. Variables taken are kept in `variables`."""
    variables.update(unique=unique(), base=f"http://{server.address}{server.base}")
    for step in case.steps:
        play_step(case, step, server, variables)
