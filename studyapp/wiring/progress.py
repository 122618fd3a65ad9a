"""The page Progress at work: filled from the history, quick sums first and what takes longer in slices."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from studyapp.errors import StudyAppError
from studyapp.study.file_writing import write_file
from studyapp.study.history_export import answers_csv
from studyapp.ui.charts.chart import Chart
from studyapp.ui.charts.heat_calendar import HeatCalendar
from studyapp.ui.charts.topic_tiles import TopicTiles
from studyapp.ui.progress.outlook import EXAMS_SHOWN
from studyapp.ui.progress.page import MapPage, ProgressPage
from studyapp.ui.progress_view import ProgressView
from studyapp.ui.slices import AT_ONCE_MS, Slices
from studyapp.ui.theme import Theme
from studyapp.wiring.figures_of_progress import progress_page, recall_found
from studyapp.wiring.fitting import FittingDesk
from studyapp.wiring.host import Host
from studyapp.wiring.knowing import Knowing
from studyapp.wiring.library import Library

PICTURE_PX, WIDE_PICTURE_PX = 560, 1000
ASKED_FROM_NOW = "From now on you are asked how sure you are before each answer. Today has the switch."


@dataclass(frozen=True, slots=True)
class Basis:
    """What mastery, readiness and recall follow from."""

    page: ProgressPage
    parameters: tuple[float, ...]


class ProgressDesk:
    """Fills the page whenever it comes into view, and does what is asked on it."""

    def __init__(
        self,
        host: Host,
        library: Library,
        *,
        knowing: Knowing,
        open_topic: Callable[[str], None],
        open_page: Callable[[str], None],
        schedule_changed: Callable[[], None],
    ) -> None:
        """Build the page; ``knowing`` is what mastery follows from."""
        self.view = view = ProgressView(host.theme)
        self._host = host
        self._library = library
        self._forget_schedule = schedule_changed
        self._worked_out: Basis | None = None
        self.knowing = knowing
        self.slices, self.recall_slices = knowing.slices, Slices(view)
        self.fitting = FittingDesk(host, view.fit, schedule_changed=self._on_schedule_changed)
        view.export_requested.connect(self._on_export_requested)
        view.save_requested.connect(self._on_save_requested)
        view.confidence_requested.connect(self._on_confidence_requested)
        view.undo_requested.connect(host.take_back)
        view.topic_requested.connect(open_topic)
        view.practise_requested.connect(lambda: open_page("practise"))
        view.lab_requested.connect(lambda: open_page("lab"))

    @property
    def is_complete(self) -> bool:
        """Tell whether everything on the page is worked out."""
        return not self.slices.is_working and not self.recall_slices.is_working

    def fill(self) -> None:
        """Show the history as it is now."""
        session, now = self._host.session, self._host.around.now()
        page = progress_page(session, self._library, now, self._host.settings.day_starts_at)
        self.view.show_page(page)
        self.fitting.fill()
        store = session.store
        basis = Basis(page, tuple(store.parameters() or ()))
        if basis == self._worked_out:
            return  # nothing has changed that mastery, readiness and recall follow from
        self.recall_slices.stop()
        self._worked_out = None
        # The first look loads numpy and reads every answer; until then the page stands without what follows from them.
        at_once_ms = AT_ONCE_MS if self.knowing.is_ready else 0
        if not at_once_ms:
            self.view.show_map(MapPage(self.knowing.blank_tiles(), is_ready=False))
        self.slices.start(self._slow_parts(basis), at_once_ms)

    def show_theme(self, theme: Theme) -> None:
        """Change to another theme."""
        self.view.show_theme(theme)

    def close(self) -> None:
        """End what is at work."""
        self.slices.stop()
        self.recall_slices.stop()
        self.fitting.close()

    def _slow_parts(self, basis: Basis) -> Iterator[None]:
        now = self._host.around.now()
        yield from self.knowing.follow()
        tiles = []
        for topic in self._library.catalog.topics.values():
            tiles.append(self.knowing.tile(topic, now))
            yield
        self.view.show_map(MapPage(tiles))
        yield
        outlooks = []
        for page in self.knowing.readiness(basis.page.exams[:EXAMS_SHOWN], now, self._host.settings.day_starts_at):
            outlooks.append(page)
            yield
        self.view.show_readiness(outlooks)
        self.recall_slices.start(self._recall(basis), at_once_ms=0)

    def _recall(self, basis: Basis) -> Iterator[None]:
        yield from recall_found(self._host.session, basis.page.answers, self.view.show_retention)
        self._worked_out = basis

    def _on_schedule_changed(self) -> None:
        self._forget_schedule()
        self.fill()

    def _on_confidence_requested(self) -> None:
        self._host.remember(asks_confidence=True)
        self._host.tell(ASKED_FROM_NOW)

    def _on_save_requested(self, chart: Chart, title: str, path: Path) -> None:
        from studyapp.ui.charts.chart_files import save_chart

        width = WIDE_PICTURE_PX if isinstance(chart, HeatCalendar | TopicTiles) else PICTURE_PX
        self._try(lambda: save_chart(path, chart, title, width=width), f"“{title}” was saved as {path}.")

    def _on_export_requested(self, path: Path) -> None:
        store = self._host.session.store

        def write() -> None:
            cards = {card.id: card for card in store.cards.known()}
            write_file(path, answers_csv(store.attempts(), store.reviews.of_cards(), cards))

        self._try(write, f"All answers were written to {path}.")

    def _try(self, write: Callable[[], None], done: str) -> None:
        try:
            write()
        except StudyAppError as error:
            self._host.tell(str(error))
        else:
            self._host.tell(done)
