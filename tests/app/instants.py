#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compares `report --at` with `report` of the events up to each instant: instants.py PROGRAM RECORDING…

At ten instants of each recording, both must be the same in all but files and memory. Exit status 77: no recording is
here, nothing was tested."""
import gzip
import json
import pathlib
import re
import subprocess
import sys
import tempfile
from datetime import datetime

SKIPPED = 77
INSTANTS = 10


def milliseconds(event):
    """The event's own time, cut to milliseconds; None without one."""
    if "meta" in event:
        return event["meta"]["time"]
    found = re.fullmatch(r"(\S+T\d\d:\d\d:\d\d)(\.\d+)?(\S+)", event.get("time", ""))
    if not found:
        return None
    seconds = datetime.fromisoformat(found[1] + found[3].replace("Z", "+00:00")).timestamp()
    return int(seconds) * 1000 + int(((found[2] or ".")[1:] + "000")[:3])


def report(program, path, *options):
    run = subprocess.run([program, "report", "--format", "json", path, *options], check=True, capture_output=True)
    found = json.loads(run.stdout)
    for member in ("files", "memory"):
        del found[member]
    for rejected in found["rejected"]:
        del rejected["path"]
    return found


def compare(program, recording, folder):
    """How many instants differ, each of them told."""
    opened = gzip.open if recording.suffix == ".gz" else open
    with opened(recording, "rt", encoding="utf-8") as file:
        lines = [(milliseconds(json.loads(line)), line) for line in file if line.strip()]
    times = sorted(time for time, _ in lines if time is not None)
    prefix = folder / "prefix.ndjson"
    different = 0
    for number in range(INSTANTS):
        instant = times[(len(times) - 1) * (2 * number + 1) // (2 * INSTANTS)]
        # What is finer than the instant comes after it.
        known = [line for time, line in lines if time is None or time < instant + 1]
        prefix.write_text("".join(known), encoding="utf-8")
        then, only = report(program, recording, "--at", str(instant)), report(program, prefix)
        for member in then:
            if then[member] != only[member]:
                different += 1
                print(f"{recording.name} at {instant}: {member} is {then[member]}, of the prefix {only[member]}")
    print(f"{recording.name}: {INSTANTS} instants of {len(lines)} events, {different} differences")
    return different


def main():
    recordings = [path for path in map(pathlib.Path, sys.argv[2:]) if path.exists()]
    if not recordings:
        sys.exit(SKIPPED)
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(1 if sum(compare(sys.argv[1], path, pathlib.Path(folder)) for path in recordings) else 0)


main()
