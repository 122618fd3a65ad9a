"""A plot in its card: its title, and a button that enlarges it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout

from models.demo import Pictures
from models.knobs import KnobValue
from models.plots import Plot
from studyapp.ui.elided_label import ElidedLabel
from studyapp.ui.icons import icon
from studyapp.ui.plots.build import LivePlot, live_plot
from studyapp.ui.plots.field import FieldPlot
from studyapp.ui.plots.heat_map import HeatMapPlot
from studyapp.ui.plots.series import Series
from studyapp.ui.theme import WITHIN_PX, Theme

ENLARGE_PX = 16
PADDING_PX = 10


class PlotPanel(QFrame):
    """One plot of a demo.

    Signals:
        enlarge_toggled: The learner wants this plot to fill the board, or no longer.
        knobs_turned: The learner dragged or clicked on the plot; carries the values of knobs by name.
        address_opened: The learner chose a part of the plot that leads to a run; carries its address.
    """

    enlarge_toggled = Signal()
    knobs_turned = Signal(object)
    address_opened = Signal(str)

    def __init__(self, plot: Plot, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setAccessibleName(plot.title)
        self.plot: LivePlot = live_plot(plot, theme)
        self.plot.setAccessibleName(plot.title)
        self.plot.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        if isinstance(self.plot, FieldPlot):
            self.plot.knobs_turned.connect(self.knobs_turned)
        if isinstance(self.plot, HeatMapPlot):
            self.plot.address_opened.connect(self.address_opened)
        self.enlarge_button = QToolButton()
        self.enlarge_button.setProperty("role", "plain")
        self.enlarge_button.setAutoRaise(True)
        self.enlarge_button.setIconSize(QSize(ENLARGE_PX, ENLARGE_PX))
        self.enlarge_button.clicked.connect(self.enlarge_toggled)
        title = ElidedLabel(plot.title)
        title.setProperty("role", "plot-title")
        head = QHBoxLayout()
        head.setSpacing(WITHIN_PX)
        head.addWidget(title, 1)
        head.addWidget(self.enlarge_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(PADDING_PX, 4, PADDING_PX - 4, PADDING_PX - 4)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.plot, 1)
        self._title, self._theme, self._enlarged = plot.title, theme, False
        self.stale = True
        self.show_enlarged(False)

    def draw(self, series: Series, pictures: Pictures) -> None:
        """Draw the run so far if any of the plot can be seen; otherwise it stays ``stale``."""
        if self.can_be_seen():
            self.plot.show_frame(series, pictures)
            self.stale = False

    def show_knobs(self, values: Mapping[str, KnobValue]) -> None:
        """Tell a plot that the learner drags or clicks on how the knobs stand."""
        if isinstance(self.plot, FieldPlot):
            self.plot.show_knobs(values)

    def can_be_seen(self) -> bool:
        """Tell whether any of the plot is on the screen: not scrolled away, not behind a tab."""
        return not self.plot.visibleRegion().isEmpty()

    def show_enlarged(self, enlarged: bool) -> None:
        """Say on the button what it does now."""
        self._enlarged = enlarged
        text = f"Make “{self._title}” small again (Esc)" if enlarged else f"Enlarge “{self._title}”"
        self.enlarge_button.setToolTip(text)
        self.enlarge_button.setAccessibleName(text)
        self.enlarge_button.setIcon(icon("arrows-in" if enlarged else "arrows-out", self._theme.quiet, ENLARGE_PX))

    def show_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        self.plot.show_theme(theme)
        self.show_enlarged(self._enlarged)
