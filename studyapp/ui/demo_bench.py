"""The parts of a demo view and how they stand: knobs, and if wanted the code, beside the plots, or behind tabs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QSplitter, QTabWidget, QVBoxLayout, QWidget

from models.registry import AnyDemo, source_paths
from studyapp.ui.demo_reading import DemoReading
from studyapp.ui.demo_style import demo_style
from studyapp.ui.export_button import ExportButton
from studyapp.ui.knob_panel import PANEL_PX, KnobPanel
from studyapp.ui.notice_strip import NoticeStrip
from studyapp.ui.outcome_card import OutcomeCard
from studyapp.ui.pieces import button, row
from studyapp.ui.plots.board import PlotBoard
from studyapp.ui.prediction_card import PredictionCard
from studyapp.ui.run_controls import RunControls
from studyapp.ui.source_view import SourceView
from studyapp.ui.theme import BETWEEN_PX, WITHIN_PX, Theme

WIDE_PX = 880
"""From this width on the knobs stand beside the plots; below it they are a tab."""
CODE_BESIDE_PX = 1280
"""From this width on the code may stand beside the plots."""
PLOTS_SHARE, CODE_SHARE = 58, 42
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
        self.source = SourceView(
            source_paths(demo),
            theme,
            pieces=demo.knob_lines,
            labels={name: each.knob.label for name, each in self.knobs.rows.items()},
        )
        self.reading = DemoReading(demo.reading, theme)
        self.predictions = PredictionCard(demo.predictions)
        self.export_button = ExportButton(demo.id)
        self.code_button = button("&Code beside", "link", tip="Show the code to the right of the plots (Alt+C)")
        self.code_button.setCheckable(True)
        self.tabs = QTabWidget()
        self.splitter = QSplitter()
        self.outcome = OutcomeCard(self.tabs)
        self._on_notice_action: Callable[[], None] | None = None
        self._lay_out()
        self._connect_parts()
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
        self._place_code()

    def _lay_out(self) -> None:
        self.tabs.addTab(self.board, "Plots")
        self.tabs.addTab(self.source, "Code")
        self.tabs.addTab(self.reading, "What the curves mean")
        corner = QWidget()
        buttons = row(self.code_button, self.export_button, stretch_last=False)
        buttons.setContentsMargins(0, 0, 0, 0)
        corner.setLayout(buttons)
        self.tabs.setCornerWidget(corner)
        self.splitter.addWidget(self.tabs)
        self.splitter.setChildrenCollapsible(False)
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self._knobs_beside = QVBoxLayout()
        self.below_plots = QVBoxLayout()  # room for runs side by side and for the replay
        self.below_plots.setSpacing(WITHIN_PX)
        right = QVBoxLayout()
        right.setSpacing(WITHIN_PX)
        right.addWidget(self.notice)
        right.addWidget(self.splitter, 1)
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

    def _place_code(self) -> None:
        """Put the code beside the plots where that is wanted and there is room; else it is a tab."""
        roomy = self.width() >= CODE_BESIDE_PX
        self.code_button.setVisible(roomy)
        beside, wanted = self.splitter.indexOf(self.source) >= 0, roomy and self.code_button.isChecked()
        if wanted and not beside:
            self.tabs.removeTab(self.tabs.indexOf(self.source))
            self.splitter.addWidget(self.source)
            self.source.show()
            whole = self.splitter.width()
            self.splitter.setSizes([whole * PLOTS_SHARE // 100, whole * CODE_SHARE // 100])
        elif beside and not wanted:
            self.tabs.insertTab(self.tabs.indexOf(self.reading), self.source, "Code")

    def _connect_parts(self) -> None:
        self.notice.action_requested.connect(self._on_notice_action_requested)
        self.code_button.toggled.connect(self._place_code)
        self.knobs.knob_turned.connect(self.source.show_turned)
        self.knobs.knob_focused.connect(self.source.show_turned)
        self.knobs.values_changed.connect(self._on_knobs_values_changed)
        self._on_knobs_values_changed()

    def _on_knobs_values_changed(self) -> None:
        self.board.show_knobs(self.knobs.standing())
        self.source.show_changed(self.knobs.turned())

    def _on_notice_action_requested(self) -> None:
        if self._on_notice_action:
            self._on_notice_action()
