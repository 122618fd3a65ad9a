"""A note of 2,000 words and 40 formulas: opened for the first time ever, and again."""

from __future__ import annotations

import tempfile

from tests.bench.bench import Bench, Result, child_figures

TARGET_FIRST_MS, TARGET_AGAIN_MS = 300.0, 50.0

_CODE = r"""
import json, sys, time
from pathlib import Path
from PySide6.QtCore import QEventLoop, QTimer
from studyapp import app as module
from studyapp.study.note_page import NotePage
from studyapp.ui.note_view import NoteView
application = module.new_application()
app = module.started()
formulas = [rf"p_{{{n}}} = \frac{{e^{{z_{n}/T}}}}{{\sum_j e^{{z_j/T}}}}" for n in range(40)]
words = "a layer maps what it is given to what the next one needs ".split()
paragraphs = []
for n, formula in enumerate(formulas):
    text = " ".join(words[(n + k) % len(words)] for k in range(50))
    paragraphs.append(f"{text} ${formula}$." if n % 2 else f"{text}\n\n$$\n{formula}\n$$")
page = NotePage("cnn.bench", "Bench", "\n\n".join(paragraphs), Path("."), 10)
view = NoteView(app.typesetter, theme=app.theme)
view.resize(900, 900)
view.show()
loop = QEventLoop()
QTimer.singleShot(300, loop.quit)
loop.exec()
def opened():
    begun = time.perf_counter()
    view.show_note(page)
    view.grab()
    shown = time.perf_counter() - begun
    while app.typesetter._waiting:
        QTimer.singleShot(0, loop.quit)
        loop.exec()
    view.grab()
    return shown * 1000, (time.perf_counter() - begun) * 1000
first = opened()
again = opened()
app.close()
print(json.dumps({"shown": first[0], "whole": first[1], "again": again[1]}))
"""


def measure() -> list[Result]:
    """Return the figures with an empty cache, with the formulas on the disk, and the second time in one window."""
    with tempfile.TemporaryDirectory() as home:
        first = child_figures(_CODE, STUDYAPP_HOME=home)
        second = child_figures(_CODE, STUDYAPP_HOME=home)
    shown, cached, again = first["shown"], second["whole"], second["again"]
    return [
        Result(
            "note, first open ever: text readable", shown, "ms", f"<= {TARGET_FIRST_MS:.0f}", shown <= TARGET_FIRST_MS
        ),
        Result("... and every formula typeset", first["whole"], "ms"),
        Result("note, opened in a later start", cached, "ms", f"<= {TARGET_FIRST_MS:.0f}", cached <= TARGET_FIRST_MS),
        Result("note, opened again in one window", again, "ms", f"<= {TARGET_AGAIN_MS:.0f}", again <= TARGET_AGAIN_MS),
    ]


BENCH = Bench("notes", measure)
