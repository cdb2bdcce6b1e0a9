"""How quick the disk is at keeping what it was given: every durable figure rests on it."""

import os
import statistics
import subprocess
import time

PAGE = 4096


def syncs_per_second(folder, seconds=0.5):
    """From the median time of appending a page and waiting until the disk has it."""
    path = folder / 'syncs'
    file = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC)
    taken = []
    try:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            began = time.perf_counter()
            os.write(file, b'x' * PAGE)
            os.fdatasync(file)
            taken.append(time.perf_counter() - began)
    finally:
        os.close(file)
        path.unlink()
    return 1 / statistics.median(taken)


def kind_of(folder):
    """The file system's name: on a tmpfs nothing is durable, and no figure means anything."""
    done = subprocess.run(['stat', '-f', '-c', '%T', str(folder)], capture_output=True, text=True, check=False)
    return done.stdout.strip() or 'unknown file system'
