"""Runs xsmc at a terminal of its own, and looks at what the terminal is given."""
import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
import time

RESULTS = {"passed": 0, "failed": 0}
ESCAPE = re.compile(rb"\x1b\[[0-9;]*[A-Za-z]")


def open_terminal(columns):
    leader, follower = pty.openpty()
    size = struct.pack("HHHH", 50, columns, 0, 0)
    fcntl.ioctl(follower, termios.TIOCSWINSZ, size)
    return leader, follower


def drain(leader):
    parts = []
    while True:
        try:
            part = os.read(leader, 65536)
        except OSError:
            break
        if not part:
            break
        parts.append(part)
    return b"".join(parts).replace(b"\r\n", b"\n")


def run(arguments, columns=80, to="both", **environment):
    """What the terminal is given; to: which streams it is, "out" or "err"."""
    leader, follower = open_terminal(columns)
    full = {**os.environ, "TERM": "xterm", **environment}
    none = subprocess.DEVNULL
    process = subprocess.Popen(
        ["xsmc"] + arguments, env=full, stdin=none,
        stdout=none if to == "err" else follower,
        stderr=none if to == "out" else follower)
    os.close(follower)
    text = drain(leader)
    process.wait()
    os.close(leader)
    return text


def check(name, good, text=b""):
    print("ok" if good else "not ok", name)
    if not good:
        print(text)
    RESULTS["passed" if good else "failed"] += 1


def widest(text):
    """The columns of the longest line that could be broken."""
    lines = ESCAPE.sub(b"", text).split(b"\n")
    return max(len(line) for line in lines if len(line.split()) > 1)


LINT = ["lint", "-q", "--release", "4.17", "policy.conf"]
QUERY = ["query", "XEN_DOMCTL_pausedomain"]
WRONG = ["lint", "--fail-on", "sometimes", "policy.conf"]

# --- Width

for columns in (50, 80, 132):
    for command in (LINT, QUERY, ["explain", "xml-damaged"], WRONG,
                    ["help", "version"]):
        text = run(command, columns)
        check("%s fits %d columns" % (" ".join(command), columns),
              text and widest(text) <= columns, text)
check("a wide terminal has longer lines", widest(run(QUERY, 132)) > 80)
check("COLUMNS goes before the terminal's size",
      widest(run(QUERY, 132, COLUMNS="60")) <= 60)
check("COLUMNS that is no number does not",
      run(QUERY, 50, COLUMNS="many") == run(QUERY, 50))
check("a message fits where standard error alone is a terminal",
      widest(run(WRONG, 50, to="err")) <= 50)
JSON = QUERY + ["--format", "json"]
check("JSON is as it is", run(JSON, 30) == run(JSON, 132) != b"")

# --- Colour

check("there is colour", ESCAPE.search(run(LINT)))
check("none with NO_COLOR", not ESCAPE.search(run(LINT, NO_COLOR="1")))
check("an empty NO_COLOR says nothing", ESCAPE.search(run(LINT, NO_COLOR="")))
for name in ("dumb", ""):
    check("none with TERM=" + name, not ESCAPE.search(run(LINT, TERM=name)))
check("but where it is asked for",
      ESCAPE.search(run(LINT + ["--color", "always"], TERM="dumb")))
check("none where standard output is no terminal",
      not ESCAPE.search(run(LINT, to="err")))

# --- Progress

with open("slow", "w", encoding="ascii") as script:
    # The first time it takes longer than anybody waits without a word.
    script.write("[ -e slept ] || { : >slept; sleep 4; }\nexec cc \"$@\"\n")
VERIFY = ["registry", "verify", "--registry", "mill.xml", "--tree", "tree"]
CLEARED = b"\r\x1b[K"


def slowly(arguments, **more):
    if os.path.exists("slept"):
        os.remove("slept")
    return run(arguments, CC="sh " + os.path.abspath("slow"), **more)


text = slowly(VERIFY, to="err")
times = set(re.findall(rb"xsmc: verifying tree, (\d+) s", text))
check("what takes longer is told", times, text)
check("and the time that it takes", len(times) > 1, text)
check("nothing is left of it", text.endswith(CLEARED), text)
text = slowly(VERIFY)
check("the report comes when it is cleared",
      text.rpartition(CLEARED)[2].strip() and
      b"verifying" not in text.rpartition(CLEARED)[2], text)
# On a machine that has much else to do it may take a second all the same.
for attempt in range(20):
    start = time.monotonic()
    text = run(VERIFY, to="err")
    if time.monotonic() - start < 0.9:
        check("what takes no second is not told", text == b"", text)
        break
text = slowly(VERIFY, to="out")
check("nothing where standard error is no terminal",
      b"verifying" not in text, text)
for name, arguments, more in (
        ("--quiet", VERIFY + ["-q"], {}),
        ("NO_COLOR", VERIFY, {"NO_COLOR": "1"}),
        ("TERM=dumb", VERIFY, {"TERM": "dumb"})):
    text = slowly(arguments, to="err", **more)
    check("nothing with " + name, b"verifying" not in text, text)
text = slowly(VERIFY[:-1] + [os.path.abspath("tree")], to="err", columns=40)
shown = [part for part in text.split(CLEARED) if part]
check("it stays in one line",
      shown and all(len(part) < 40 and b", " in part for part in shown), text)

print("%(passed)d passed, %(failed)d failed" % RESULTS)
sys.exit(RESULTS["failed"] != 0)
