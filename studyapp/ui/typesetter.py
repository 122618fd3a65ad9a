"""Formulas for every view of the window, set without ever holding it up."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from studyapp.ui.maths import Drawing, Formula, FormulaError, typeset
from studyapp.ui.maths_cache import FormulaCache
from studyapp.ui.maths_engine import is_loaded, load_part

SLICE_MS = 8
"""How long formulas are set before the event loop gets its turn."""

REPORT_MS = 60
"""How much time of setting goes by before the finished formulas are reported, each report being a new layout."""

MAX_IN_MEMORY = 3000


class Typesetter(QObject):
    """Sets formulas now or soon, and remembers them in memory and on disk.

    Signals:
        formulas_set: Some of the formulas asked for with ``set_soon`` are done; carries a frozenset of Formula.
    """

    formulas_set = Signal(object)

    def __init__(self, folder: Path | None = None, parent: QObject | None = None) -> None:
        """Keep drawings in a folder, or only in memory when there is none."""
        super().__init__(parent)
        self._cache = FormulaCache(folder)
        self._known: dict[Formula, Drawing | FormulaError] = {}
        self._absent: set[Formula] = set()  # not on disk either
        self._waiting: dict[Formula, None] = {}
        self._unreported: set[Formula] = set()
        self._since_report_ms = 0
        self._idle = QTimer(self, singleShot=True, interval=0)
        self._idle.timeout.connect(self._on_idle)

    def known(self, formula: Formula) -> Drawing | FormulaError | None:
        """Return the drawing, why there can be none, or None when the formula is yet to be set."""
        found = self._known.get(formula)
        if found is None and formula not in self._absent:
            drawing = self._cache.drawing(formula)
            if drawing is None:
                self._absent.add(formula)
            else:
                found = self._remember(formula, drawing)
        return found

    def set_now(self, formula: Formula) -> Drawing | FormulaError:
        """Return the drawing, or why there can be none, setting it first if need be."""
        return self.known(formula) or self._set(formula)

    def set_within(self, formulas: Iterable[Formula], budget_ms: int) -> list[Formula]:
        """Set formulas in order until the time is up; return the ones that are left.

        Nothing is set before the engine is loaded, which alone would take longer than a budget allows.
        """
        clock = QElapsedTimer()
        clock.start()
        left = []
        for formula in dict.fromkeys(formulas):
            if self.known(formula) is not None:
                continue
            if not is_loaded() or clock.elapsed() >= budget_ms:
                left.append(formula)
            else:
                self._set(formula)
        return left

    def set_soon(self, formulas: Iterable[Formula]) -> None:
        """Set formulas while the event loop is idle, before all that were asked for earlier."""
        wanted = {formula: None for formula in formulas if self.known(formula) is None}
        self._waiting = wanted | {formula: None for formula in self._waiting if formula not in wanted}
        if self._waiting:
            self._idle.start()

    def load_soon(self) -> None:
        """Load the engine while the event loop is idle, so that the first new formula does not wait for it."""
        self._idle.start()

    def _on_idle(self) -> None:
        if is_loaded():
            self._set_slice()
        else:
            load_part()
        if self._waiting or not is_loaded():
            self._idle.start()

    def _set_slice(self) -> None:
        clock = QElapsedTimer()
        clock.start()
        while self._waiting and clock.elapsed() < SLICE_MS:
            formula = next(iter(self._waiting))
            del self._waiting[formula]
            self.set_now(formula)
            self._unreported.add(formula)
        self._since_report_ms += clock.elapsed()
        if self._unreported and (not self._waiting or self._since_report_ms >= REPORT_MS):
            done, self._unreported, self._since_report_ms = frozenset(self._unreported), set(), 0
            self.formulas_set.emit(done)

    def _set(self, formula: Formula) -> Drawing | FormulaError:
        try:
            drawing = typeset(formula)
        except FormulaError as error:
            return self._remember(formula, error)
        self._cache.keep(formula, drawing)
        return self._remember(formula, drawing)

    def _remember(self, formula: Formula, result: Drawing | FormulaError) -> Drawing | FormulaError:
        if len(self._known) >= MAX_IN_MEMORY:
            del self._known[next(iter(self._known))]
        self._known[formula] = result
        self._absent.discard(formula)
        return result
