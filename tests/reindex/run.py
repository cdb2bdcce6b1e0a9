#!/usr/bin/env python3
"""Search parameters that are added while the server runs, and data folders of an earlier program, over HTTP, with the
server killed in the middle: tests/reindex/run.py. Closes with "N passed, N failed"."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
import traceback
import urllib.error
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "rest"))
import old_folder
import program

SECONDS_MAX = 60
PERSONS = 3000
PERSONS_IN_A_BUNDLE = 500


class Server(program.Program):
    """A program that can be killed and started again on the same data."""

    def last_log(self):
        return "" if self.m_log.closed else self.log()

    @property
    def data(self):
        return Path(self.m_folder.name) / "data"

    def stop(self):
        """As Ctrl-C does, and keeps the data."""
        self.m_process.terminate()
        self.m_process.wait(program.SECONDS_TO_STOP_MAX)
        self.m_log.close()

    def start(self, *arguments):
        self.m_arguments = ["--auth", "off", *arguments]
        self.__enter__()

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
            parts = parts_of(parameter)
            if parts.get("url") == url:
                return parts
        return {}

    def rows(self):
        """What $reindex-status tells of the search rows."""
        return next(parts_of(parameter) for parameter in self.must("GET", "/$reindex-status")["parameter"]
                    if parameter["name"] == "rows")

    def wait_for_rows(self):
        deadline = time.monotonic() + SECONDS_MAX
        while (rows := self.rows())["state"] != "ready":
            assert time.monotonic() < deadline, rows
            time.sleep(0.02)
        return rows

    def wait_for(self, url, state):
        deadline = time.monotonic() + SECONDS_MAX
        while time.monotonic() < deadline:
            entry = self.entry(url)
            if entry.get("state", "none") == state:
                return entry
            time.sleep(0.02)
        raise AssertionError(f"{url} did not become {state}: {self.entry(url)}")


def parts_of(parameter):
    return {part["name"]: next(value for key, value in part.items() if key != "name") for part in parameter["part"]}


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


def makes_all_anew_when_asked(server):
    """Rows that were not made are made; what is asked meanwhile is answered; asked twice it is one job."""
    server.stop()
    old_folder.forget_strings(server.data)
    server.start()
    assert server.total("/Patient?name:exact=Kallenavn%207") == 0
    request = urllib.request.Request(f"http://{server.address}/fhir/$reindex", method="POST")
    with urllib.request.urlopen(request, timeout=30) as answer:
        assert answer.status == 202, answer.status
        assert answer.headers["Content-Location"].endswith("/fhir/$reindex-status"), answer.headers
    status, answer = server.ask("POST", "/$reindex")
    assert status == 202, (status, answer)
    assert server.ask("GET", "/Patient?_summary=count")[0] == 200
    deadline = time.monotonic() + SECONDS_MAX
    while server.rows()["done"] == 0:
        assert time.monotonic() < deadline
    done = server.rows()["done"]
    status, _ = server.ask("POST", "/$reindex")
    assert status == 202 and server.rows()["done"] >= done
    server.kill()
    server.start()
    rows = server.wait_for_rows()
    assert rows["done"] == rows["total"] >= PERSONS and rows["failed"] == 0, rows
    assert server.total("/Patient?name:exact=Kallenavn%207") == 1


def refuses_what_reindex_does_not_know(server):
    assert server.ask("GET", "/$reindex")[0] == 405
    status, answer = server.ask("POST", "/$reindex?type=Patient")
    assert status == 400, (status, answer)


def refuses_what_cannot_be_searched_by(server):
    status, answer = server.ask("PUT", "/SearchParameter/bad", parameter("bad", "Patient.name.where("))
    assert status == 422, (status, answer)
    status, answer = server.ask("PUT", "/SearchParameter/name", parameter("name", "Patient.name"))
    assert status == 422, (status, answer)


# Of an earlier program: searches that its rows cannot answer, with the right answer of each, and others.
LACKING = {
    "/Observation?component-code-value-quantity=8480-6$gt138": 1000,
    "/Observation?combo-code-value-quantity=http://loinc.org%7C8480-6$120": 1000,
    "/Observation?combo-code-value-quantity:missing=false": PERSONS,
    "/Patient?identifier:of-type=urn:types%7CMR%7Cn7": 1,
    "/Patient?_has:Observation:subject:component-code-value-quantity=8480-6$gt138": 1000,
    "/Observation?subject:Patient.identifier:of-type=urn:types%7CMR%7Cn7": 1,
}
PRESENT = {
    "/Patient?identifier=n7": 1,
    "/Observation?component-code=8480-6": PERSONS,
    "/Observation?code=85354-9&date=ge2026-06-01": PERSONS,
    "/Observation?code-value-quantity=85354-9$5": 0,
    "/Patient?name:exact=Person7": 1,
}


def measured(number):
    systolic = {"code": {"coding": [{"system": "http://loinc.org", "code": "8480-6"}]},
                "valueQuantity": {"value": 100 + number % 3 * 20, "unit": "mmHg",
                                  "system": "http://unitsofmeasure.org", "code": "mm[Hg]"}}
    diastolic = {"code": {"coding": [{"system": "http://loinc.org", "code": "8462-4"}]},
                 "valueQuantity": {"value": 300, "unit": "mmHg"}}
    person = {"resourceType": "Patient", "id": f"q{number}", "name": [{"text": f"Person{number}"}],
              "identifier": [{"system": "urn:numbers", "value": f"n{number}",
                              "type": {"coding": [{"system": "urn:types", "code": "MR"}]}}]}
    observation = {"resourceType": "Observation", "id": f"o{number}", "status": "final",
                   "code": {"coding": [{"system": "http://loinc.org", "code": "85354-9"}]},
                   "subject": {"reference": f"Patient/q{number}"}, "effectiveDateTime": "2026-06-07",
                   "component": [systolic, diastolic]}
    return [person, observation]


def fill_as_earlier_program(server):
    """The rows a fresh folder has; then it is made old."""
    half = PERSONS_IN_A_BUNDLE // 2
    for first in range(0, PERSONS, half):
        entries = [{"resource": resource, "request": {"method": "PUT", "url": f"{kind}/{resource['id']}"}}
                   for number in range(first, first + half) for resource in measured(number)
                   for kind in [resource["resourceType"]]]
        server.must("POST", "/", {"resourceType": "Bundle", "type": "transaction", "entry": entries})
    server.must("PUT", "/Patient/gone", {"resourceType": "Patient", "id": "gone"})
    server.must("DELETE", "/Patient/gone")
    server.stop()
    server.fresh = old_folder.all_rows(server.data)
    assert old_folder.age(server.data) == 2 * PERSONS


def refuses_what_the_rows_of_an_earlier_program_lack(server):
    server.start()
    for query in LACKING:
        status, answer = server.ask("GET", f"{query}&_summary=count")
        assert status == 503, (query, status, answer, server.rows())
        issue = answer["issue"][0]
        assert answer["resourceType"] == "OperationOutcome" and issue["code"] == "transient", answer
        assert "being indexed" in json.dumps(issue), answer
    assert server.rows()["state"] == "indexing" and server.rows()["edition"] == 1, server.rows()
    assert "an earlier program made the rows" in server.log()


def answers_what_they_have(server):
    for query, expected in PRESENT.items():
        assert server.total(query) == expected, query


def goes_on_after_a_kill(server):
    """What is written meanwhile has its rows at once, here the same as before."""
    if server.rows()["state"] == "ready":  # A fast machine.
        server.stop()
        old_folder.age(server.data)
        server.start()
    deadline = time.monotonic() + SECONDS_MAX
    while server.rows()["done"] == 0:
        assert time.monotonic() < deadline
    for number in (PERSONS - 1, 0):
        for resource in measured(number):
            server.must("PUT", f"/{resource['resourceType']}/{resource['id']}", resource)
    server.kill()
    done = standing_in_the_store(server)
    assert done["edition"] == 1 and 0 < done["resourcesDone"] < done["resourcesTotal"], done
    server.start()
    assert server.rows()["done"] >= done["resourcesDone"]
    rows = server.wait_for_rows()
    assert rows["edition"] == rows["target"] and rows["failed"] == 0, rows
    assert rows["done"] == rows["total"] >= 2 * PERSONS, rows
    for query, expected in LACKING.items():
        assert server.total(query) == expected, (query, server.total(query))


def standing_in_the_store(server):
    store = sqlite3.connect(f"file:{server.data / 'helselos.db'}?mode=ro", uri=True)
    text = store.execute("SELECT value FROM meta WHERE name='fact search-rows'").fetchone()[0]
    store.close()
    return json.loads(text)


def has_the_rows_of_a_fresh_folder(server):
    server.stop()
    now = old_folder.all_rows(server.data)
    for table, rows in server.fresh.items():
        if table != "counter":  # Of versions: what was written meanwhile has one more.
            assert now[table] == rows, (table, rows, now[table])
    server.start()


def is_ready_at_the_next_start(server):
    assert server.rows()["state"] == "ready"
    for query, expected in LACKING.items():
        assert server.total(query) == expected, query


def an_import_makes_no_old_folder_new(server):
    server.stop()
    old_folder.age(server.data)
    bundle = server.data.parent / "bundle.json"
    bundle.write_text(json.dumps({"resourceType": "Bundle", "type": "transaction", "entry": [
        {"resource": resource, "request": {"method": "PUT", "url": f"{resource['resourceType']}/{resource['id']}"}}
        for resource in measured(PERSONS + 2)]}))
    subprocess.run([server.m_binary, "import", "--data", str(server.data), str(bundle)], check=True, cwd=program.ROOT,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    assert standing_in_the_store(server)["edition"] == 1
    server.start()
    server.wait_for_rows()
    assert server.total("/Observation?component-code-value-quantity=8480-6$gt138") == 1001


def words_are_never_silently_fewer(server):
    """After a while without them, and when their file is gone."""
    def total_when_ready(query):
        deadline = time.monotonic() + SECONDS_MAX
        while (answer := server.ask("GET", f"{query}&_summary=count"))[0] == 503:
            assert time.monotonic() < deadline, answer
            time.sleep(0.02)
        assert answer[0] == 200, answer
        return answer[1]["total"]

    assert total_when_ready("/Patient?_content=person7") == 1
    server.stop()
    server.start("--no-words")
    assert server.ask("GET", "/Patient?_content=person7")[0] == 400
    for number in range(20):
        server.must("PUT", f"/Patient/w{number}", {"resourceType": "Patient", "id": f"w{number}",
                                                   "name": [{"text": "Person7"}]})
    server.kill()
    server.start()
    assert total_when_ready("/Patient?_content=person7") == 21
    assert total_when_ready("/Patient?name:contains=erson77") == 11
    server.stop()
    for path in server.data.glob("words.db*"):
        path.unlink()
    server.start()
    assert total_when_ready("/Patient?_content=person7") == 21
    assert total_when_ready("/Patient?name:contains=erson77") == 11


def refuses_the_rows_of_a_newer_program(server):
    server.stop()
    store = sqlite3.connect(server.data / "helselos.db")
    with store:
        store.execute("UPDATE meta SET value=CAST(json_set(CAST(value AS TEXT),'$.edition',1000) AS BLOB)"
                      " WHERE name='fact search-rows'")
    store.close()
    refused = subprocess.run([server.m_binary, "serve", "--listen", server.address, "--data", str(server.data),
                              "--auth", "off"], cwd=program.ROOT, capture_output=True, text=True,
                             timeout=program.SECONDS_TO_START_MAX, check=False)
    assert refused.returncode == 1 and "edition 1000" in refused.stderr, refused


def run_all(binary, prepare, tests):
    passed = failed = 0
    with Server(binary, ["--auth", "off"]) as server:
        prepare(server)
        for test in tests:
            try:
                test(server)
                passed += 1
            except (AssertionError, OSError, KeyError, StopIteration, subprocess.SubprocessError,
                    program.DidNotStart):
                failed += 1
                print(f"FAIL: {test.__name__}\n{traceback.format_exc()}\n{server.last_log()}", flush=True)
    return passed, failed


def main():
    binary = os.environ.get("HELSELOS_BINARY", str(program.ROOT / "build" / "release" / "helselos"))
    added = run_all(binary, fill, (
        finds_old_and_new, survives_a_kill_in_the_middle, is_ready_after_a_stop, asks_words_of_an_added_code,
        is_unknown_when_removed, makes_all_anew_when_asked, refuses_what_reindex_does_not_know,
        refuses_what_cannot_be_searched_by))
    old = run_all(binary, fill_as_earlier_program, (
        refuses_what_the_rows_of_an_earlier_program_lack, answers_what_they_have, goes_on_after_a_kill,
        has_the_rows_of_a_fresh_folder, is_ready_at_the_next_start, an_import_makes_no_old_folder_new,
        words_are_never_silently_fewer, refuses_the_rows_of_a_newer_program))
    passed, failed = added[0] + old[0], added[1] + old[1]
    print(f"{passed} passed, {failed} failed", flush=True)
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
