#!/usr/bin/env python3
"""Search parameters that are added while the server runs, over HTTP, with the server killed in the middle:
tests/reindex/run.py. Closes with "N passed, N failed"."""

import json
import os
import signal
import sys
import time
import traceback
import urllib.error
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "rest"))
import program

SECONDS_MAX = 60
PERSONS = 3000
PERSONS_IN_A_BUNDLE = 500


class Server(program.Program):
    """A program that can be killed and started again on the same data."""

    def kill(self):
        self.m_process.send_signal(signal.SIGKILL)
        self.m_process.wait()
        self.m_log.close()

    def ask(self, method, path, body=None):
        request = urllib.request.Request(f"http://{self.address}/fhir{path}", method=method,
                                         data=None if body is None else json.dumps(body).encode(),
                                         headers={"Content-Type": "application/fhir+json"})
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                text = answer.read()
                return answer.status, json.loads(text) if text else {}
        except urllib.error.HTTPError as refusal:
            text = refusal.read()
            return refusal.code, json.loads(text) if text else {}

    def must(self, method, path, body=None):
        status, answer = self.ask(method, path, body)
        assert status < 300, f"{method} {path}: {status} {answer}"
        return answer

    def total(self, path):
        return self.must("GET", f"{path}&_summary=count")["total"]

    def entry(self, url):
        """What $reindex-status tells of a parameter; empty when it knows none."""
        for parameter in self.must("GET", "/$reindex-status").get("parameter", []):
            parts = {part["name"]: next(value for key, value in part.items() if key != "name")
                     for part in parameter["part"]}
            if parts["url"] == url:
                return parts
        return {}

    def wait_for(self, url, state):
        deadline = time.monotonic() + SECONDS_MAX
        while time.monotonic() < deadline:
            entry = self.entry(url)
            if entry.get("state", "none") == state:
                return entry
            time.sleep(0.02)
        raise AssertionError(f"{url} did not become {state}: {self.entry(url)}")


def parameter(code, expression, kind="string"):
    return {"resourceType": "SearchParameter", "id": code, "url": f"https://example.org/SearchParameter/{code}",
            "name": "Added", "status": "active", "description": "For a test.", "code": code, "base": ["Patient"],
            "type": kind, "expression": expression}


def fill(server):
    for first in range(0, PERSONS, PERSONS_IN_A_BUNDLE):
        entries = [{"resource": {"resourceType": "Patient", "id": f"p{number}",
                                 "name": [{"use": "nickname", "text": f"Kallenavn {number}"}],
                                 "maritalStatus": {"text": "Gift med sjøen"}},
                    "request": {"method": "PUT", "url": f"Patient/p{number}"}}
                   for number in range(first, first + PERSONS_IN_A_BUNDLE)]
        server.must("POST", "/", {"resourceType": "Bundle", "type": "transaction", "entry": entries})


def finds_old_and_new(server):
    added = parameter("nick-text", "Patient.name.text")
    server.must("PUT", "/SearchParameter/nick-text", added)
    server.wait_for(added["url"], "ready")
    server.must("PUT", "/Patient/new", {"resourceType": "Patient", "id": "new", "name": [{"text": "Kallenavn ny"}]})
    assert server.total("/Patient?nick-text=kallenavn") == PERSONS + 1
    assert server.total("/Patient?nick-text:exact=Kallenavn%207") == 1
    assert server.total("/Patient?nick-text:contains=navn%20ny") == 1
    server.must("DELETE", "/Patient/new")


def survives_a_kill_in_the_middle(server):
    added = parameter("nick-again", "Patient.name.text")
    server.must("PUT", "/SearchParameter/nick-again", added)
    deadline = time.monotonic() + SECONDS_MAX
    while server.entry(added["url"]).get("done", 0) == 0 and time.monotonic() < deadline:
        pass
    server.kill()
    server.__enter__()
    entry = server.wait_for(added["url"], "ready")
    assert server.total("/Patient?nick-again=kallenavn") == PERSONS
    assert entry["done"] == PERSONS and entry["failed"] == 0, entry


def is_ready_after_a_stop(server):
    server.kill()
    server.__enter__()
    assert server.total("/Patient?nick-text=kallenavn") == PERSONS


def asks_words_of_an_added_code(server):
    added = parameter("married", "Patient.maritalStatus", "token")
    server.must("PUT", "/SearchParameter/married", added)
    server.wait_for(added["url"], "ready")
    deadline = time.monotonic() + SECONDS_MAX
    while server.ask("GET", "/Patient?married:text=sjøen".replace("ø", "%C3%B8"))[0] == 503:
        assert time.monotonic() < deadline, "the words did not become ready"
        time.sleep(0.05)
    assert server.total("/Patient?married:text=sj%C3%B8en") == PERSONS
    assert server.total("/Patient?married:text=land") == 0


def is_unknown_when_removed(server):
    server.must("DELETE", "/SearchParameter/nick-text")
    server.wait_for("https://example.org/SearchParameter/nick-text", "none")
    assert server.ask("GET", "/Patient?nick-text=x")[0] == 400


def refuses_what_cannot_be_searched_by(server):
    status, answer = server.ask("PUT", "/SearchParameter/bad", parameter("bad", "Patient.name.where("))
    assert status == 422, (status, answer)
    status, answer = server.ask("PUT", "/SearchParameter/name", parameter("name", "Patient.name"))
    assert status == 422, (status, answer)


def main():
    binary = os.environ.get("HELSELOS_BINARY", str(program.ROOT / "build" / "release" / "helselos"))
    passed = failed = 0
    with Server(binary, ["--auth", "off"]) as server:
        fill(server)
        for test in (finds_old_and_new, survives_a_kill_in_the_middle, is_ready_after_a_stop,
                     asks_words_of_an_added_code, is_unknown_when_removed, refuses_what_cannot_be_searched_by):
            try:
                test(server)
                passed += 1
            except (AssertionError, OSError, KeyError, StopIteration):
                failed += 1
                print(f"FAIL: {test.__name__}\n{traceback.format_exc()}\n{server.log()}", flush=True)
    print(f"{passed} passed, {failed} failed", flush=True)
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
