"""Starts the program on a data folder of its own and a free port of this machine."""

import json
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SECONDS_TO_START_MAX = 60
SECONDS_TO_STOP_MAX = 20


class DidNotStart(Exception):
    pass


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Program:
    """`with Program(binary, ["--auth", "off"]) as program:` runs it inside and stops it after."""

    def __init__(self, binary, arguments):
        self.m_binary = binary
        self.m_arguments = arguments
        self.m_folder = tempfile.TemporaryDirectory(prefix="helselos-rest-")
        self.address = f"127.0.0.1:{free_port()}"

    def __enter__(self):
        self.m_log = (Path(self.m_folder.name) / "log").open("w+b")
        command = [self.m_binary, "serve", "--listen", self.address, "--data", str(Path(self.m_folder.name) / "data"),
                   *self.m_arguments]
        self.m_process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=self.m_log,
                                          stderr=self.m_log)
        try:
            self.wait_until_ready()
        except DidNotStart:
            self.__exit__()
            raise
        return self

    def wait_until_ready(self):
        deadline = time.monotonic() + SECONDS_TO_START_MAX
        while time.monotonic() < deadline and self.is_running():
            try:
                with urllib.request.urlopen(f"http://{self.address}/healthz", timeout=2):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.05)
        raise DidNotStart(f"the program did not start ({' '.join(self.m_arguments)}):\n{self.log()}")

    def is_running(self):
        return self.m_process.poll() is None

    def log(self):
        self.m_log.flush()
        return Path(self.m_log.name).read_text(encoding="utf-8", errors="replace")[-4000:]

    def __exit__(self, *_):
        """Stops as Ctrl-C does. A program that does not end by itself is ended."""
        if self.is_running():
            self.m_process.terminate()
        try:
            self.code = self.m_process.wait(SECONDS_TO_STOP_MAX)
        except subprocess.TimeoutExpired:
            self.m_process.kill()
            self.code = self.m_process.wait()
        self.m_log.close()
        self.m_folder.cleanup()


def persons(address):
    with urllib.request.urlopen(f"http://{address}/demo/persons", timeout=10) as answer:
        return json.load(answer)["persons"]


def token(address, person):
    """A bearer token for the demo person with that id or name."""
    fitting = [each["id"] for each in persons(address) if person in (each["id"], each["name"])]
    if not fitting:
        raise DidNotStart(f"no demo person is called {person}")
    request = urllib.request.Request(f"http://{address}/demo/token", json.dumps({"person": fitting[0]}).encode(),
                                     {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)["access_token"]
