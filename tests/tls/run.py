#!/usr/bin/env python3
"""The program speaks TLS itself: tests/tls/run.py. Python's own TLS and HTTP client ask it, and OpenSSL tries what it must
refuse. Certificates are made here, for this run. Closes with "N passed, N failed"."""

import http.client
import json
import os
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(os.environ.get("HELSELOS_BINARY", ROOT / "build" / "release" / "helselos"))
START_SECONDS_MAX = 40
RENEW_SECONDS_MAX = 10


def make_certificate(folder, name):
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                    "-subj", f"/CN={name}", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(certificate)],
                   check=True, capture_output=True)
    key.chmod(0o600)
    return key, certificate


class House:
    def __init__(self, folder):
        self.folder = folder
        self.key, self.certificate = make_certificate(folder, "first")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]

    def command(self, *more):
        return [str(PROGRAM), "serve", "--demo", "--listen", f"127.0.0.1:{self.port}", "--data", str(self.folder / "data"), *more]

    def start(self):
        self.log = (self.folder / "log").open("w+b")
        self.process = subprocess.Popen(self.command("--tls-certificate", str(self.certificate), "--tls-key", str(self.key)),
                                        cwd=ROOT, stdout=self.log, stderr=self.log, stdin=subprocess.DEVNULL)
        deadline = time.monotonic() + START_SECONDS_MAX
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                return self.get("/healthz")
            except OSError:
                time.sleep(0.1)
        raise RuntimeError("the program did not start: " + (self.folder / "log").read_text(errors="replace"))

    def context(self, **choices):
        context = ssl.create_default_context(cafile=str(self.certificate))
        for name, value in choices.items():
            setattr(context, name, value)
        return context

    def connection(self, **choices):
        return http.client.HTTPSConnection("127.0.0.1", self.port, context=self.context(**choices), timeout=20)

    def get(self, path, **choices):
        connection = self.connection(**choices)
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.text = answer.read()
        connection.close()
        return answer

    def subject(self):
        context = ssl._create_unverified_context()  # Only its name is looked at.
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as plain, context.wrap_socket(plain) as secure:
            return secure.getpeercert(binary_form=True)

    def stop(self):
        self.process.terminate()
        return self.process.wait(timeout=20)


def answers_are_whole_and_bind_the_browser(house):
    answer = house.get("/fhir/metadata")
    assert answer.status == 200 and json.loads(answer.text)["resourceType"] == "CapabilityStatement"
    assert answer.getheader("Strict-Transport-Security", "").startswith("max-age="), answer.getheaders()
    assert json.loads(answer.text)["implementation"]["url"].startswith("https://"), "links are not to TLS"


def one_connection_carries_many_requests(house):
    connection = house.connection()
    for _ in range(50):
        connection.request("GET", "/fhir/metadata")
        assert len(connection.getresponse().read()) > 10_000
    body = json.dumps({"resourceType": "Parameters", "parameter": [{"name": "padding", "valueString": "x" * 2_000_000}]})
    connection.request("POST", "/fhir/$fhirpath", body, {"Content-Type": "application/fhir+json"})
    assert connection.getresponse().status < 500


def both_versions_are_spoken(house):
    for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
        assert house.get("/healthz", minimum_version=version, maximum_version=version).status == 200


def refused(*words):
    said = subprocess.run(["openssl", "s_client", *words], input=b"", capture_output=True, timeout=30, check=False)
    return b"Cipher is (NONE)" in said.stdout or said.returncode != 0


def what_is_weak_is_refused(house):
    to = ["-connect", f"127.0.0.1:{house.port}"]
    assert not refused(*to, "-tls1_2"), "the trial itself fails"
    for weak in (["-tls1_1", "-cipher", "ALL:@SECLEVEL=0"], ["-tls1", "-cipher", "ALL:@SECLEVEL=0"], ["-tls1_2", "-cipher", "AES128-SHA"],
                 ["-tls1_2", "-cipher", "ECDHE-ECDSA-AES128-SHA"], ["-alpn", "h2", "-tls1_2"]):
        assert refused(*to, *weak), f"{weak} was spoken"


def who_sends_too_much_is_told_so(house):
    """The answer comes while the client still sends, and must not be lost by a reset."""
    connection = house.connection()
    head = f"POST /fhir/Patient HTTP/1.1\r\nHost: x\r\nContent-Length: {1 << 30}\r\n\r\n"
    connection.connect()
    connection.sock.sendall(head.encode())
    for _ in range(48):
        connection.sock.sendall(b"x" * (1 << 16))
        time.sleep(0.005)
    assert connection.sock.recv(4096).startswith(b"HTTP/1.1 413 "), "the refusal was lost"


def plain_bytes_are_no_request(house):
    with socket.create_connection(("127.0.0.1", house.port), timeout=20) as plain:
        plain.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        assert b"200" not in plain.recv(4096)
    assert house.get("/healthz").status == 200


def who_says_nothing_is_put_out(house):
    with socket.create_connection(("127.0.0.1", house.port), timeout=25) as silent:
        assert silent.recv(1) == b"", "a silent client was waited for"


def a_new_certificate_is_taken_without_a_stop(house):
    before = house.subject()
    kept = house.connection()
    kept.request("GET", "/healthz")
    kept.getresponse().read()
    house.certificate.write_text("no certificate", encoding="utf-8")
    house.process.send_signal(signal.SIGHUP)
    time.sleep(0.5)
    assert house.subject() == before, "a damaged certificate was taken"
    make_certificate(house.folder, "second")
    house.process.send_signal(signal.SIGHUP)
    deadline = time.monotonic() + RENEW_SECONDS_MAX
    while house.subject() == before:
        assert time.monotonic() < deadline, "the new certificate is not used"
        time.sleep(0.1)
    kept.request("GET", "/healthz")
    assert kept.getresponse().status == 200, "a connection from before was cut"


def one_file_alone_is_refused(house):
    for alone in (["--tls-certificate", str(house.certificate)], ["--tls-key", str(house.key)]):
        said = subprocess.run(house.command(*alone), cwd=ROOT, capture_output=True, text=True, timeout=40, check=False)
        assert said.returncode == 1 and "belong together" in said.stderr, said.stderr


def a_key_that_others_may_read_is_refused(house):
    house.key.chmod(0o644)
    said = subprocess.run(house.command("--tls-certificate", str(house.certificate), "--tls-key", str(house.key)), cwd=ROOT,
                          capture_output=True, text=True, timeout=40, check=False)
    house.key.chmod(0o600)
    assert said.returncode == 1 and "--tls-key" in said.stderr, said.stderr


def it_ends_in_order(house):
    assert house.stop() == 0


CHECKS = [answers_are_whole_and_bind_the_browser, one_connection_carries_many_requests, both_versions_are_spoken, what_is_weak_is_refused,
          who_sends_too_much_is_told_so, plain_bytes_are_no_request, who_says_nothing_is_put_out, a_new_certificate_is_taken_without_a_stop, one_file_alone_is_refused,
          a_key_that_others_may_read_is_refused, it_ends_in_order]


def main():
    failed = 0
    with tempfile.TemporaryDirectory(prefix="helselos-tls-") as folder:
        house = House(Path(folder))
        house.start()
        try:
            for check in CHECKS:
                try:
                    check(house)
                    print(f"ok    {check.__name__.replace('_', ' ')}", flush=True)
                except (AssertionError, OSError, subprocess.SubprocessError, http.client.HTTPException) as error:
                    failed += 1
                    print(f"FAIL  {check.__name__.replace('_', ' ')}: {error!r}", flush=True)
        finally:
            house.process.kill()
    print(f"{len(CHECKS) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
