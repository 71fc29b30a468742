#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Starts the program on a display and a session bus of its own, posts events with curl, and reads the window as a
screen reader does: window.py PROGRAM. Exit status 77: a tool is missing, nothing was tested."""
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

SKIPPED = 77
PATIENCE = 20  # seconds that a busy machine may take where no promise is tested


def skip(reason):
    print(f"skipped: {reason}")
    sys.exit(SKIPPED)


def wait_for(what, ask, seconds=PATIENCE):
    """Asks until the answer is true; how long that took."""
    begin = time.monotonic()
    while True:
        if ask():
            return time.monotonic() - begin
        if time.monotonic() - begin > seconds:
            sys.exit(f"FAIL: {what}: not within {seconds} s")
        time.sleep(0.05)


def own_display():
    """A display server and its name. Another one that starts at the same time may take its number: then once more."""
    for _ in range(5):
        read, write = os.pipe()
        display = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", "1440x900x24", "-nolisten", "tcp"],
            pass_fds=[write], stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as answer:
            number = answer.readline().strip()
        if number:
            return display, ":" + number
        display.wait()
    sys.exit("FAIL: no display server starts")


def on_own_display(program, file=__file__):
    """Runs a file again, on an own display and bus, with folders that nobody else uses."""
    for tool in ("Xvfb", "dbus-run-session", "curl"):
        if not shutil.which(tool):
            skip(f"{tool} is not installed")
    try:
        import pyatspi  # noqa: F401  pylint: disable=unused-import
    except ImportError:
        skip("python3-pyatspi is not installed")
    with tempfile.TemporaryDirectory() as home:
        display, name = own_display()
        try:
            environment = {
                "PATH": os.environ["PATH"], "HOME": home, "XDG_RUNTIME_DIR": home, "XDG_CONFIG_HOME": home,
                "XDG_STATE_HOME": home, "DISPLAY": name, "LC_ALL": "C.UTF-8", "NO_AT_BRIDGE": "0",
                "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
                "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "detect_leaks=0"),
            }
            return subprocess.run(
                ["dbus-run-session", "--", sys.executable, file, program, "inside"],
                env=environment, check=False).returncode
        finally:
            display.terminate()
            display.wait()


class Window:
    """The program's window, seen from outside."""

    def __init__(self, program, *arguments, config="config"):
        import pyatspi
        self.registry = pyatspi.Registry
        self.process = subprocess.Popen(
            [program, "--listen", "127.0.0.1:0", "--config-dir", os.path.join(os.environ["HOME"], config),
             "--no-animations", *arguments], stderr=subprocess.PIPE, text=True)
        self.address = None
        said = []
        for line in self.process.stderr:
            said.append(line)
            found = re.match(r"listening (http://\S+)", line)
            if found:
                self.address = found.group(1)
                break
        if not self.address:
            sys.exit("FAIL: the program does not listen; it said: " + "".join(said))

    def application(self):
        desktop = self.registry.getDesktop(0)
        for application in desktop:
            if application and application.get_process_id() == self.process.pid:
                return application
        return None

    def names(self):
        """Names of everything that a screen reader could come to."""
        found = []

        def walk(node, depth):
            if node is None or depth > 30 or len(found) > 5000:
                return
            if node.name:
                found.append(node.name)
            for index in range(min(node.childCount, 300)):
                walk(node.getChildAtIndex(index), depth + 1)

        application = self.application()
        if application:
            walk(application, 0)
        return found

    def find(self, name, role):
        """The first thing of that name and role that is seen, or None."""
        import pyatspi

        def walk(node, depth):
            if node is None or depth > 30:
                return None
            if node.name == name and node.getRoleName() == role and node.getState().contains(pyatspi.STATE_SHOWING):
                return node
            for index in range(min(node.childCount, 300)):
                found = walk(node.getChildAtIndex(index), depth + 1)
                if found:
                    return found
            return None

        return walk(self.application(), 0)

    def menu(self, name):
        """The entries of the menu of that name, open or not."""

        def walk(node, depth):
            if node is None or depth > 6:
                return []
            if node.name == name and node.childCount:
                return children(node.getChildAtIndex(0))
            return next(filter(None, (walk(child, depth + 1) for child in children(node))), [])

        return walk(self.application(), 0)

    def press(self, key):
        """A key of the keyboard, to what has the focus."""
        subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "Sightglass", "windowfocus",
                        "--sync", "key", key], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def title(self):
        application = self.application()
        return application.getChildAtIndex(0).name if application and application.childCount else ""

    def shows(self, text):
        return any(text in name for name in self.names())

    def post(self, body, *headers, kind="application/json"):
        """Status and answer of one request."""
        command = ["curl", "-s", "-w", "\n%{http_code}", "-H", f"Content-Type: {kind}", "--data-binary", "@-"]
        for header in headers:
            command += ["-H", header]
        answer = subprocess.run(command + [self.address], input=json.dumps(body), text=True, check=True,
                                stdout=subprocess.PIPE).stdout
        text, _, status = answer.rpartition("\n")
        return int(status), text

    def close(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            sys.exit("FAIL: the program does not end")


def cloud_event(number):
    return {"specversion": "1.0", "id": f"ce-{number}", "source": "/e2e", "type": "org.example.e2e"}


def cd_event():
    return {"context": {"version": "0.4.1", "id": "cd-1", "source": "/e2e", "timestamp": "2026-01-01T00:00:00Z",
                        "type": "dev.cdevents.pipelinerun.started.0.2.0"},
            "subject": {"id": "run-1", "source": "/e2e", "content": {"pipelineName": "end-to-end"}}}


def eiffel_event():
    return {"meta": {"id": "6acc3c87-75e0-4b6d-88f5-b1a5d4e62b43", "type": "EiffelActivityTriggeredEvent",
                     "version": "4.0.0", "time": 1767225600000},
            "data": {"name": "Eiffel activity"}, "links": []}


def expect(what, condition):
    if not condition:
        sys.exit(f"FAIL: {what}")
    print(f"ok: {what}")


def test(program):
    window = Window(program)
    try:
        wait_for("the window opens", window.title)
        expect("a first run shows the demo and says so", "DEMO" in window.title())

        sent = [
            ("a structured CloudEvent", 1, (cloud_event(1),), {"kind": "application/cloudevents+json"}),
            ("a binary CloudEvent", 1, ({"any": "data"}, "ce-specversion: 1.0", "ce-id: ce-2", "ce-source: /e2e",
                                        "ce-type: org.example.e2e"), {}),
            ("a batch", 2, ([cloud_event(3), cloud_event(4)],), {"kind": "application/cloudevents-batch+json"}),
            ("a bare CDEvent", 1, (cd_event(),), {}),
            ("a bare Eiffel event", 1, (eiffel_event(),), {}),
        ]
        total = 0
        for what, events, request, options in sent:
            status, answer = window.post(*request, **options)
            expect(f"{what} is answered 202: {answer.strip()}",
                   status == 202 and json.loads(answer)["accepted"] == events)
            total += events
            took = wait_for(f"{what} is in the window", lambda: window.shows(f"{total} events, 0 rejected"))
            print(f"ok: {what} is in the window after {took:.2f} s")
        expect("the first one is selected", window.shows("ce-1") and window.shows("org.example.e2e"))
        expect("real events take the demo's place", "DEMO" not in window.title())
        expect("a browser is refused", window.post(cloud_event(5), "Origin: https://example.org")[0] == 403)
        expect("a foreign host is refused", window.post(cloud_event(6), "Host: example.org")[0] in (400, 403, 421))
        expect("what is no event is refused", window.post({"what": "is this"})[0] == 400)
        wait_for("and counted", lambda: window.shows(f"{total} events, 1 rejected"))
        expect("SIGTERM ends it well", window.close() == 0)
    finally:
        window.process.kill()


def children(node):
    return [node.getChildAtIndex(index) for index in range(node.childCount)]


def selected(node):
    import pyatspi
    return [child.name for child in children(node) if child.getState().contains(pyatspi.STATE_SELECTED)]


def tree_names(tree):
    """Of every line of a tree that is open."""
    return [child.name for child in children(tree)
            if child and child.name and child.getRoleName() != "table column header"]


def test_pictures(program):
    """The flow and the map, for somebody who does not see them."""
    # What another window has received would take the demo's place.
    window = Window(program, "--demo", "--freeze-clock", "2026-03-01T12:00:00Z", config="pictures")
    try:
        wait_for("the window opens", window.title)
        wait_for("the flow is there",
                 lambda: window.find("Flow", "list") and window.find("Flow", "list").childCount > 3)
        flow = window.find("Flow", "list")
        names = [child.name for child in children(flow)]
        pattern = re.compile(r"^.+, [a-z ]+, (failed|error|unstable|unknown|waiting|running|queued|canceled|skipped|"
                             r"expected|succeeded).*, \d+ upstream, \d+ downstream$")
        odd = [name for name in names if not pattern.match(name) and "not received" not in name]
        expect(f"{len(names)} nodes tell name, kind, state and neighbours: {odd}", not odd)
        stacks = [name for name in names if " ×" in name]
        print("    " + "\n    ".join(stacks or names[:3]))

        node = children(flow)[0]
        node.queryAction().doAction(0)
        wait_for("a node is selected by its action", lambda: selected(flow) == [node.name])
        if shutil.which("xdotool"):
            flow.queryComponent().grabFocus()
            window.press("Right")
            wait_for("an arrow key walks along a link", lambda: selected(flow) not in ([], [names[0]]))
            print(f"ok: to {selected(flow)[0]}")
            window.press("Left")
            wait_for("and back", lambda: selected(flow) == [names[0]])
            window.press("o")
            wait_for("the outline opens", lambda: window.find("Outline of the flow", "tree"))
            outline = tree_names(window.find("Outline of the flow", "tree"))
            unlike = sorted(set(outline) ^ {child.name for child in children(flow)})
            expect(f"the outline tells what the picture tells: {unlike}", not unlike)
            window.press("ctrl+2")
            wait_for("the map is there", lambda: window.find("System map", "list")
                     and window.find("System map", "list").childCount > 3)
            types = [child.name for child in children(window.find("System map", "list"))]
            odd = [name for name in types if "in flight" not in name or "pass" not in name]
            expect(f"{len(types)} types tell what is in flight and what passed: {odd}", not odd)
        expect("SIGTERM ends it well", window.close() == 0)
    finally:
        window.process.kill()


def test_examples(program):
    """Each entry of File > Open Example opens a recording of which nothing is rejected."""
    window = Window(program, config="examples")
    try:
        wait_for("the window opens", window.title)
        wait_for("the examples are there", lambda: window.menu("Open Example"))
        examples = window.menu("Open Example")
        expect(f"four examples: {[example.name for example in examples]}", len(examples) == 4)
        seen = {window.title()}
        for example in examples:
            example.queryAction().doAction(0)
            wait_for(f"{example.name} has the window", lambda: window.title() not in seen)
            seen.add(window.title())
            wait_for("its events are read",
                     lambda: any(re.match(r"[1-9]\d* events, 0 rejected", name) for name in window.names()))
            expect(f"{example.name}: {window.title()}", ".ndjson" in window.title() and window.shows("0 problems"))
        expect("SIGTERM ends it well", window.close() == 0)
    finally:
        window.process.kill()


if __name__ == "__main__":
    if len(sys.argv) > 2:
        test(sys.argv[1])
        test_pictures(sys.argv[1])
        test_examples(sys.argv[1])
    else:
        sys.exit(on_own_display(sys.argv[1]))
