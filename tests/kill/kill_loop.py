#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Kills a receiver under load again and again, and checks what is there after the restart.

  kill_loop.py RECEIVER_PROBE [--kills N] [--clients N] [--seed N]

Every event that was answered with 202 must be in the log and in the model, none of them twice, and
nothing that was not sent. kill -9 proves nothing about power: the simulator of power cuts does."""
import argparse
import http.client
import json
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time

START_LIMIT = 5.0  # seconds to listen again; far above what it takes, for slow machines


class Receiver:
    def __init__(self, probe, folder):
        started = time.monotonic()
        self.process = subprocess.Popen([probe, folder], stderr=subprocess.PIPE, text=True)
        line = self.process.stderr.readline()
        self.seconds = time.monotonic() - started
        match = re.fullmatch(r"listening http://127\.0\.0\.1:(\d+)\n", line)
        if not match:
            self.kill()
            sys.exit(f"it does not listen: {line!r}")
        self.port = int(match[1])

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.process.stderr.close()


class Sender(threading.Thread):
    """Posts one event after another until the receiver is gone."""

    def __init__(self, name, port):
        super().__init__()
        self.prefix, self.port = name, port
        self.sent, self.answered, self.refused = [], [], []

    def run(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            for number in range(1_000_000):
                event = f"{self.prefix}-{number}"
                body = json.dumps({"specversion": "1.0", "id": event, "source": "/kill", "type": "t",
                                   "data": "x" * (number % 700)})
                self.sent.append(event)
                connection.request("POST", "/events", body, {"Content-Type": "application/json"})
                answer = connection.getresponse()
                answer.read()
                (self.answered if answer.status == 202 else self.refused).append(event)
        except (OSError, http.client.HTTPException):
            pass
        finally:
            connection.close()


def one_kill(probe, folder, number, clients, chance):
    receiver = Receiver(probe, folder)
    senders = [Sender(f"{number}-{client}", receiver.port) for client in range(clients)]
    for sender in senders:
        sender.start()
    time.sleep(chance.uniform(0.02, 0.6))
    receiver.kill()
    for sender in senders:
        sender.join()
    return senders, receiver.seconds


def content_of(segment):
    if segment.suffix == ".ndjson":
        return segment.read_bytes()
    return subprocess.run(["zstdcat", segment], capture_output=True, check=True).stdout


def ids_in_log(folder):
    ids = []
    for segment in sorted(pathlib.Path(folder).glob("segment-*")):
        if segment.suffix not in (".ndjson", ".zst") or segment.with_suffix("").exists():
            continue  # a sidecar, or what was being packed
        for line in content_of(segment).splitlines(keepends=True):
            ids.append(json.loads(line)["id"] if line.endswith(b"\n") else "torn")
    return ids


def ids_in_model(probe, folder):
    run = subprocess.run([probe, folder, "--ids"], capture_output=True, text=True, timeout=60,
                         check=True)
    if "repeats 0 rejected 0" not in run.stderr:
        sys.exit(f"the model is not what was sent: {run.stderr}")
    return run.stdout.split()


def complaints(where, ids, sent, answered):
    if len(ids) != len(set(ids)):
        yield f"{where}: {len(ids) - len(set(ids))} events twice"
    if lost := answered - set(ids):
        yield f"{where}: {len(lost)} answered events lost, as {sorted(lost)[0]}"
    if invented := set(ids) - sent:
        yield f"{where}: {len(invented)} events that nobody sent, as {sorted(invented)[0]}"


def main():
    options = argparse.ArgumentParser()
    options.add_argument("probe")
    options.add_argument("--kills", type=int, default=3)
    options.add_argument("--clients", type=int, default=8)
    options.add_argument("--seed", type=int, default=random.randrange(1 << 30))
    given = options.parse_args()
    chance = random.Random(given.seed)
    root = tempfile.mkdtemp()
    folder = root + "/log"
    sent, answered, refused, slowest, found = set(), set(), 0, 0.0, []
    try:
        for number in range(given.kills):
            senders, seconds = one_kill(given.probe, folder, number, given.clients, chance)
            slowest = max(slowest, seconds)
            for sender in senders:
                sent.update(sender.sent)
                answered.update(sender.answered)
                refused += len(sender.refused)
            # The start cuts torn tails, so the model is asked before the log is read.
            model = ids_in_model(given.probe, folder)
            found += complaints(f"kill {number}, model", model, sent, answered)
            found += complaints(f"kill {number}, log", ids_in_log(folder), sent, answered)
    finally:
        shutil.rmtree(root)
    if slowest > START_LIMIT:
        found.append(f"a start took {slowest:.1f} s")
    if refused:
        found.append(f"{refused} events refused")
    print("\n".join(found))
    print(f"seed {given.seed}: {given.kills} kills, {len(sent)} sent, {len(answered)} answered, "
          f"slowest start {slowest:.2f} s, {len(found)} complaints")
    return 1 if found or not answered else 0


if __name__ == "__main__":
    sys.exit(main())
