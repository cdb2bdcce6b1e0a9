#!/usr/bin/env python3
"""Clinical content that is changed without a new program, over HTTP: installed, gone back from, tampered with, and an
installation that is killed in the middle: tests/content/run.py. HELSELOS_CONTENT names another folder of content than the
one of this tree. Closes with "N passed, N failed"."""

import base64
import json
import os
import shutil
import signal
import subprocess
import sys
import tarfile
import tempfile
import time
import traceback
import urllib.error
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "rest"))
import cut
import program

CONTENT = Path(os.environ.get("HELSELOS_CONTENT", program.ROOT / "content"))
SECONDS_TO_INSTALL_MAX = 300
COMPLAINT = "sore-throat"
OTHER_COMPLAINT = "headache"
OLD_TITLE = "Vondt i halsen"
NEW_TITLE = "Vondt i halsen nå"


class Server(program.Program):
    """A program that is stopped and started again on the same data."""

    @property
    def data(self):
        return Path(self.m_folder.name) / "data"

    def stop(self):
        self.m_process.terminate()
        self.m_process.wait(program.SECONDS_TO_STOP_MAX)
        self.m_log.close()

    def start(self):
        self.__enter__()

    def refuses_to_start(self):
        """Its words."""
        done = subprocess.run([self.m_binary, "serve", "--listen", self.address, "--data", str(self.data),
                               *self.m_arguments], cwd=program.ROOT, capture_output=True, text=True,
                              timeout=program.SECONDS_TO_START_MAX)
        assert done.returncode == 1, (done.returncode, done.stdout)
        return done.stderr

    def command(self, *words):
        return [self.m_binary, "content", *words, "--data", str(self.data)]

    def content(self, *words):
        return subprocess.run(self.command(*words), capture_output=True, text=True, timeout=SECONDS_TO_INSTALL_MAX)

    def in_force(self):
        listed = self.content("versions")
        return next(line.split()[1] for line in listed.stdout.splitlines() if line.startswith("* "))

    def get(self, path):
        with urllib.request.urlopen(f"http://{self.address}/fhir{path}", timeout=30) as answer:
            return json.load(answer)

    def post(self, path, body):
        request = urllib.request.Request(f"http://{self.address}/fhir{path}", json.dumps(body).encode(),
                                         {"Content-Type": "application/fhir+json"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def title(self):
        return self.get(f"/Questionnaire/{COMPLAINT}")["title"]

    def shown_title(self):
        url = "https://helselos.no/fhir/ValueSet/complaint"
        found = self.get(f"/ValueSet/$expand?url={url}&displayLanguage=nb")["expansion"]["contains"]
        return next(each["display"] for each in found if each["code"] == COMPLAINT)


def changed(folder, name, old, new):
    """A copy of the small content with one passage changed."""
    target = folder / name
    shutil.copytree(folder / "small" / "triage", target / "triage")
    file = target / "triage" / "protocols" / f"{COMPLAINT}.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text, old
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return target


def first_response():
    return {"resourceType": "QuestionnaireResponse", "status": "in-progress", "language": "nb",
            "contained": [{"resourceType": "Questionnaire", "id": "interview", "status": "active",
                           "derivedFrom": [f"https://helselos.no/fhir/Questionnaire/{COMPLAINT}"]}],
            "questionnaire": "#interview"}


def shows_new_text_after_a_restart(server, folder):
    assert server.in_force() == "shipped"
    server.begun = server.post("/Questionnaire/$next-question", first_response())
    source = changed(folder, "new", f"nb: {OLD_TITLE}\n", f"nb: {NEW_TITLE}\n")
    done = server.content("install", str(source))
    assert done.returncode == 0, (done.stdout, done.stderr)
    assert server.title() == OLD_TITLE, "a running server goes on as it began"
    server.stop()
    server.start()
    assert server.title() == NEW_TITLE
    assert server.shown_title() == NEW_TITLE
    assert server.get(f"/PlanDefinition/{OTHER_COMPLAINT}")["status"] == "retired"
    server.new = server.in_force()
    library = server.get(f"/Library/{COMPLAINT}")
    proof = next(json.loads(base64.b64decode(each["data"])) for each in library["content"]
                 if each["title"] == "proof.json")
    assert proof["fingerprint"] == server.new and proof["laws"]["one-outcome"] > 0, proof
    assert server.get(f"/Library/{COMPLAINT}")["version"].endswith("+" + server.new)


def keeps_what_earlier_content_said(server, _):
    versions = [entry["resource"]["version"] for entry in server.get(f"/Library/{COMPLAINT}/_history")["entry"]]
    assert len(versions) == 2 and len(set(versions)) == 2, versions
    assert server.get(f"/Library/{COMPLAINT}/_history/1")["title"] == OLD_TITLE
    assert server.get(f"/Library/{COMPLAINT}/_history/2")["title"] == NEW_TITLE


def goes_on_with_an_interview_begun_before(server, _):
    before = server.begun["contained"][0]["version"]
    answer = server.post("/Questionnaire/$next-question", server.begun)
    assert answer["status"] == "in-progress", answer
    assert before != server.post("/Questionnaire/$next-question", first_response())["contained"][0]["version"]


def refuses_content_with_a_mistake(server, folder):
    source = changed(folder, "wrong", "review: draft", "review: perhaps")
    done = server.content("install", str(source))
    assert done.returncode == 1 and f"protocols/{COMPLAINT}.yaml:" in done.stdout, (done.stdout, done.stderr)
    assert "not installed" in done.stderr, done.stderr
    assert server.in_force() == server.new


def is_whole_after_a_kill(server, folder):
    """Killed after copying has begun and before the new version is in place."""
    source = changed(folder, "killed", f"nb: {OLD_TITLE}\n", f"nb: {OLD_TITLE} da\n")
    installing = subprocess.Popen(server.command("install", str(source)), stdout=subprocess.DEVNULL,
                                  stderr=subprocess.DEVNULL)
    copied = server.data / "content" / "new" / "triage" / "levels.yaml"
    deadline = time.monotonic() + SECONDS_TO_INSTALL_MAX
    while not copied.exists():
        assert time.monotonic() < deadline and installing.poll() is None
        time.sleep(0.001)
    installing.send_signal(signal.SIGKILL)
    assert installing.wait() == -signal.SIGKILL
    assert copied.exists(), "it was killed in the middle"
    assert server.in_force() == server.new
    server.stop()
    server.start()
    assert server.title() == NEW_TITLE


def installs_from_an_archive(server, folder):
    source = changed(folder, "packed", f"nb: {OLD_TITLE}\n", f"nb: {OLD_TITLE} igjen\n")
    archive = folder / "content.tgz"
    with tarfile.open(archive, "w:gz") as packed:
        packed.add(source / "triage", "content/triage")
    done = server.content("install", str(archive))
    assert done.returncode == 0, (done.stdout, done.stderr)
    assert server.in_force() != server.new
    again = server.content("install", str(archive))
    assert again.returncode == 0 and "already" in again.stdout, (again.stdout, again.stderr)
    assert not (server.data / "content" / "new").exists()
    assert server.content("use", server.new).returncode == 0
    assert server.in_force() == server.new


def refuses_content_that_was_tampered_with(server, _):
    server.stop()
    file = server.data / "content" / server.new / "triage" / "protocols" / f"{COMPLAINT}.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "# more\n", encoding="utf-8")
    words = server.refuses_to_start()
    assert server.new in words and "is not what was installed" in words, words
    listed = server.content("versions")
    assert listed.returncode == 1 and "damaged" in listed.stdout, listed.stdout
    assert server.content("use", server.new).returncode == 1


def goes_back_to_what_was_shipped(server, _):
    assert server.content("use", "shipped").returncode == 0
    server.start()
    assert server.title() == OLD_TITLE
    assert server.shown_title() == OLD_TITLE
    assert server.get(f"/PlanDefinition/{OTHER_COMPLAINT}")["status"] != "retired"


STEPS = (shows_new_text_after_a_restart, keeps_what_earlier_content_said, goes_on_with_an_interview_begun_before,
         refuses_content_with_a_mistake, is_whole_after_a_kill, installs_from_an_archive,
         refuses_content_that_was_tampered_with, goes_back_to_what_was_shipped)


def main():
    binary = os.environ.get("HELSELOS_BINARY", str(program.ROOT / "build" / "release" / "helselos"))
    passed = failed = 0
    with tempfile.TemporaryDirectory(prefix="helselos-content-") as folder:
        cut.cut(binary, CONTENT, Path(folder) / "small", COMPLAINT)
        with Server(binary, ["--auth", "off", "--content", str(CONTENT)]) as server:
            for step in STEPS:
                try:
                    step(server, Path(folder))
                    passed += 1
                except (AssertionError, OSError, StopIteration, AttributeError, subprocess.SubprocessError, program.DidNotStart):
                    failed += 1
                    print(f"FAIL: {step.__name__}\n{traceback.format_exc()}", flush=True)
    print(f"{passed} passed, {failed} failed", flush=True)
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
