"""The schedule fitted to the learner, in a process of its own: started from Progress, used only when it is wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QProgressDialog

from studyapp.child_process import ChildProcess, Failure
from studyapp.errors import StudyAppError
from studyapp.study.memory import Memory
from studyapp.study.statistics import one_in
from studyapp.ui.progress.fit_card import FitCard, FitState
from studyapp.ui.slices import Slices
from studyapp.wiring.host import Host

# What loads fsrs is imported when something is fitted, not with the page.
if TYPE_CHECKING:
    from studyapp.study.refitting import LogRow, Refit

ROWS_FITTED = 100_000
ROWS_A_SLICE = 50
AT_WORK = "Fitting. This takes up to a minute or two; go on with what you like."
STOPPED = "Stopped. Nothing was changed."
BROKEN = "The fitting ended without a result. Nothing was changed."
NOT_STARTED = "The fitting could not be started. Nothing was changed."


class RefitProcess(QObject):
    """One fitting at a time.

    Signals:
        found: It came to an end; carries the Refit.
        failed: It did not; carries a sentence.
    """

    found = Signal(object)
    failed = Signal(str)

    def __init__(self, parent: QObject) -> None:
        """Begin without a process."""
        super().__init__(parent)
        self._process = ChildProcess(self)
        self._process.answered.connect(self._on_process_answered)
        self._process.failed.connect(self._on_process_failed)

    def start(self, package: bytes) -> None:
        """Begin to fit what ``request`` made of a log."""
        from studyapp.refit import COMMAND

        self._process.start(COMMAND, package)

    def cancel(self) -> None:
        """End the process; nothing is said."""
        self._process.cancel()

    def _on_process_answered(self, answer: bytes) -> None:
        from studyapp.study.refitting import RefitError, read_refit

        try:
            found = read_refit(answer)
        except RefitError as error:
            self.failed.emit(str(error))
        else:
            self.found.emit(found)

    def _on_process_failed(self, failure: Failure) -> None:
        self.failed.emit(BROKEN if failure.has_started else NOT_STARTED)


class FittingDesk(QObject):
    """Joins the card of the schedule, the process and the store."""

    def __init__(self, host: Host, card: FitCard, *, schedule_changed: Callable[[], None]) -> None:
        """Show which schedule is used."""
        super().__init__(card)
        self._host = host
        self._card = card
        self._schedule_changed = schedule_changed
        self._offered: Sequence[float] | None = None
        self.process = RefitProcess(self)
        self.slices = Slices(self)
        card.fit_requested.connect(self._on_fit_requested)
        card.stop_requested.connect(self._on_stop_requested)
        card.use_requested.connect(self._on_use_requested)
        card.usual_requested.connect(lambda: self._schedule_anew(None))
        self.process.found.connect(self._on_found)
        self.process.failed.connect(lambda words: card.show_state(FitState.IDLE, words))

    def fill(self) -> None:
        """Show which schedule is used."""
        self._card.show_schedule(is_own=self._host.session.store.parameters() is not None)

    def close(self) -> None:
        """End what is at work."""
        self.slices.stop()
        self.process.cancel()

    def _on_fit_requested(self) -> None:
        self._card.show_state(FitState.RUNNING, AT_WORK)
        self.slices.start(self._gather())

    def _gather(self) -> Iterator[None]:
        """Read the log in slices, and hand it to the process."""
        from studyapp.study.refitting import request

        store = self._host.session.store
        answers = sum(tally.attempts for tally in store.tallies_by_topic().values())
        rows: list[LogRow] = []
        for number, row in enumerate(store.reviews.log()):
            rows += one_in((row,), -(-answers // ROWS_FITTED))
            if number % ROWS_A_SLICE == 0:
                yield
        self.process.start(request(rows))

    def _on_stop_requested(self) -> None:
        self.close()
        self._card.show_state(FitState.IDLE, STOPPED)

    def _on_found(self, found: Refit) -> None:
        self._offered = found.parameters
        self._card.show_state(FitState.OFFERED if found.parameters else FitState.IDLE, found.sentence)

    def _on_use_requested(self) -> None:
        self._schedule_anew(self._offered)

    def _schedule_anew(self, parameters: Sequence[float] | None) -> None:
        """Follow a whole log with other parameters; nothing else can be done meanwhile, so that no answer is missed."""
        waiting = QProgressDialog("Every item gets its new day …", "Cancel", 0, 0, self._card.window())
        waiting.setWindowModality(Qt.WindowModality.WindowModal)
        waiting.canceled.connect(self.slices.stop)
        for end in (waiting.canceled, self.slices.finished):
            end.connect(waiting.deleteLater)
        self.slices.start(self._rebuild(parameters), at_once_ms=0)
        waiting.show()  # by itself it would come after seconds, in which an answer could be given

    def _rebuild(self, parameters: Sequence[float] | None) -> Iterator[None]:
        from studyapp.study.scheduling import Schedule

        store = self._host.session.store
        schedule = Schedule(parameters)
        memories: dict[str, Memory] = {}
        for number, (item, _, day, rating) in enumerate(store.reviews.log()):
            memory = memories.get(item)
            if memory is not None:
                memories[item] = schedule.reviewed(memory, rating, day)
            elif begun := schedule.begun(item, "", rating, day):
                memories[item] = begun
            if number % ROWS_A_SLICE == 0:
                yield
        for items in _portions(list(memories), ROWS_A_SLICE):
            for item, before in store.reviews.memories(items).items():
                memories[item] = replace(memories[item], topic=before.topic)
            yield
        self._keep(parameters, memories)

    def _keep(self, parameters: Sequence[float] | None, memories: dict[str, Memory]) -> None:
        store = self._host.session.store
        try:
            with store.as_one():
                store.set_parameters(None if parameters is None else list(parameters), self._host.around.now())
                store.reviews.rebuild(memories.values())
        except StudyAppError as error:
            self._card.show_state(FitState.IDLE, f"{error} Nothing was changed.")
            return
        words = "From now on" if parameters else "Back to the usual schedule:"
        self._card.show_state(FitState.IDLE, f"{words} every item has its new day.")
        self._offered = None
        self._schedule_changed()


def _portions(items: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (items[start : start + size] for start in range(0, len(items), size))
