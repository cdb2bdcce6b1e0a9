#!/usr/bin/env python3
"""Bulk export and import over HTTP, and through kills: tests/bulk/run.py [PART OF A NAME]. Closes with "N passed, N failed"."""

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
IMPORTED = 30_000
POLL_SECONDS = 0.3
NDJSON = "application/fhir+ndjson"


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
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        request = urllib.request.Request(path if path.startswith("http") else f"{self.base}/{path}", method=method, data=data)
        if body is not None and "Content_Type" not in headers:
            request.add_header("Content-Type", "application/fhir+json")
        for name, value in headers.items():
            request.add_header(name.replace("_", "-"), value)
        try:
            answer = urllib.request.urlopen(request, timeout=60)
        except urllib.error.HTTPError as error:
            answer = error
        answer.text = answer.read()
        return answer

    def begin(self, path, method="GET", body=None, **headers):
        answer = self.ask(path, method, body, Prefer="respond-async", **headers)
        assert answer.status == 202, (answer.status, answer.text)
        return answer.headers["Content-Location"]

    def manifest(self, place, **headers):
        deadline = time.monotonic() + EXPORT_SECONDS_MAX
        while time.monotonic() < deadline:
            answer = self.ask(place, **headers)
            if answer.status == 200:
                return json.loads(answer.text)
            assert answer.status == 202 and answer.headers["Retry-After"], (answer.status, answer.text)
            time.sleep(POLL_SECONDS)
        raise AssertionError("it was not done in time")

    def post_lines(self, resources, **headers):
        """The manifest of an import of these, posted."""
        return self.manifest(self.begin("$import", "POST", ndjson(resources), Content_Type=NDJSON, **headers), **headers)

    def refused(self, manifest, **headers):
        """(line number, elements, texts) of what was refused."""
        told = []
        for error in manifest["error"]:
            answer = self.ask(error["url"], Accept=NDJSON, **headers)
            assert answer.status == 200 and answer.headers["Content-Type"].startswith(NDJSON), answer.status
            for line in answer.text.splitlines():
                outcome = json.loads(line)
                assert outcome["resourceType"] == "OperationOutcome", outcome
                told.append((outcome["extension"][0]["valueInteger"], [e for issue in outcome["issue"] for e in issue.get("expression", [])], line.decode()))
            assert len(answer.text.splitlines()) == error["count"], error
        return told

    def total(self, query):
        return json.loads(self.ask(f"{query}&_summary=count").text)["total"]

    def lines(self, manifest, **headers):
        for output in manifest["output"]:
            answer = self.ask(output["url"], Accept="application/fhir+ndjson", **headers)
            assert answer.status == 200 and answer.headers["Content-Type"].startswith("application/fhir+ndjson"), answer.status
            lines = [json.loads(line) for line in answer.text.splitlines()]
            assert len(lines) == output["count"] and all(line["resourceType"] == output["type"] for line in lines), output["type"]
            yield from lines

    def ids(self, path):
        return Counter(f"{one['resourceType']}/{one['id']}" for one in self.lines(self.manifest(self.begin(path))))


def ndjson(resources):
    return "".join(json.dumps(one) + "\n" for one in resources).encode()


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


def asking_too_often_is_told(house):
    place = house.begin("$export?_type=Observation")
    answers = [house.ask(place) for _ in range(8)]
    assert answers[0].status == 202, answers[0].status
    too_often = [one for one in answers[1:] if one.status == 429]
    assert too_often and all(one.headers["Retry-After"] for one in too_often), [one.status for one in answers]
    time.sleep(POLL_SECONDS)
    assert house.ask(place).status in (200, 202)


def since_tells_what_was_removed(house):
    moment = json.loads(house.ask("Observation?_sort=-_lastUpdated&_count=1").text)["entry"][0]["resource"]["meta"]["lastUpdated"]
    made = [house.ask(f"Observation/gone{number}", "PUT", {**observation(number, f"p{number}"), "id": f"gone{number}"}) for number in (1, 2)]
    assert [one.status for one in made] == [201, 201]
    for number in (1, 2):
        assert house.ask(f"Observation/gone{number}", "DELETE").status == 204

    def removed(path):
        manifest = house.manifest(house.begin(f"{path}?_type=Observation&_since={moment}"))
        urls = []
        for file in manifest["deleted"]:
            assert file["type"] == "Bundle", file
            for line in house.ask(file["url"], Accept=NDJSON).text.splitlines():
                bundle = json.loads(line)
                assert bundle["type"] == "transaction" and bundle["entry"][0]["request"]["method"] == "DELETE", bundle
                urls.append(bundle["entry"][0]["request"]["url"])
        return sorted(urls)
    assert removed("$export") == ["Observation/gone1", "Observation/gone2"], removed("$export")
    assert removed("Group/g/$export") == ["Observation/gone1"], "p2 is no active member"
    assert "deleted" not in house.manifest(house.begin("$export?_type=Patient"))


def patients_can_be_named(house):
    def named(path, *patients):
        return house.ask(path, "POST", {"resourceType": "Parameters", "parameter": [{"name": "_type", "valueString": "Patient"}] + [
            {"name": "patient", "valueReference": {"reference": patient}} for patient in patients]}, Prefer="respond-async")
    begun = named("Patient/$export", "Patient/p1", "Patient/p3")
    assert begun.status == 202, begun.text
    assert {one["id"] for one in house.lines(house.manifest(begun.headers["Content-Location"]))} == {"p1", "p3"}
    begun = named("Group/g/$export", "Patient/p1")
    assert {one["id"] for one in house.lines(house.manifest(begun.headers["Content-Location"]))} == {"p1"}
    assert named("Group/g/$export", "Patient/p3").status == 400, "no member"
    assert named("Patient/$export", "Patient/nobody").status == 404
    assert named("Patient/$export", "Observation/o1").status == 400
    assert named("$export", "Patient/p1").status == 400
    assert house.ask("Patient/$export?patient=Patient/p1", Prefer="respond-async").status == 400


def lines_are_put_in(house):
    resources = [{"resourceType": "Patient", "id": "i1", "birthDate": "1980-05-01"}] + [
        {**observation(number, "i1"), "id": f"in{number}"} for number in range(1_000)]
    manifest = house.post_lines(resources)
    assert manifest["output"] == [{"count": 1_001}] and manifest["error"] == [], manifest
    assert manifest["request"].endswith("/$import") and manifest["transactionTime"], manifest
    assert house.total("Observation?subject=Patient/i1") == 1_000
    again = house.post_lines(resources)
    assert again["output"] == [{"count": 1_001}], again
    assert house.total("Observation?subject=Patient/i1") == 1_000, "by their ids, none twice"


def what_is_refused_is_told_with_its_line(house):
    lines = ndjson([observation(number, "secret-name") | {"id": f"bad{number}"} for number in range(500)]).splitlines()
    lines[6] = json.dumps({**observation(6, "p1"), "id": "bad6", "status": "secret-value"}).encode()
    lines[99] = b"{ nonsense secret-value"
    lines[250] = b""
    lines[499] = json.dumps({**observation(499, "p1"), "id": "bad499", "secret-element": 1}).encode()
    place = house.begin("$import", "POST", b"\n".join(lines), Content_Type=NDJSON)
    manifest = house.manifest(place)
    assert manifest["output"][0]["count"] == 496 and manifest["error"][0]["count"] == 3, manifest
    told = house.refused(manifest)
    assert sorted(line for line, _, _ in told) == [7, 100, 500], told
    by_line = {line: elements for line, elements, _ in told}
    assert by_line[7] == ["Observation.status"], by_line
    assert not any("secret-value" in text or "secret-name" in text for _, _, text in told), told
    assert house.ask("Observation/bad5").status == 200 and house.ask("Observation/bad6").status == 404
    assert house.ask("Observation/bad498").status == 200


def the_later_line_of_two_wins(house):
    def line(value):
        return {**observation(1, "p1"), "id": "twice", "valueQuantity": {"value": value, "unit": "mg"}}
    manifest = house.post_lines([line(1), line(2)] + [{**observation(n, "p1"), "id": f"t{n}"} for n in range(300)] + [line(3)])
    assert manifest["output"][0]["count"] == 303 and manifest["error"] == [], manifest
    read = json.loads(house.ask("Observation/twice").text)
    assert read["valueQuantity"]["value"] == 3 and read["meta"]["versionId"] == "3", read


def files_of_the_drop_folder_are_put_in(house):
    drop = house.folder / "data" / "import-drop"
    assert drop.stat().st_mode & 0o777 == 0o700, "for its owner alone"
    (drop / "patients.ndjson").write_bytes(ndjson([{"resourceType": "Patient", "id": f"d{n}"} for n in range(3)]))
    (drop / "mixed.ndjson").write_bytes(ndjson([{**observation(1, "d1"), "id": "drop1"}, {"resourceType": "Patient", "id": "d9"}]))
    def asked(*inputs):
        return {"resourceType": "Parameters", "parameter": [{"name": "inputFormat", "valueString": NDJSON}] + [{"name": "input", "part": [
            {"name": "type", "valueCode": type}, {"name": "url", "valueUrl": url}]} for type, url in inputs]}
    manifest = house.manifest(house.begin("$import", "POST", asked(("Patient", "patients.ndjson"), ("Observation", "mixed.ndjson"))))
    assert manifest["output"] == [{"type": "Patient", "inputUrl": "patients.ndjson", "count": 3},
                                  {"type": "Observation", "inputUrl": "mixed.ndjson", "count": 1}], manifest
    assert [(line, elements) for line, elements, _ in house.refused(manifest)] == [(2, ["Patient"])], house.refused(manifest)
    assert house.ask("Patient/d9").status == 404
    with (drop / "huge.ndjson").open("wb") as huge:
        huge.truncate((256 << 30) + 1)
    too_large = house.ask("$import", "POST", asked(("Patient", "huge.ndjson")), Prefer="respond-async")
    assert too_large.status == 413, too_large.status
    with (drop / "huge.ndjson").open("wb") as huge:
        huge.truncate(256 << 30)
    place = house.begin("$import", "POST", asked(("Patient", "huge.ndjson")))
    assert house.ask(place).status == 202 and house.ask(place, "DELETE").status == 202, "one endless line is given up like any other"
    assert house.post_lines([{"resourceType": "Patient", "id": "after"}])["error"] == []
    (drop / "huge.ndjson").unlink()
    for url in ("nothing.ndjson", "../lock", "https://example.org/a.ndjson", "http://127.0.0.1/a", "file:///etc/passwd"):
        answer = house.ask("$import", "POST", asked(("Patient", url)), Prefer="respond-async")
        assert answer.status == 400 and b"OperationOutcome" in answer.text, (url, answer.status)


def an_input_that_changes_on_the_way_ends_the_import(house):
    file = house.folder / "data" / "import-drop" / "changing.ndjson"
    file.write_bytes(ndjson([{**observation(n, "p1"), "id": f"ch{n}"} for n in range(IMPORTED)]))
    place = house.begin("$import", "POST", {"resourceType": "Parameters", "parameter": [{"name": "input", "part": [{"name": "url", "valueUrl": file.name}]}]})
    with file.open("r+b") as changing:
        changing.truncate(changing.seek(0, os.SEEK_END) - 1_000)
    deadline = time.monotonic() + EXPORT_SECONDS_MAX
    while (answer := house.ask(place)).status in (202, 429) and time.monotonic() < deadline:
        time.sleep(POLL_SECONDS)
    assert answer.status == 500 and b"resources" in answer.text, (answer.status, answer.text)


def what_is_no_import_is_refused(house):
    one = ndjson([{"resourceType": "Patient", "id": "never"}])
    for headers, body, status in (({"Content_Type": NDJSON}, one, 400), ({"Content_Type": "text/plain", "Prefer": "respond-async"}, one, 415),
                                  ({"Content_Type": NDJSON, "Prefer": "respond-async"}, b"", 400), ({"Prefer": "respond-async"}, {"resourceType": "Patient"}, 400)):
        answer = house.ask("$import", "POST", body, **headers)
        assert answer.status == status and b"OperationOutcome" in answer.text, (headers, answer.status, answer.text)
    assert house.ask("$import", Prefer="respond-async").status == 405
    assert house.ask("Patient", "POST", one, Content_Type=NDJSON).status == 415, "only an import takes lines"
    for path in ("$import-status?job=..%2F..", "$import-status", "$import-file?job=x&input=0"):
        assert house.ask(path).status == 404, path
    assert house.ask("Patient/never").status == 404


def a_killed_import_goes_on(house):
    """Killed again and again in the middle; each line is there once, with an id or without, and each refusal is told once."""
    lines = []
    for number in range(IMPORTED):
        one = {**observation(number, "p1"), "id": f"k{number}", "identifier": [{"system": "urn:killed", "value": str(number)}]}
        if number % 2:
            del one["id"]
        if number % 1_000 == 7:
            one["status"] = "wrong"
        lines.append(one)
    place = house.begin("$import", "POST", ndjson(lines), Content_Type=NDJSON)
    was_under_way = 0
    for _ in range(5):
        time.sleep(0.6)
        before = house.ask(place)
        house.kill()
        house.start()
        was_under_way += before.status == 202 and house.total("Observation?identifier=urn:killed|") > 0
    assert was_under_way >= 2, "it was hardly killed in the middle: more lines are needed"
    manifest = house.manifest(place)
    refused = IMPORTED // 1_000
    assert manifest["output"][0]["count"] == IMPORTED - refused and manifest["error"][0]["count"] == refused, manifest
    assert sorted(line for line, _, _ in house.refused(manifest)) == [8 + 1_000 * n for n in range(refused)]
    found = Counter(one["identifier"][0]["value"] for one in house.lines(house.manifest(house.begin(
        "$export?_type=Observation&_typeFilter=Observation%3Fidentifier%3Durn:killed%7C"))))
    assert len(found) == IMPORTED - refused and set(found.values()) == {1}, (len(found), found.most_common(2))
    assert not (house.folder / "data" / "import" / place.split("job=")[1] / "posted.ndjson").exists(), "what was posted is not kept"


def a_cancelled_import_stops(house):
    place = house.begin("$import", "POST", ndjson([{**observation(n, "p1"), "id": f"c{n}"} for n in range(IMPORTED)]), Content_Type=NDJSON)
    time.sleep(0.5)
    assert house.ask(place, "DELETE").status == 202
    assert house.ask(place).status == 404 and house.ask(place, "DELETE").status == 404
    assert not (house.folder / "data" / "import" / place.split("job=")[1]).exists()
    time.sleep(0.5)
    count = house.total("Observation?_id=" + ",".join(f"c{n}" for n in range(IMPORTED - 50, IMPORTED)))
    assert count == 0, "it went on to the end"


def the_operator_exports_to_a_folder(house):
    """By the command, killed in the middle; the same command goes on, and each is there once."""
    out = house.folder / "out"
    command = [str(PROGRAM), "export", "--data", str(house.folder / "data"), "--out", str(out), "--type", "Observation", "--type", "Patient"]
    house.kill()
    try:
        was_under_way = False
        for _ in range(3):
            running = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            deadline = time.monotonic() + 10
            while running.poll() is None and time.monotonic() < deadline and not was_under_way:
                time.sleep(0.02)
                kept = out / "export.json"
                was_under_way = kept.exists() and any(file["count"] for file in json.loads(kept.read_text())["files"])
            running.kill()
            running.wait()
        assert was_under_way, "it was never killed in the middle"
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        again = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        assert again.returncode == 1 and "not empty" in again.stderr, again
    finally:
        house.start()
    manifest = json.loads((out / "manifest.json").read_text())
    assert sorted(path.name for path in out.iterdir()) == ["Observation.ndjson", "Patient.ndjson", "manifest.json"], list(out.iterdir())
    for file in manifest["output"]:
        ids = Counter(json.loads(line)["id"] for line in (out / file["url"]).read_text().splitlines())
        assert len(ids) == file["count"] == house.total(f"{file['type']}?_total=accurate") and set(ids.values()) == {1}, (file, len(ids))


def residents_and_strangers_get_nothing(house):
    with tempfile.TemporaryDirectory(prefix="helselos-bulk-") as folder:
        demo = House(Path(folder), "--demo")
        demo.start()
        try:
            assert demo.ask("$export", Prefer="respond-async").status == 401
            assert demo.ask("$import", "POST", ndjson([{"resourceType": "Patient"}]), Content_Type=NDJSON, Prefer="respond-async").status == 401
            for person in ("anita", "sykepleier-kari", "admin", "ombud"):
                asked = demo.ask(f"http://127.0.0.1:{demo.port}/demo/token", "POST", {"person": person}, Content_Type="application/json")
                token = "Bearer " + json.loads(asked.text)["access_token"]
                assert demo.ask("$export", Prefer="respond-async", Authorization=token).status == 403, person
                refused = demo.ask("$import", "POST", ndjson([{"resourceType": "Patient"}]), Content_Type=NDJSON, Prefer="respond-async", Authorization=token)
                assert refused.status == 403, (person, refused.status)
        finally:
            demo.kill()


CHECKS = [the_whole_system, patients_and_groups, filters_elements_and_since, a_manifest_says_what_it_must, what_is_given_up_is_gone,
          what_is_not_understood_is_refused, asking_too_often_is_told, patients_can_be_named, a_killed_export_goes_on, since_tells_what_was_removed,
          lines_are_put_in, what_is_refused_is_told_with_its_line, the_later_line_of_two_wins, files_of_the_drop_folder_are_put_in, an_input_that_changes_on_the_way_ends_the_import,
          what_is_no_import_is_refused, a_killed_import_goes_on, a_cancelled_import_stops, the_operator_exports_to_a_folder, residents_and_strangers_get_nothing]


def clear(house):
    """One caller has few jobs at once."""
    for kind in ("export", "import"):
        for job in (house.folder / "data" / kind).glob("*"):
            house.ask(f"${kind}-status?job={job.name}", "DELETE")


def main():
    failed = 0
    chosen = [check for check in CHECKS if not sys.argv[1:] or any(part in check.__name__ for part in sys.argv[1:])]
    with tempfile.TemporaryDirectory(prefix="helselos-bulk-") as folder:
        house = House(Path(folder))
        fill(Path(folder))
        house.start()
        try:
            for check in chosen:
                try:
                    check(house)
                    print(f"ok    {check.__name__.replace('_', ' ')}", flush=True)
                except (AssertionError, OSError, KeyError, StopIteration) as error:
                    failed += 1
                    print(f"FAIL  {check.__name__.replace('_', ' ')}: {error!r}"[:1500], flush=True)
                clear(house)
        finally:
            house.process.kill()
    print(f"{len(chosen) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
