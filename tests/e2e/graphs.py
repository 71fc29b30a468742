#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The pictures of flows and types in a real window: stacks and what is remembered of them, the critical path, zooming
at the pointer, and that nothing that stands moves: graphs.py PROGRAM. Exit status 77: a tool is missing."""
import json
import os
import re
import shutil
import subprocess
import sys

from window import Window, children, expect, on_own_display, skip, wait_for

SHARDS = 48
FAILED = (3, 20)
BASE = 1767225600000  # milliseconds


class Story:
    """Eiffel events, one after the other."""

    def __init__(self):
        self.count = 0
        self.events = []

    def tell(self, kind, at, data, links=()):
        self.count += 1
        name = f"{self.count:08x}-75e0-4b6d-88f5-b1a5d4e62b43"
        self.events.append({"meta": {"id": name, "type": kind, "version": "4.0.0", "time": BASE + at * 1000},
                            "data": data, "links": [{"type": link, "target": target} for link, target in links]})
        return name

    def run(self, title, begin, end, cause=None, outcome="SUCCESSFUL"):
        """The id of its trigger. Without an end it runs on."""
        trigger = self.tell("EiffelActivityTriggeredEvent", begin, {"name": title},
                            [("CAUSE", cause)] if cause else [])
        self.tell("EiffelActivityStartedEvent", begin, {}, [("ACTIVITY_EXECUTION", trigger)])
        if end is not None:
            self.tell("EiffelActivityFinishedEvent", end, {"outcome": {"conclusion": outcome}},
                      [("ACTIVITY_EXECUTION", trigger)])
        return trigger


def sharded():
    story = Story()
    root = story.run("integration", 0, 5)
    build = story.run("compile", 10, 100, root)
    for shard in range(SHARDS):
        story.run(f"shard-{shard}", 110 + shard, 300 + shard, build,
                  "UNSUCCESSFUL" if shard in FAILED else "SUCCESSFUL")
    story.run("publish", 400, 500, build)
    return story


def flow_of(window):
    return window.find("Flow", "list")


def names(window):
    return [child.name for child in children(flow_of(window)) if child]


def place(node):
    extents = node.queryComponent().getExtents(0)
    return extents.x, extents.y, extents.width, extents.height


def places(container):
    """By title; of what stands for itself."""
    return {child.name.split(",")[0]: place(child) for child in children(container) if child}


def shards(window):
    return [name for name in names(window) if re.match(r"shard-\d+,", name)]


def grouped(window):
    found = names(window)
    return any(re.match(rf"shard ×{SHARDS},", name) for name in found) and len(found) == 6


def focus(window):
    wait_for("the flow is there", lambda: flow_of(window) and flow_of(window).childCount > 3)
    flow_of(window).queryComponent().grabFocus()


def open_file(program, path):
    window = Window(program, path, config="graphs")
    wait_for("the window opens", window.title)
    focus(window)
    return window


def test_stack(program, path):
    """Check 16 of 40: what G chose is remembered over a restart."""
    window = open_file(program, path)
    wait_for("siblings are a stack with their failures beside", lambda: grouped(window))
    stack = next(name for name in names(window) if f"×{SHARDS}" in name)
    told = {word: int(count) for count, word in re.findall(r"(\d+) (succeeded|failed)", stack)}
    beside = sorted(shards(window))
    expect(f"{stack}: its failures stand beside it: {beside}",
           [name.split(",")[0] for name in beside] == [f"shard-{n}" for n in sorted(FAILED, key=str)]
           and all("failed" in name for name in beside))
    window.press("g")
    wait_for("G shows them one by one", lambda: len(shards(window)) == SHARDS)
    listed = {word: sum(name.split(", ")[2] == word for name in shards(window)) for word in ("succeeded", "failed")}
    expect(f"the stack told {told}, and the list has {listed}",
           told == listed == {"succeeded": SHARDS - len(FAILED), "failed": len(FAILED)})
    expect("SIGTERM ends it well", window.close() == 0)
    window = open_file(program, path)
    wait_for("that is remembered after a restart", lambda: len(shards(window)) == SHARDS)
    window.press("g")
    wait_for("G puts them together again", lambda: grouped(window))
    expect("SIGTERM ends it well", window.close() == 0)
    window = open_file(program, path)
    wait_for("and that is remembered, too", lambda: grouped(window))
    print("ok: a stack opens by G, and the choice outlives the program")
    return window


def test_path(window):
    """Check 17: the header tells the path, the whole, and how much of it was waiting."""
    window.press("c")
    told = "Critical path 3 m 15 s of 8 m 20 s — waiting 61 %"  # between 5 and 10, and between 100 and 400
    wait_for(told, lambda: told in window.names())
    on = sorted(name.split(",")[0] for name in names(window) if "on the critical path" in name)
    expect(f"5 s, 90 s and 100 s of {on} are its sum", on == ["compile", "integration", "publish"])
    print("ok: " + told)
    window.press("c")


def test_zoom(window):
    """Check 18: the point below the pointer stays through twenty steps."""
    node = next(child for child in children(flow_of(window)) if child.name.startswith("compile,"))
    x, y, width, height = place(node)
    at = (x + width // 4, y + height // 2)
    subprocess.run(["xdotool", "mousemove", str(at[0]), str(at[1])], check=True)
    heights = set()
    worst = 0
    for button in [5] * 20 + [4] * 26:
        before = place(node)
        subprocess.run(["xdotool", "keydown", "ctrl", "click", str(button), "keyup", "ctrl"], check=True)
        wait_for("a step of the wheel", lambda: place(node) != before or place(node)[3] in (min(heights, default=0),),
                 seconds=2)
        x, y, width, height = place(node)
        heights.add(height)
        if height < 4:
            continue
        worst = max(worst, abs(x + width / 4 - at[0]), abs(y + height / 2 - at[1]))
    expect(f"zooming from {min(heights)} to {max(heights)} px of a node moved what is below the pointer {worst} px",
           worst <= 2 and min(heights) < 10 and max(heights) >= 112)


def test_standing(program):
    """Check 13: five hundred events come, and nothing that stands moves; on the map neither."""
    window = Window(program, config="standing")
    try:
        story = sharded()
        wait_for("the window opens", window.title)
        window.post(story.events[:3])
        wait_for("the first event is in the window", lambda: "DEMO" not in window.title())
        for at in range(3, len(story.events), 60):
            window.post(story.events[at:at + 60])
        wait_for("the flow is there", lambda: flow_of(window) and f"×{SHARDS}" in " ".join(names(window)))
        focus(window)
        window.press("minus")  # by hand: nothing follows any more
        wait_for("all is told", lambda: window.shows(f"{story.count} events, 0 rejected"))
        stood = places(flow_of(window))
        sent = story.count
        more = Story()
        more.count = sent
        root = story.events[0]["meta"]["id"]
        for number in range(240):
            more.run(f"part {chr(97 + number % 26)}{chr(97 + number // 26)}", 700 + number,
                     None if number % 5 else 800 + number, root if number % 3 else None)
        for at in range(0, len(more.events), 50):
            window.post(more.events[at:at + 50])
        wait_for("they are told", lambda: window.shows(f"{sent + len(more.events)} events, 0 rejected"))
        wait_for("and shown", lambda: len(names(window)) > len(stood) + 100)
        now = places(flow_of(window))
        moved = [name for name, where in stood.items() if now.get(name) != where]
        expect(f"{len(more.events)} events moved none of {len(stood)}: {moved}", not moved)
        window.press("ctrl+2")
        wait_for("the map is there", lambda: window.find("System map", "list")
                 and window.find("System map", "list").childCount > 3)
        mapped = places(window.find("System map", "list"))
        later = Story()
        later.count = sent + len(more.events)
        for number in range(60):
            later.run("compile", 900 + number, 901 + number)
        window.post(later.events)
        wait_for("they are told", lambda: window.shows(f"{later.count} events, 0 rejected"))
        now = places(window.find("System map", "list"))
        moved = [name for name, where in mapped.items() if now.get(name) != where]
        expect(f"nor one of {len(mapped)} types: {moved}", not moved)
        expect("SIGTERM ends it well", window.close() == 0)
    finally:
        window.process.kill()


def test(program):
    path = os.path.join(os.environ["HOME"], "sharded.ndjson")
    with open(path, "w", encoding="utf-8") as file:
        for event in sharded().events:
            file.write(json.dumps(event) + "\n")
    window = test_stack(program, path)
    test_path(window)
    test_zoom(window)
    expect("SIGTERM ends it well", window.close() == 0)
    test_standing(program)


if __name__ == "__main__":
    if len(sys.argv) > 2:
        test(sys.argv[1])
    elif not shutil.which("xdotool"):
        skip("xdotool is not installed")
    else:
        sys.exit(on_own_display(sys.argv[1], __file__))
