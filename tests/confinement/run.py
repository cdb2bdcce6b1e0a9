#!/usr/bin/env python3
"""The unit deploy/helselos.service, and the program where little is allowed: tests/confinement/run.py.

systemd itself judges the unit, where it is installed. The program is then started as the unit would: without capabilities,
without a way to new privileges, on a file system that is read-only but for one folder, with memory that is never both
written and run. The filter of system calls is put on by systemd alone and is not repeated here. What a machine lacks is
counted as skipped, by name. Closes with "N passed, N failed, N skipped".
"""

import ctypes
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
UNIT = ROOT / "deploy" / "helselos.service"
PROGRAM = Path(os.environ.get("HELSELOS_BINARY", ROOT / "build" / "release" / "helselos"))
EXPOSURE_MAX = 20  # Tenths: 2.0 of 10, which systemd calls OK.
START_SECONDS_MAX = 40
PR_SET_MDWE, PR_GET_MDWE = 65, 66


class Lacking(Exception):
    """This machine does not have what the check needs."""


def need(tool):
    if shutil.which(tool) is None:
        raise Lacking(f"{tool} is not installed")


def run(*words, **more):
    return subprocess.run(words, capture_output=True, text=True, timeout=60, check=False, **more)


def unit_is_well_formed():
    need("systemd-analyze")
    with tempfile.TemporaryDirectory() as folder:
        unit = Path(folder) / UNIT.name
        unit.write_text(UNIT.read_text(encoding="utf-8").replace("/usr/bin/helselos", str(PROGRAM)), encoding="utf-8")
        said = run("systemd-analyze", "verify", "--man=no", str(unit))
    assert said.returncode == 0 and not said.stderr.strip(), said.stderr


def unit_exposes_little():
    need("systemd-analyze")
    said = run("systemd-analyze", "security", "--offline=true", "--no-pager", f"--threshold={EXPOSURE_MAX}", str(UNIT))
    assert said.returncode == 0, said.stdout[-500:] + said.stderr


def unit_says_what_it_must():
    lines = set(UNIT.read_text(encoding="utf-8").splitlines())
    for wanted in ("DynamicUser=yes", "ProtectSystem=strict", "StateDirectory=helselos", "NoNewPrivileges=yes", "CapabilityBoundingSet=",
                   "MemoryDenyWriteExecute=yes", "SystemCallFilter=@system-service", "RestrictAddressFamilies=AF_INET AF_INET6", "LimitCORE=0"):
        assert wanted in lines, f"{wanted} is missing"
    assert not any(line.startswith(("ReadWritePaths", "BindPaths", "User=root")) for line in lines), "another folder may be written"


def no_secret_on_the_command_line():
    told = run(str(PROGRAM), "serve", "--help").stdout
    options = re.findall(r"--[a-z-]+", told)
    assert len(options) > 10, told
    wrong = [option for option in options if re.search(r"password|secret|token|passphrase", option)]
    assert not wrong, wrong
    for option in ("--client-key", "--citizen-client-key", "--seal-key"):
        assert option in options, option


def an_open_secret_stops_the_start():
    need("openssl")
    with tempfile.TemporaryDirectory() as folder:
        key = Path(folder) / "seal.pem"
        run("openssl", "genpkey", "-algorithm", "ed25519", "-out", str(key))
        key.chmod(0o644)
        said = run(str(PROGRAM), "serve", "--demo", "--listen", f"127.0.0.1:{free_port()}", "--data", f"{folder}/data", "--seal-key", str(key), cwd=ROOT)
    assert said.returncode == 1 and "--seal-key" in said.stderr, said.stderr


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


# Everything becomes read-only but the one folder; then the last rights are given away.
CONFINE = """
set -e
data=$1; shift
mount --bind "$data" "$data"
awk '{print $2}' /proc/self/mounts | sort -r | while read -r at; do
    [ "$at" = "$data" ] || mount -o remount,bind,ro "$at" 2>/dev/null || true
done
mount -o remount,bind,rw "$data"
if touch /confinement-probe 2>/dev/null; then rm /confinement-probe; exit 77; fi
exec setpriv --no-new-privs --bounding-set=-all --inh-caps=-all -- "$@"
"""


def forbid_writable_code():
    # Of older kernels there is no such setting: then that part is not shown here.
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_MDWE, 1, 0, 0, 0)


def status_of(pid, name):
    found = re.search(rf"^{name}:\s*(\S+)", Path(f"/proc/{pid}/status").read_text(encoding="utf-8"), re.MULTILINE)
    return found[1] if found else ""


def ask(base, path, token=None, body=None):
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    with urllib.request.urlopen(urllib.request.Request(f"{base}{path}", data=body, headers=headers), timeout=10) as answer:
        return answer.status, answer.read()


def wait_for(program, base):
    last = time.monotonic() + START_SECONDS_MAX
    while time.monotonic() < last:
        if program.poll() is not None:
            return False
        try:
            return ask(base, "/healthz")[0] == 200
        except OSError:
            time.sleep(0.1)
    return False


def program_runs_confined():
    for tool in ("unshare", "setpriv", "mount", "awk"):
        need(tool)
    if run("unshare", "-Urm", "true").returncode != 0:
        raise Lacking("this user may not make a name space")
    with tempfile.TemporaryDirectory() as data:
        base = f"http://127.0.0.1:{free_port()}"
        program = subprocess.Popen(["unshare", "-Urm", "--propagation", "private", "sh", "-c", CONFINE, "sh", data, str(PROGRAM), "serve", "--demo",
                                    "--listen", base[7:], "--data", data], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
                                   preexec_fn=forbid_writable_code, start_new_session=True)
        try:
            is_ready = wait_for(program, base)
            if not is_ready and program.poll() == 77:
                raise Lacking("the file system could not be made read-only")
            assert is_ready, program.stderr.read() if program.poll() is not None else "it did not start"
            assert status_of(program.pid, "NoNewPrivs") == "1"
            for capabilities in ("CapBnd", "CapPrm", "CapEff", "CapInh"):
                assert capabilities == "CapPrm" or capabilities == "CapEff" or int(status_of(program.pid, capabilities), 16) == 0, capabilities
            token = json.loads(ask(base, "/demo/token", body=b'{"person":"anita"}')[1])["access_token"]
            assert ask(base, "/fhir/Patient/anita", token)[0] == 200, "a read writes its row of the log"
            assert (Path(data) / "helselos.db").exists()
        finally:
            program.send_signal(signal.SIGTERM)
            try:
                program.wait(timeout=20)
            except subprocess.TimeoutExpired:
                os.killpg(program.pid, signal.SIGKILL)
        assert program.returncode == 0, f"it ended with {program.returncode}"


CHECKS = (unit_is_well_formed, unit_exposes_little, unit_says_what_it_must, no_secret_on_the_command_line, an_open_secret_stops_the_start,
          program_runs_confined)


def main():
    passed = failed = skipped = 0
    for check in CHECKS:
        try:
            check()
            passed += 1
        except Lacking as lacking:
            skipped += 1
            print(f"skipped: {check.__name__}: {lacking}")
        except (AssertionError, OSError, subprocess.SubprocessError) as fault:
            failed += 1
            print(f"FAIL: {check.__name__}\n  {fault}")
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 0 if passed and not failed else 1


if __name__ == "__main__":
    sys.exit(main())
