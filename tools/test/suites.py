"""The table of everything ./test runs. A new suite is one more row.

A suite names the builds it needs; each build is made once, before the first suite that needs
it. `with_filter` says how the suite picks single tests by a part of their name; a suite
without it is run whole or not at all.
"""

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Optional

import counts
from process import LOGS, ROOT

CORES = str(os.cpu_count() or 2)


@dataclass(frozen=True)
class Build:
    name: str
    command: list
    seconds_max: int


@dataclass(frozen=True)
class Suite:
    name: str
    lives_in: str
    command: list
    read_counts: Callable
    needs: tuple = ()
    seconds_max: int = 600
    with_filter: Optional[Callable] = None
    fast: bool = True
    asked_only: bool = False
    may_skip_all: bool = False  # It says itself what it skips, and may skip all; else running nothing is a failure.
    environment: tuple = ()


def preset(name, *targets):
    """Configures once; after that the build itself notices changed CMake files."""
    made = ROOT / "build" / name / "build.ninja"
    configure = "" if made.exists() else f"cmake --preset {name} && "
    wanted = f" --target {' '.join(targets)}" if targets else ""
    return ["sh", "-c", f"{configure}cmake --build build/{name}{wanted}"]


# Sanitizers cost two to four times the compile time (docs/decisions/0011-*.md), so they watch the
# rooms where a wrong byte could do harm: parsers, evaluators, the network and the store.
SANITIZED = ("base_test", "json_test", "fhir_path_test", "fhir_search_test", "fhir_validation_test",
             "fhir_package_test", "server_http_test", "server_test", "store_test", "attack_http_test", "fuzz_replay_test")


def builds():
    """Everything is compiled once, optimised; with sanitizers only what reads foreign bytes or keeps ours."""
    made = (
        Build("release", preset("release"), 2400),
        Build("debug", preset("debug", *SANITIZED), 2400),
        Build("web", ["tools/build_web"], 600),
    )
    return {build.name: build for build in made}


def ctest(name, preset_name, *extra):
    report = LOGS / f"{name}.xml"
    report.unlink(missing_ok=True)
    command = ["ctest", "--test-dir", f"build/{preset_name}", "-j", CORES, "--output-on-failure", "--no-tests=error",
               "--output-junit", str(report), *extra]
    return dict(command=command, read_counts=lambda finished: counts.from_junit(report),
                with_filter=lambda part: ["-R", part], needs=(preset_name,))


def own(*command):
    """A runner of our own, which closes with "N passed, N failed"."""
    return dict(command=list(command), read_counts=lambda finished: counts.from_closing_line(finished.text()))


def vitest():
    report = LOGS / "web.json"
    report.unlink(missing_ok=True)
    script = f"tools/build_web install && cd web && npx vitest run --reporter=json --outputFile={report} \"$@\""
    return dict(command=["sh", "-c", script, "vitest"], read_counts=lambda finished: counts.from_vitest(report),
                with_filter=lambda part: ["-t", part])


PYTHON = sys.executable
SANITIZERS = (("ASAN_OPTIONS", "detect_leaks=1:detect_stack_use_after_return=1"),
              ("UBSAN_OPTIONS", "print_stacktrace=1"))


def suites(fast=False):
    return [
        Suite("layers", "tools/check_layers.py", **own(PYTHON, "tools/check_layers.py")),
        Suite("style", "tools/check_style.py", **own(PYTHON, "tools/check_style.py")),
        Suite("tools", "tools/test/python_tests.py", [PYTHON, "tools/test/python_tests.py"],
              lambda finished: counts.from_unittest(finished.text()), with_filter=lambda part: ["-k", part]),
        Suite("tidy", "tools/tidy", **own("tools/tidy", "--all"), needs=("release",), seconds_max=5400, fast=False,
              asked_only=True),
        Suite("unit", "src", **ctest("unit", "release", *(("-LE", "slow|crash") if fast else ())), seconds_max=1200),
        Suite("content proofs", "content/triage", **own("build/release/helselos", "content", "prove", "--content", "content",
              "--cache", "build/cache/proofs"), needs=("release",)),
        # After the proofs, which it takes for known.
        Suite("content faults", "content/triage", **own("build/release/helselos", "content", "mutate", "--content", "content",
              "--cache", "build/cache/proofs", "--sample", "600"), needs=("release",)),
        # Programs that were not built here are none of this suite's.
        Suite("sanitized", "src", **ctest("sanitized", "debug", "-E", "_NOT_BUILT"), seconds_max=1200, fast=False,
              environment=SANITIZERS),
        # Only what changed since it was fuzzed last; the rest counts as skipped.
        Suite("fuzz", "tools/fuzz", **own(PYTHON, "tools/fuzz"), seconds_max=1800, fast=False, may_skip_all=True),
        Suite("web", "web/package.json", **vitest()),
        Suite("rest", "tests/rest/run.py", **own(PYTHON, "tests/rest/run.py"), needs=("release",),
              with_filter=lambda part: [part]),
        Suite("differential", "tests/differential/run.mjs", **own("node", "tests/differential/run.mjs"), needs=("release",)),
        Suite("claims", "tests/claims/run.mjs", **own("node", "tests/claims/run.mjs"), needs=("release",),
              with_filter=lambda part: [part]),
        Suite("page", "tools/conformance_page.py", **own(PYTHON, "tools/conformance_page.py", "--check"), needs=("release",)),
        Suite("reindex", "tests/reindex/run.py", **own(PYTHON, "tests/reindex/run.py"), needs=("release",)),
        Suite("stories", "tests/triage/vignettes.py", **own(PYTHON, "tests/triage/vignettes.py"), needs=("release",), seconds_max=600),
        Suite("content", "tests/content/run.py", **own(PYTHON, "tests/content/run.py"), needs=("release",), seconds_max=1200),
        Suite("subscriptions", "tests/subscriptions/run.mjs", **own("node", "tests/subscriptions/run.mjs"), needs=("release",),
              with_filter=lambda part: [part], fast=False),
        Suite("clients", "tests/clients/run.mjs", **own("node", "tests/clients/run.mjs"), needs=("release",),
              with_filter=lambda part: [part], fast=False),
        Suite("tokens", "tests/attack/tokens/run.mjs", **own("node", "tests/attack/tokens/run.mjs"), needs=("release",),
              with_filter=lambda part: [part], fast=False),
        Suite("web attacks", "tests/attack/web/run.mjs", **own("node", "tests/attack/web/run.mjs"), needs=("release", "web"),
              with_filter=lambda part: [part], fast=False),
        Suite("stored scripts", "tests/attack/stored_scripts/run.mjs", **own("node", "tests/attack/stored_scripts/run.mjs"), needs=("release", "web"), fast=False),
        Suite("confinement", "tests/confinement/run.py", **own(PYTHON, "tests/confinement/run.py"), needs=("release",), fast=False),
        Suite("bulk", "tests/bulk/run.py", **own(PYTHON, "tests/bulk/run.py"), needs=("release",), fast=False),
        Suite("tls", "tests/tls/run.py", **own(PYTHON, "tests/tls/run.py"), needs=("release",), fast=False),
        Suite("sign-in", "tests/issuer/run.mjs", **own("node", "tests/issuer/run.mjs"), needs=("release", "web"),
              with_filter=lambda part: [part], fast=False),
        Suite("browser", "tests/browser/run.mjs", **own("node", "tests/browser/run.mjs"), needs=("release", "web"),
              with_filter=lambda part: [part], seconds_max=900, fast=False),
    ]


def is_here(suite):
    return (ROOT / suite.lives_in).exists()


def log_of(name):
    return Path("build/logs") / f"{name}.log"
