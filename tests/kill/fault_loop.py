#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Lets a disk fail once, at each of the things that a log does to it, and checks what is left.

  fault_loop.py LOG_PROBE RECEIVER_PROBE [--step N]

The n-th write, sync, new file, rename, cut or removal fails, for each n up to a run that comes to its
end before (or each N-th of them): without room, with an I/O error, and after half of a write. The log
goes on; what was answered is there after a start, also when the power goes then, and nothing twice."""
import argparse
import errno
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

from power_loop import Disk, ids_shown, steps_of

FAULTS = {"no room": errno.ENOSPC, "I/O error": errno.EIO, "half a write": 0}
BATCHES = 60


def start(given, root, name, fault=()):
    return subprocess.run([given.log_probe, root / "log", root / "trace", name, str(BATCHES), *fault],
                          timeout=60, check=False).returncode


def one_fault(given, before, at, error):
    """What is wrong, and whether the disk failed at all. The start packs what `before` holds."""
    place = pathlib.Path(tempfile.mkdtemp())
    try:
        root = shutil.copytree(before, place / "root")
        if status := start(given, root, "y", (str(at), str(error))):
            return [f"the log does not go on: {status}"], True
        steps = list(steps_of(root / "trace"))
        disk = Disk()
        for step in steps:
            disk.do(step)
        left = place / "left"
        left.mkdir(mode=0o700)
        disk.write_after_cut(left, random.Random(at))
        found = []
        for where in (root / "log", left):
            ids = ids_shown(given.receiver_probe, str(where))
            if lost := disk.answered - set(ids):
                found.append(f"{len(lost)} answered events lost, as {sorted(lost)[0]} ({where.name})")
            if len(ids) != len(set(ids)):
                found.append(f"{len(ids) - len(set(ids))} events twice ({where.name})")
        return found, any(step.operation == "F" for step in steps)
    finally:
        shutil.rmtree(place)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("log_probe")
    options.add_argument("receiver_probe")
    options.add_argument("--step", type=int, default=1)
    given = options.parse_args()
    before = pathlib.Path(tempfile.mkdtemp())
    (before / "log").mkdir(mode=0o700)
    if start(given, before, "x"):
        sys.exit("the log could not be written")
    found, runs = [], 0
    for name, error in FAULTS.items():
        at, failed = 1, True
        while failed:
            what, failed = one_fault(given, before, at, error)
            found += [f"{name} at {at}: {sentence}" for sentence in what]
            runs += failed
            at += given.step
    shutil.rmtree(before)
    print("\n".join(found))
    print(f"{runs} faults, {len(found)} complaints")
    return 1 if found or not runs else 0


if __name__ == "__main__":
    sys.exit(main())
