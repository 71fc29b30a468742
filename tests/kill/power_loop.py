#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Cuts the power of a disk that a log was written to, at random instants, and opens what is left.

  power_loop.py LOG_PROBE RECEIVER_PROBE [--cuts N] [--batches N] [--seed N]

The log is written once, over three starts of which two end by kill -9, and what the program did to
the disk is traced. A cut keeps what was synced, any of the sectors that were not, and of the names
that were made, changed or removed since the folder was synced the first few. What was answered
before must be there after a start, nothing may be there twice, and a second start shows the same."""
import argparse
import collections
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

SECTOR = 512
Step = collections.namedtuple("Step", "operation offset name second data")


def steps_of(trace):
    text, at = trace.read_bytes(), 0
    while at < len(text):
        end = text.index(b"\n", at)
        operation, offset, size, name, second = text[at:end].decode().split(" ")
        at = end + 1 + int(size)
        yield Step(operation, int(offset), name, second, text[end + 1:at])


class File:
    """What is on the disk for good, and what was done since."""

    def __init__(self):
        self.durable, self.pending = bytearray(), []

    @staticmethod
    def put(content, offset, data):
        if len(content) < offset:
            content.extend(b"\0" * (offset - len(content)))
        content[offset:offset + len(data)] = data

    @staticmethod
    def cut(content, size):
        del content[size:]
        content.extend(b"\0" * (size - len(content)))

    def sync(self):
        for step in self.pending:
            if step.operation == "W":
                self.put(self.durable, step.offset, step.data)
            else:
                self.cut(self.durable, step.offset)
        self.pending.clear()

    def after_cut(self, chance, kept):
        content = bytearray(self.durable)
        for step in self.pending:
            if step.operation == "T":
                if chance.random() < kept:
                    self.cut(content, step.offset)
                continue
            begin = 0
            while begin < len(step.data):
                place = step.offset + begin
                end = min(len(step.data), begin + SECTOR - place % SECTOR)
                if chance.random() < kept:
                    self.put(content, place, step.data[begin:end])
                begin = end
        return bytes(content)


class Disk:
    """One folder. Names are durable once the folder was synced."""

    def __init__(self):
        self.names, self.durable_names, self.pending, self.answered = {}, {}, [], set()

    @staticmethod
    def rename(names, step, file):
        if step.operation == "C":
            names[step.name] = file
        elif step.operation == "U":
            names.pop(step.name, None)
        else:
            names[step.second] = names.pop(step.name)

    def do(self, step):
        if step.operation == "A":
            self.answered.update(step.name.split(","))
        elif step.operation == "S" and step.name == ".":
            self.durable_names = dict(self.names)
            self.pending.clear()
        elif step.operation == "S":
            if step.name in self.names:
                self.names[step.name].sync()
        elif step.operation == "F":
            # A sync that failed may forget what it was to write: the next one has nothing to do.
            if step.second == "S" and step.name in self.names:
                self.names[step.name].pending.clear()
        elif step.operation in "WT":
            if step.name in self.names:
                self.names[step.name].pending.append(step)
        else:
            file = File() if step.operation == "C" else None
            self.rename(self.names, step, file)
            self.pending.append((step, file))

    def write_after_cut(self, folder, chance):
        names = dict(self.durable_names)
        for step, file in self.pending[:chance.randint(0, len(self.pending))]:
            self.rename(names, step, file)
        kept = chance.choice((0.0, 0.0, 0.5, 0.9, 1.0))
        for name, file in names.items():
            (folder / name).write_bytes(file.after_cut(chance, kept))


def write_log(probe, folder, trace, batches, chance):
    """Three starts; the first two are killed somewhere."""
    for name in ("x", "y", "z"):
        process = subprocess.Popen([probe, folder, trace, name, str(batches)])
        if name == "z":
            if process.wait(timeout=300) != 0:
                sys.exit("the log could not be written")
        else:
            time.sleep(chance.uniform(0.05, 0.5))
            process.terminate()  # dies as by kill -9, but behind a whole line of the trace
            process.wait()


def ids_shown(probe, folder):
    run = subprocess.run([probe, folder, "--ids"], capture_output=True, text=True, timeout=60,
                         check=True)
    return run.stdout.split()


def complaints(probe, folder, answered):
    ids = ids_shown(probe, folder)
    if lost := answered - set(ids):
        yield f"{len(lost)} answered events lost, as {sorted(lost)[0]}"
    if len(ids) != len(set(ids)):
        yield f"{len(ids) - len(set(ids))} events twice"
    if odd := [shown for shown in ids if not re.fullmatch(r"[xyz][ab]-(\d+|last)\.\d+", shown)]:
        yield f"{odd[0]} was never sent"
    if sorted(ids_shown(probe, folder)) != sorted(ids):
        yield "a second start shows something else"


def choose_cuts(steps, count, chance):
    """Half of them right behind an answer: there a sync that came too late would show."""
    first = next(i for i, step in enumerate(steps) if step.operation == "A")
    answers = [i + 1 for i, step in enumerate(steps) if step.operation == "A"]
    return sorted(chance.choice(answers) if i % 2 else chance.randrange(first, len(steps) + 1)
                  for i in range(count))


def main():
    options = argparse.ArgumentParser()
    options.add_argument("log_probe")
    options.add_argument("receiver_probe")
    options.add_argument("--cuts", type=int, default=40)
    options.add_argument("--batches", type=int, default=700)
    options.add_argument("--seed", type=int, default=random.randrange(1 << 30))
    given = options.parse_args()
    chance = random.Random(given.seed)
    root = pathlib.Path(tempfile.mkdtemp())
    found, disk, done = [], Disk(), 0
    try:
        log = root / "log"
        log.mkdir(mode=0o700)
        write_log(given.log_probe, str(log), str(root / "trace"), given.batches, chance)
        steps = list(steps_of(root / "trace"))
        for number, cut in enumerate(choose_cuts(steps, given.cuts, chance)):
            for step in steps[done:cut]:
                disk.do(step)
            done = cut
            left = root / "left"
            left.mkdir(mode=0o700)
            disk.write_after_cut(left, chance)
            found += [f"cut {number} after step {cut}: {what}"
                      for what in complaints(given.receiver_probe, str(left), disk.answered)]
            shutil.rmtree(left)
    finally:
        if found:
            print(f"the trace is kept in {root}")
        else:
            shutil.rmtree(root)
    kinds = collections.Counter(step.operation for step in steps)
    print("\n".join(found))
    print(f"seed {given.seed}: {given.cuts} cuts in {len(steps)} steps ({kinds['S']} syncs, "
          f"{kinds['R']} renamed, {len(disk.answered)} answered before the last), "
          f"{len(found)} complaints")
    return 1 if found or not disk.answered else 0


if __name__ == "__main__":
    sys.exit(main())
