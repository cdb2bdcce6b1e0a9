"""Runs one command with its output in a log, and never leaves its children behind."""

import os
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOGS = ROOT / "build" / "logs"

TIMED_OUT = 124


@dataclass(frozen=True)
class Finished:
    code: int
    seconds: float
    log: Path

    def text(self):
        return self.log.read_text(encoding="utf-8", errors="replace")

    def last_lines(self, count):
        return "\n".join(self.text().rstrip().splitlines()[-count:])


def run(name, command, seconds_max, environment=None):
    """Runs the command from the root of the project; the code is TIMED_OUT when its time was up."""
    LOGS.mkdir(parents=True, exist_ok=True)
    log = LOGS / f"{name}.log"
    begin = time.monotonic()
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                                   env={**os.environ, **(environment or {})}, start_new_session=True)
        try:
            code = process.wait(timeout=seconds_max)
        except subprocess.TimeoutExpired:
            output.write(f"\nended after {seconds_max} s, the most this may take\n".encode())
            code = TIMED_OUT
        finally:
            end_group(process)
    return Finished(code, time.monotonic() - begin, log)


def end_group(process):
    """Ends what the command started and left running, a server or a browser for instance."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()
