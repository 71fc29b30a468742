#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Kills a receiver under load from two sources again and again, and checks what a restart shows.

  kill_loop.py RECEIVER_PROBE [--program SIGHTGLASS] [--kills N] [--clients N] [--seed N]

Every event that was answered with 202 must be in the log and in the model, none may be shown twice,
nor any that was not sent. As senders do, they send again after the restart what was not answered. One
source sends events, the other batches of them. The log is begun anew every few kills. kill -9 proves
nothing about power: power_loop.py does."""
import argparse
import http.client
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import zlib

START_LIMIT = 5.0  # seconds to listen again; far above what it takes, for slow machines
ROUND = 25  # kills of one log


class Receiver:
    def __init__(self, program, folder):
        started = time.monotonic()
        self.process = subprocess.Popen(command(program, folder), stderr=subprocess.PIPE, text=True,
                                        env=dict(os.environ, QT_QPA_PLATFORM="offscreen"))
        match = None
        while not match and (line := self.process.stderr.readline()):
            match = re.fullmatch(r"listening http://127\.0\.0\.1:(\d+)\n", line)
        self.seconds = time.monotonic() - started
        if not match:
            self.kill()
            sys.exit("it does not listen")
        self.port = int(match[1])

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.process.stderr.close()


def command(program, folder):
    if pathlib.Path(program).name == "sightglass":
        return [program, "--config-dir", folder, "--listen", "127.0.0.1:0"]
    return [program, folder + "/log"]


class Sender(threading.Thread):
    """Sends what was not answered before, then one event or batch after another, until the receiver
    is gone."""

    def __init__(self, name, port, size, again):
        super().__init__()
        self.prefix, self.port, self.size, self.again = name, port, size, again
        self.sent, self.answered, self.refused = [], set(), 0

    def bodies(self):
        for ids in self.again:
            yield ids
        for number in range(1_000_000):
            yield [f"{self.prefix}-{number}.{i}" for i in range(self.size)]

    def run(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        kind = "application/cloudevents-batch+json" if self.size > 1 else "application/json"
        try:
            for ids in self.bodies():
                events = [{"specversion": "1.0", "id": event, "source": f"/kill/{self.size}",
                           "type": "t", "data": "x" * (zlib.crc32(event.encode()) % 700)} for event in ids]
                self.sent.append(ids)
                connection.request("POST", "/events",
                                   json.dumps(events if self.size > 1 else events[0]),
                                   {"Content-Type": kind})
                answer = connection.getresponse()
                answer.read()
                if answer.status == 202:
                    self.answered.update(ids)
                else:
                    self.refused += 1
        except (OSError, http.client.HTTPException):
            pass
        finally:
            connection.close()

    def unanswered(self):
        return [ids for ids in self.sent if not self.answered.issuperset(ids)]


def one_kill(program, folder, number, clients, again, chance):
    receiver = Receiver(program, folder)
    senders = [Sender(f"{number}-{client}", receiver.port, 1 if client % 2 else 7,
                      again[client] if again else []) for client in range(clients)]
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
    if "rejected 0" not in run.stderr:
        sys.exit(f"the model is not what was sent: {run.stderr}")
    return run.stdout.split()


def complaints(ids, sent, answered):
    if len(ids) != len(set(ids)):
        yield f"{len(ids) - len(set(ids))} events twice"
    if lost := answered - set(ids):
        yield f"{len(lost)} answered events lost, as {sorted(lost)[0]}"
    if invented := set(ids) - sent:
        yield f"{len(invented)} events that nobody sent, as {sorted(invented)[0]}"


def one_round(given, program, kills, chance):
    """Some kills of one log: events answered, complaints, and the slowest start."""
    folder = tempfile.mkdtemp()
    sent, answered, found, slowest, again = set(), set(), [], 0.0, None
    try:
        for number in range(kills):
            senders, seconds = one_kill(program, folder, number, given.clients, again, chance)
            slowest = max(slowest, seconds)
            for sender in senders:
                sent.update(event for ids in sender.sent for event in ids)
                answered |= sender.answered
            if refused := sum(sender.refused for sender in senders):
                found.append(f"kill {number}: {refused} requests refused")
            again = [sender.unanswered() for sender in senders]
            # The start cuts torn tails, so the model is asked before the log is read.
            shown = ids_in_model(given.probe, folder + "/log")
            found += [f"kill {number}: {what}" for what in complaints(shown, sent, answered)]
            # What was sent again may stand in the log twice.
            if set(ids_in_log(folder + "/log")) != set(shown):
                found.append(f"kill {number}: the model does not show what the log holds")
    finally:
        shutil.rmtree(folder)
    return len(answered), found, slowest


def main():
    options = argparse.ArgumentParser()
    options.add_argument("probe", help="receiver_probe")
    options.add_argument("--program", help="what is killed: sightglass; else receiver_probe")
    options.add_argument("--kills", type=int, default=5)
    options.add_argument("--clients", type=int, default=8)
    options.add_argument("--seed", type=int, default=random.randrange(1 << 30))
    given = options.parse_args()
    chance = random.Random(given.seed)
    answered, slowest, found = 0, 0.0, []
    for begin in range(0, given.kills, ROUND):
        count, more, seconds = one_round(given, given.program or given.probe,
                                         min(ROUND, given.kills - begin), chance)
        answered, slowest = answered + count, max(slowest, seconds)
        found += [f"round of kill {begin}, {what}" for what in more]
    if slowest > START_LIMIT:
        found.append(f"a start took {slowest:.1f} s")
    print("\n".join(found))
    print(f"seed {given.seed}: {given.kills} kills, {answered} events answered, "
          f"slowest start {slowest:.2f} s, {len(found)} complaints")
    return 1 if found or not answered else 0


if __name__ == "__main__":
    sys.exit(main())
