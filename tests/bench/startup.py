"""From process start to the first usable window, against a bare PySide6 window in the same run; and its memory."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.bench.bench import Bench, Result, child_figures, median

ROUNDS = 9
TARGET_RATIO, TARGET_MB = 2.5, 200

# Wall time since the process began, so that the interpreter's own start counts on both sides.
_CLOCK = """
import json, time, psutil
def since_start():
    return time.time() - psutil.Process().create_time()
def memory_mb():
    return psutil.Process().memory_info().rss / 2**20
"""
_BARE = (
    """
from PySide6.QtWidgets import QApplication, QWidget
application = QApplication([])
window = QWidget()
window.resize(1440, 900)
window.show()
application.processEvents()
"""
    + _CLOCK
    + "print(json.dumps({'seconds': since_start(), 'mb': memory_mb()}))"
)
_WINDOW = (
    """
from studyapp import app as module
application = module.new_application()
app = module.started()
app.window.show()
application.processEvents()
"""
    + _CLOCK
)
_APP = _WINDOW + "print(json.dumps({'seconds': since_start(), 'mb': memory_mb()})); app.close()"

# Once the window is there, it loads what a first exercise or search would wait for.
_LATER = (
    _WINDOW
    + """
from PySide6.QtCore import QEventLoop, QTimer
app.do_later()
loop = QEventLoop()
QTimer.singleShot(6000, loop.quit)
loop.exec()
print(json.dumps({'mb': memory_mb()}))
app.close()
"""
)


def measure() -> list[Result]:
    """Return start-up and memory; the two sides take turns so that a busy machine slows both."""
    with tempfile.TemporaryDirectory() as home:
        child_figures(_APP, STUDYAPP_HOME=home)  # makes the database and the caches, as the first start ever does
        bare, app = [], []
        for _ in range(ROUNDS):
            bare.append(child_figures(_BARE))
            app.append(child_figures(_APP, STUDYAPP_HOME=home))
        first = child_figures(_APP, STUDYAPP_HOME=str(Path(home) / "another"))
        later_mb = child_figures(_LATER, STUDYAPP_HOME=home)["mb"]
    bare_s, app_s = median([each["seconds"] for each in bare]), median([each["seconds"] for each in app])
    ratio, memory = app_s / bare_s, median([each["mb"] for each in app])
    beside = f"bare window {bare_s:.3f} s, {median([each['mb'] for each in bare]):.0f} MB"
    return [
        Result("process start to first usable window", app_s, "s", beside=beside),
        Result("... as a ratio to the bare window", ratio, "x", f"<= {TARGET_RATIO}", ratio <= TARGET_RATIO),
        Result("... on the very first start", first["seconds"], "s"),
        Result("memory of the window's process after start", memory, "MB", f"<= {TARGET_MB}", memory <= TARGET_MB),
        Result("... with what it loads while idle", later_mb, "MB", f"<= {TARGET_MB}", later_mb <= TARGET_MB),
    ]


BENCH = Bench("startup", measure)
