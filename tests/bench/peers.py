#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Sets the program beside others that do the like, by turns in one run: peers.py BUILD FILE [ROUNDS].

User CPU of whole processes, medians; a first round warms and is dropped. What is not installed is skipped, and said.
A line is name, value, unit, reference, ratio, goal."""
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

build, recording = pathlib.Path(sys.argv[1]).absolute(), pathlib.Path(sys.argv[2]).absolute()
rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 5
program, bench = build / "app" / "sightglass", build / "tests" / "bench"
data = recording.parent
OFFSCREEN = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}


def row(name, value, unit, reference, goal=None):
    ratio = value / reference if reference else float("inf")
    verdict = "" if goal is None else f"  goal {goal:.3f} {'hit' if ratio <= goal else 'MISSED'}"
    print(f"{name:<44} {value:10.3f} {unit:<12} {reference:10.3f} {ratio:8.3f}{verdict}", flush=True)


def spend(command, environment=None):
    """User CPU and wall seconds of one run; None where it failed."""
    begin = time.monotonic()
    child = subprocess.Popen(command, env=environment, cwd=data, stdin=subprocess.DEVNULL,
                             stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = status
    return (usage.ru_utime, time.monotonic() - begin) if status == 0 else None


def by_turns(commands, count=rounds, warm=1):
    """Medians of user CPU and wall, by name; of what failed: none."""
    spent = {name: [] for name in commands}
    for turn in range(count + warm):
        for name, (command, environment) in commands.items():
            found = spend(command, environment) if spent[name] is not None else None
            if found is None:
                spent[name] = None
            elif turn >= warm:
                spent[name].append(found)
    return {name: tuple(map(statistics.median, zip(*found))) for name, found in spent.items() if found}


def duckdb(what):
    peer = data / "duckdb_peer.mjs"
    if not shutil.which("node") or not (data / "node_modules" / "@duckdb").exists():
        return None
    return ["node", str(peer), what, str(recording)]


def opened(folder):
    commands = {
        "report": ([str(program), "report", str(recording)], None),
        "window": ([str(program), "--config-dir", folder, "--screenshot", folder + "/picture.png", str(recording)],
                   OFFSCREEN),
    }
    if duckdb("open"):
        commands["DuckDB"] = (duckdb("open"), None)
    if shutil.which("lnav"):
        formats = pathlib.Path(folder) / ".config" / "lnav" / "formats" / "installed"
        formats.mkdir(parents=True)
        shutil.copy(pathlib.Path(__file__).parent / "lnav_format.json", formats / "cloudevents.json")
        commands["lnav"] = (["lnav", "-n", "-c", ";select count(*) from cloudevents_log", str(recording)],
                            {**os.environ, "HOME": folder, "XDG_CONFIG_HOME": folder + "/.config"})
    spent = by_turns(commands)
    for peer, goal in (("DuckDB", 0.6), ("lnav", 0.05)):
        if peer not in spent:
            print(f"open against {peer}: skipped, it is not here")
            continue
        row(f"open, first picture, against {peer}", spent["window"][0], "s user", spent[peer][0], goal)
        row(f"report against {peer}", spent["report"][0], "s user", spent[peer][0])


def names():
    if not duckdb("names"):
        print("names against DuckDB: skipped, it is not here")
        return
    found = {}
    for _ in range(3):
        for who, command in (("we", [str(bench / "name_search"), str(recording)]), ("DuckDB", duckdb("names"))):
            told = subprocess.run(command, check=True, capture_output=True, text=True, cwd=data).stdout
            for line in told.splitlines():
                what, milliseconds = line.split()[:2]
                found.setdefault((who, what), []).append(float(milliseconds))
    medians = {key: statistics.median(values) for key, values in found.items()}
    row("search names against DuckDB LIKE", medians["we", "names"], "ms user", medians["DuckDB", "names"], 0.2)
    row("field equality against DuckDB", medians["we", "types"], "ms user", medians["DuckDB", "types"])


def payload():
    if not shutil.which("rg"):
        print("payload against ripgrep: skipped, it is not here")
        return
    text = "zq no such words qz"
    spent = by_turns({"we": ([str(program), "search", "--count", text, str(recording)], None),
                      "rg": (["sh", "-c", f"rg -c -F '{text}' '{recording}' || true"], None)})
    row("search the payload, until done, against rg", spent["we"][1], "s", spent["rg"][1])


def start():
    first = str(bench / "first_frame")
    if not pathlib.Path(first).exists():
        print("start to first painted frame: skipped, this build has no window")
        return
    commands = {"bare": ([first, "bare"], OFFSCREEN), "window": ([first, "window"], OFFSCREEN),
                "file": ([first, "window", str(recording)], OFFSCREEN)}
    spent = by_turns(commands, 9, 2)
    row("start to first painted frame", spent["window"][1] * 1e3, "ms", spent["bare"][1] * 1e3, 1.25)
    row("first useful picture of the recording", spent["file"][1] * 1e3, "ms", spent["bare"][1] * 1e3, 1.5)


with tempfile.TemporaryDirectory() as scratch:
    start()
    opened(scratch)
    names()
    payload()
