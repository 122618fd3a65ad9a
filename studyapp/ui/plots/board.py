"""All plots of a demo in a grid: every frame is received, some are drawn."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from models.demo import Moment, Picture, Pictures
from models.knobs import KnobValue
from models.plots import Plot
from studyapp.ui.plots.curves import CurvesPlot
from studyapp.ui.plots.layout import panel_rows
from studyapp.ui.plots.panel import PlotPanel
from studyapp.ui.plots.series import Series
from studyapp.ui.theme import Theme

REDRAW_MS = 10
"""From the first frame that is not drawn yet to its drawing; a worker reports 60 times a second at most."""
PANEL_WIDTH_PX, MOST_COLUMNS = 250, 3
SLICE_MS, SLICE_PANELS, NEXT_SLICE_MS = 2, 1, 1
"""So long, and so many, plots are drawn at a stretch, for Qt to paint afterwards; then keys and clicks have a turn."""
GAP_PX = 10
UNITS = 6  # grid columns: one, two or three panels share a row evenly


class PlotBoard(QScrollArea):
    """The plots side by side, or one of them enlarged; what can't be seen is not drawn.

    Signals:
        redrawn: The plots show all frames so far.
        knobs_turned: The learner dragged or clicked on a plot; carries the values of knobs by name.
        address_opened: The learner chose a part of a plot that leads to a run; carries its address.
    """

    redrawn = Signal()
    knobs_turned = Signal(object)
    address_opened = Signal(str)

    def __init__(self, plots: Sequence[Plot], theme: Theme) -> None:
        super().__init__()
        self.panels = [PlotPanel(plot, theme) for plot in plots]
        self.series = Series()
        self.kept: tuple[tuple[int, Series], ...] = ()
        self.pictures: dict[str, Picture] = {}
        self._series_instead: Series | None = None
        self._pictures_instead: Pictures | None = None
        self._turns = deque(self.panels)
        self._enlarged: PlotPanel | None = None
        self._columns = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_timer_timeout)
        inner = QWidget()
        inner.setProperty("role", "page")
        self._grid = QGridLayout(inner)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP_PX)
        for panel in self.panels:
            panel.enlarge_toggled.connect(lambda chosen=panel: self._on_panel_enlarge_toggled(chosen))
            panel.knobs_turned.connect(self.knobs_turned)
            panel.address_opened.connect(self.address_opened)
            panel.plot.installEventFilter(self)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.verticalScrollBar().valueChanged.connect(self._schedule)

    def add_frames(self, moments: Sequence[Moment], pictures: Pictures) -> None:
        """Remember frames and schedule one redraw."""
        self.series.add(moments)
        self.pictures.update(pictures)
        for panel in self.panels:
            panel.stale = panel.stale or bool(moments if isinstance(panel.plot, CurvesPlot) else pictures)
        self._schedule()

    def show_knobs(self, values: Mapping[str, KnobValue]) -> None:
        """Show how the knobs stand in the plots that the learner can drag or click on."""
        for panel in self.panels:
            panel.show_knobs(values)

    def clear(self) -> None:
        """Forget the run."""
        self.series = Series()
        self.pictures = {}
        self._all_stale()

    @property
    def curves(self) -> list[CurvesPlot]:
        """Return the plots that show scalars over the step."""
        return [panel.plot for panel in self.panels if isinstance(panel.plot, CurvesPlot)]

    def show_instead(self, series: Series | None, pictures: Pictures | None) -> None:
        """Show other scalars, other pictures or both in place of the run's own, which are kept; None: its own."""
        self._series_instead, self._pictures_instead = series, pictures
        self._all_stale()

    def shown(self) -> tuple[Series, Pictures]:
        """Return what the plots show: the run, or what stands in its place."""
        series, pictures = self._series_instead, self._pictures_instead
        return self.series if series is None else series, self.pictures if pictures is None else pictures

    def draw_now(self) -> None:
        """Draw all that can be seen at once, for a picture of the window."""
        for panel in self.panels:
            panel.draw(*self.shown())

    def show_kept(self, kept: Sequence[tuple[int, Series]]) -> None:
        """Show runs kept for comparison, each by its number, behind the curves of the run in view."""
        self.kept = tuple(kept)
        for plot in self.curves:
            plot.show_kept(kept)

    def show_theme(self, theme: Theme) -> None:
        """Take other colours."""
        for panel in self.panels:
            panel.show_theme(theme)
        self._all_stale()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange the plots for the new width, and thin their lines to it."""
        super().resizeEvent(event)
        self._arrange()
        self._all_stale()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while the plots were hidden."""
        super().showEvent(event)
        self._schedule()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Make an enlarged plot small again with Esc."""
        if event.key() == Qt.Key.Key_Escape and self._enlarged:
            self._on_panel_enlarge_toggled(self._enlarged)
        else:
            event.ignore()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Redraw a plot that has just come into view."""
        if event.type() in (QEvent.Type.Show, QEvent.Type.Resize):
            self._schedule()
        return False

    def _all_stale(self) -> None:
        for panel in self.panels:
            panel.stale = True
        self._schedule()

    def _schedule(self) -> None:
        if self.isVisible() and not self._timer.isActive():
            self._timer.start(REDRAW_MS)

    def _on_timer_timeout(self) -> None:
        """Draw what has waited longest, and leave the rest for the event loop's next turn if it takes long."""
        clock = QElapsedTimer()
        clock.start()
        waiting = [panel for panel in self._turns if panel.stale and panel.can_be_seen()]
        for panel in waiting[:SLICE_PANELS]:
            panel.draw(*self.shown())
            self._turns.remove(panel)
            self._turns.append(panel)
            if clock.elapsed() >= SLICE_MS:
                break
        if any(panel.stale and panel.can_be_seen() for panel in self.panels):
            self._timer.start(NEXT_SLICE_MS)
        else:
            self.redrawn.emit()

    def _on_panel_enlarge_toggled(self, chosen: PlotPanel) -> None:
        self._enlarged = None if self._enlarged is chosen else chosen
        self._columns = 0
        self._arrange()
        for panel in self.panels:
            panel.show_enlarged(panel is self._enlarged)
            panel.setVisible(self._enlarged in (None, panel))
        chosen.enlarge_button.setFocus()

    def _arrange(self) -> None:
        """Put the panels into rows of nearly the same length."""
        columns = max(1, min(MOST_COLUMNS, self.viewport().width() // PANEL_WIDTH_PX, len(self.panels)))
        if columns == self._columns:
            return
        self._columns = columns
        for panel in self.panels:
            self._grid.removeWidget(panel)
        places = panel_rows(len(self.panels), columns)
        rows = [[self._enlarged]] if self._enlarged else [[self.panels[place] for place in row] for row in places]
        for number, row in enumerate(rows):
            share = UNITS // len(row)
            for place, panel in enumerate(row):
                self._grid.addWidget(panel, number, place * share, 1, share)
        for number in range(len(self.panels)):
            self._grid.setRowStretch(number, 1 if number < len(rows) else 0)
        for unit in range(UNITS):
            self._grid.setColumnStretch(unit, 1)
            self._grid.setColumnMinimumWidth(unit, 1)
