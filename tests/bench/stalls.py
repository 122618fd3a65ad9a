"""How long the window's event loop is ever held up while demos train at full speed."""

from __future__ import annotations

import tempfile

from tests.bench.bench import Bench, Result, child_figures, demos

SECONDS = 4
TARGET_MOST_MS, TARGET_WORST_MS = 16.0, 50.0

# A timer that wants to fire every millisecond: the gap between two firings is how long the loop was away.
_CODE = """
import json, sys, time
from PySide6.QtCore import QElapsedTimer, QEventLoop, Qt, QTimer
from studyapp import app as module
application = module.new_application()
app = module.started()
app.window.resize(1440, 900)
app.window.show()
demo, seconds = sys.argv[1], float(sys.argv[2])
app.pages.open_demo(demo)
view = app.pages.demos.view(demo)
def wait(milliseconds):
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
wait(500)
frames = []
app.pages.demos.run.frames_received.connect(frames.append)
run = app.pages.demos.run
for ended in (run.stopped, run.diverged):  # one that comes to an end begins again
    ended.connect(lambda: QTimer.singleShot(0, run.restart))
run.set_speed(None)
view.controls.run_button.click()
view.controls.speed_slider.setValue(view.controls.speed_slider.maximum())
while len(frames) < 3:
    wait(50)
wait(1000)
gaps, last = [], time.perf_counter()
def tick():
    global last
    now = time.perf_counter()
    gaps.append((now - last) * 1000)
    last = now
timer = QTimer()
timer.setTimerType(Qt.TimerType.PreciseTimer)
timer.timeout.connect(tick)
timer.start(1)
seen = len(frames)
began = time.perf_counter()
wait(int(seconds * 1000))
took = time.perf_counter() - began
timer.stop()
gaps = sorted(gaps[1:])
app.close()
print(json.dumps({
    "p99": gaps[int(len(gaps) * 0.99)], "worst": gaps[-1], "frames": (len(frames) - seen) / took,
}))
"""


def measure() -> list[Result]:
    """Return the stalls of each demo, and how many reports a second the window took in meanwhile."""
    results = []
    for demo in demos():
        with tempfile.TemporaryDirectory() as home:
            figures = child_figures(_CODE, demo, str(SECONDS), STUDYAPP_HOME=home)
        most, worst = figures["p99"], figures["worst"]
        beside = f"{figures['frames']:.0f} reports/s meanwhile"
        name = f"{demo}: event loop, 99 % of gaps"
        results.append(Result(name, most, "ms", f"<= {TARGET_MOST_MS:.0f}", most <= TARGET_MOST_MS, beside))
        worst_name = f"{demo}: event loop, worst gap"
        results.append(Result(worst_name, worst, "ms", f"<= {TARGET_WORST_MS:.0f}", worst <= TARGET_WORST_MS))
    return results


BENCH = Bench("stalls", measure)
