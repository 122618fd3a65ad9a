"""The parts of a demo view and how they stand: the knobs beside the plots, or in a narrow view behind a tab."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QTabWidget, QVBoxLayout, QWidget

from models.registry import AnyDemo, source_paths
from studyapp.ui.demo_reading import DemoReading
from studyapp.ui.demo_style import demo_style
from studyapp.ui.export_button import ExportButton
from studyapp.ui.knob_panel import PANEL_PX, KnobPanel
from studyapp.ui.notice_strip import NoticeStrip
from studyapp.ui.outcome_card import OutcomeCard
from studyapp.ui.plots.board import PlotBoard
from studyapp.ui.prediction_card import PredictionCard
from studyapp.ui.run_controls import RunControls
from studyapp.ui.source_view import SourceView
from studyapp.ui.theme import BETWEEN_PX, WITHIN_PX, Theme

WIDE_PX = 880
"""From this width on the knobs stand beside the plots; below it they are a tab."""
NARROWEST = QSize(520, 520)
UNLIMITED_PX = 2**24 - 1  # Qt's QWIDGETSIZE_MAX


class DemoBench(QWidget):
    """Controls on top, knobs on the left, and on the right what is said, the plots and the predictions."""

    def __init__(self, demo: AnyDemo, theme: Theme) -> None:
        super().__init__()
        self.demo = demo
        self.theme = theme
        self.controls = RunControls(theme)
        self.notice = NoticeStrip(theme)
        self.knobs = KnobPanel(demo.config, demo.presets)
        self.board = PlotBoard(demo.plots, theme)
        self.source = SourceView(source_paths(demo), theme)
        self.reading = DemoReading(demo.reading, theme)
        self.predictions = PredictionCard(demo.predictions)
        self.export_button = ExportButton(demo.id)
        self.tabs = QTabWidget()
        self.outcome = OutcomeCard(self.tabs)
        self._on_notice_action: Callable[[], None] | None = None
        self._lay_out()
        self.notice.action_requested.connect(self._on_notice_action_requested)
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(self.controls.run_button)
        self.setStyleSheet(demo_style(theme))

    def tell(self, kind: str, sentence: str, action: str = "", act: Callable[[], None] | None = None) -> None:
        """Say something in the strip above the plots; ``act`` is what its button does."""
        self._on_notice_action = act
        self.notice.show_notice(sentence, kind, action)

    def show_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self.theme = theme
        self.setStyleSheet(demo_style(theme))
        for part in (self.controls, self.notice, self.board, self.source, self.reading):
            part.show_theme(theme)

    def minimumSizeHint(self) -> QSize:
        """Return what the narrow form needs, so that the wide one can be made narrow."""
        return NARROWEST

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the knobs beside the plots, or into a tab."""
        super().resizeEvent(event)
        self._place_knobs(wide=event.size().width() >= WIDE_PX)

    def _lay_out(self) -> None:
        self.tabs.addTab(self.board, "Plots")
        self.tabs.addTab(self.source, "Code")
        self.tabs.addTab(self.reading, "What the curves mean")
        self.tabs.setCornerWidget(self.export_button)
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self._knobs_beside = QVBoxLayout()
        self.below_plots = QVBoxLayout()  # room for runs side by side and for the replay
        self.below_plots.setSpacing(WITHIN_PX)
        right = QVBoxLayout()
        right.setSpacing(WITHIN_PX)
        right.addWidget(self.notice)
        right.addWidget(self.tabs, 1)
        right.addLayout(self.below_plots)
        right.addWidget(self.predictions)
        below = QHBoxLayout()
        below.setSpacing(BETWEEN_PX)
        below.addLayout(self._knobs_beside)
        below.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(BETWEEN_PX, WITHIN_PX + 2, BETWEEN_PX, WITHIN_PX + 2)
        column.setSpacing(WITHIN_PX + 2)
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        column.addWidget(self.controls)
        column.addLayout(below, 1)
        self._place_knobs(wide=True)

    def _place_knobs(self, *, wide: bool) -> None:
        """Move the knobs where they belong, and lay everything out at once: no picture of the form between."""
        beside = self._knobs_beside.indexOf(self.knobs) >= 0
        if wide and not beside:
            self.tabs.removeTab(self.tabs.indexOf(self.knobs))
            self._knobs_beside.addWidget(self.knobs)
            self.knobs.setFixedWidth(PANEL_PX)
            self.knobs.show()
        elif not wide and beside:
            self._knobs_beside.removeWidget(self.knobs)
            self.knobs.setMaximumWidth(UNLIMITED_PX)
            self.tabs.insertTab(1, self.knobs, "Knobs")
        else:
            return
        layout = self.layout()
        if layout is not None:
            layout.activate()

    def _on_notice_action_requested(self) -> None:
        if self._on_notice_action:
            self._on_notice_action()
