#!/usr/bin/env python3
"""Bulk export over HTTP, and through a kill: tests/bulk/run.py. Closes with "N passed, N failed"."""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(os.environ.get("HELSELOS_BINARY", ROOT / "build" / "release" / "helselos"))
START_SECONDS_MAX = 60
EXPORT_SECONDS_MAX = 120
OBSERVATIONS = 60_000


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class House:
    def __init__(self, folder, *choices):
        self.folder = folder
        self.port = free_port()
        self.choices = choices or ("--auth", "off")
        self.base = f"http://127.0.0.1:{self.port}/fhir"

    def start(self):
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen([str(PROGRAM), "serve", "--listen", f"127.0.0.1:{self.port}", "--data", str(self.folder / "data"),
                                             *self.choices], cwd=ROOT, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        deadline = time.monotonic() + START_SECONDS_MAX
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                return urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5).read()
            except OSError:
                time.sleep(0.05)
        raise RuntimeError("the program did not start: " + (self.folder / "log").read_text(errors="replace")[-2000:])

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def ask(self, path, method="GET", body=None, **headers):
        request = urllib.request.Request(path if path.startswith("http") else f"{self.base}/{path}", method=method,
                                         data=json.dumps(body).encode() if body is not None else None)
        if body is not None:
            request.add_header("Content-Type", "application/fhir+json")
        for name, value in headers.items():
            request.add_header(name.replace("_", "-"), value)
        try:
            answer = urllib.request.urlopen(request, timeout=60)
        except urllib.error.HTTPError as error:
            answer = error
        answer.text = answer.read()
        return answer

    def begin(self, path, **headers):
        answer = self.ask(path, Prefer="respond-async", **headers)
        assert answer.status == 202, (answer.status, answer.text)
        return answer.headers["Content-Location"]

    def manifest(self, place, **headers):
        deadline = time.monotonic() + EXPORT_SECONDS_MAX
        while time.monotonic() < deadline:
            answer = self.ask(place, **headers)
            if answer.status == 200:
                return json.loads(answer.text)
            assert answer.status == 202 and answer.headers["Retry-After"], (answer.status, answer.text)
            time.sleep(0.05)
        raise AssertionError("the export was not done in time")

    def lines(self, manifest, **headers):
        for output in manifest["output"]:
            answer = self.ask(output["url"], Accept="application/fhir+ndjson", **headers)
            assert answer.status == 200 and answer.headers["Content-Type"].startswith("application/fhir+ndjson"), answer.status
            lines = [json.loads(line) for line in answer.text.splitlines()]
            assert len(lines) == output["count"] and all(line["resourceType"] == output["type"] for line in lines), output["type"]
            yield from lines

    def ids(self, path):
        return Counter(f"{one['resourceType']}/{one['id']}" for one in self.lines(self.manifest(self.begin(path))))


def observation(number, patient):
    return {"resourceType": "Observation", "id": f"o{number}", "status": "final" if number % 3 else "preliminary", "code": {"text": "x"},
            "subject": {"reference": f"Patient/{patient}"}, "valueQuantity": {"value": number, "unit": "mg"}}


def fill(folder):
    """Imported, so that a test of thousands takes seconds."""
    source = folder / "source.ndjson"
    with source.open("w", encoding="utf-8") as file:
        for name in ("p1", "p2", "p3"):
            file.write(json.dumps({"resourceType": "Patient", "id": name, "birthDate": "1980-05-01"}) + "\n")
        file.write(json.dumps({"resourceType": "Group", "id": "g", "type": "person", "actual": True, "member": [
            {"entity": {"reference": "Patient/p1"}}, {"entity": {"reference": "Patient/p2"}, "inactive": True}]}) + "\n")
        file.write(json.dumps({"resourceType": "Organization", "id": "h", "name": "Hospital"}) + "\n")
        for number in range(OBSERVATIONS):
            file.write(json.dumps(observation(number, f"p{number % 3 + 1}")) + "\n")
    subprocess.run([str(PROGRAM), "import", "--data", str(folder / "data"), str(source)], cwd=ROOT, check=True, capture_output=True)


def the_whole_system(house):
    found = house.ids("$export?_type=Patient,Observation,Organization,Group")
    assert len(found) == OBSERVATIONS + 5 and set(found.values()) == {1}, len(found)


def patients_and_groups(house):
    found = house.ids("Group/g/$export?_type=Observation,Patient")
    assert found.keys() == {"Patient/p1"} | {f"Observation/o{number}" for number in range(0, OBSERVATIONS, 3)}, len(found)
    everybody = house.ids("Patient/$export?_type=Patient")
    assert everybody.keys() == {"Patient/p1", "Patient/p2", "Patient/p3"}, everybody
    assert house.ask("Patient/$export?_type=Organization", Prefer="respond-async").status == 400


def filters_elements_and_since(house):
    final = house.ids("$export?_type=Observation&_typeFilter=Observation%3Fstatus%3Dpreliminary")
    assert len(final) == OBSERVATIONS // 3, len(final)
    one = next(house.lines(house.manifest(house.begin("$export?_type=Patient&_elements=Patient.gender"))))
    assert "birthDate" not in one and one["meta"]["tag"][0]["code"] == "SUBSETTED", one
    assert house.manifest(house.begin("$export?_type=Patient&_since=2100-01-01T00:00:00Z"))["output"] == []


def a_manifest_says_what_it_must(house):
    place = house.begin("$export?_type=Patient")
    manifest = house.manifest(place)
    assert manifest["requiresAccessToken"] is True and manifest["request"].endswith("/$export?_type=Patient"), manifest
    assert manifest["transactionTime"] and manifest["error"] == [], manifest
    assert house.ask(place).headers["Expires"]


def what_is_given_up_is_gone(house):
    place = house.begin("$export")
    assert house.ask(place, "DELETE").status == 202
    assert house.ask(place).status == 404
    assert house.ask(place, "DELETE").status == 404


def what_is_not_understood_is_refused(house):
    for path, status in (("$export?_typo=1", 400), ("$export?_type=Nothing", 400), ("$export?organizeOutputBy=Patient", 400),
                         ("$export?_typeFilter=Patient%3Fnope%3D1&_type=Patient", 400), ("$export-status?job=..%2F..", 404), ("$export-status", 404),
                         ("$export-file?job=x&file=0", 404), ("Group/nobody/$export", 404)):
        answer = house.ask(path, Prefer="respond-async")
        assert answer.status == status and b"OperationOutcome" in answer.text, (path, answer.status, answer.text)
    assert house.ask("$export").status == 400, "without respond-async"


def a_killed_export_goes_on(house):
    """Killed again and again while it is made; in the end each is there once."""
    place = house.begin("$export?_type=Observation")
    record = house.folder / "data" / "export" / place.split("job=")[1] / "export.json"
    was_under_way = False
    for _ in range(4):
        time.sleep(0.1)
        house.kill()
        kept = json.loads(record.read_text())
        was_under_way |= kept["state"] == 0 and any(file["count"] for file in kept["files"])
        house.start()
    assert was_under_way, "it was never killed in the middle: more records are needed"
    found = Counter(one["id"] for one in house.lines(house.manifest(place)))
    assert len(found) == OBSERVATIONS and set(found.values()) == {1}, (len(found), found.most_common(2))


def residents_and_strangers_get_nothing(house):
    with tempfile.TemporaryDirectory(prefix="helselos-bulk-") as folder:
        demo = House(Path(folder), "--demo")
        demo.start()
        try:
            assert demo.ask("$export", Prefer="respond-async").status == 401
            for person in ("anita", "sykepleier-kari", "admin", "ombud"):
                asked = demo.ask(f"http://127.0.0.1:{demo.port}/demo/token", "POST", {"person": person}, Content_Type="application/json")
                token = "Bearer " + json.loads(asked.text)["access_token"]
                assert demo.ask("$export", Prefer="respond-async", Authorization=token).status == 403, person
        finally:
            demo.kill()


CHECKS = [the_whole_system, patients_and_groups, filters_elements_and_since, a_manifest_says_what_it_must, what_is_given_up_is_gone,
          what_is_not_understood_is_refused, a_killed_export_goes_on, residents_and_strangers_get_nothing]


def clear(house):
    """One caller has few jobs at once."""
    for job in (house.folder / "data" / "export").glob("*"):
        house.ask(f"$export-status?job={job.name}", "DELETE")


def main():
    failed = 0
    with tempfile.TemporaryDirectory(prefix="helselos-bulk-") as folder:
        house = House(Path(folder))
        fill(Path(folder))
        house.start()
        try:
            for check in CHECKS:
                try:
                    check(house)
                    print(f"ok    {check.__name__.replace('_', ' ')}", flush=True)
                except (AssertionError, OSError, KeyError, StopIteration) as error:
                    failed += 1
                    print(f"FAIL  {check.__name__.replace('_', ' ')}: {error!r}"[:1500], flush=True)
                clear(house)
        finally:
            house.process.kill()
    print(f"{len(CHECKS) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
