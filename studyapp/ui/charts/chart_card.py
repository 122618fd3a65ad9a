"""A chart on a card: its name, a sentence on what it says, the table behind it, and what saves it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QMenu, QVBoxLayout

from studyapp.ui.charts.chart import Chart
from studyapp.ui.charts.chart_table import ChartTable
from studyapp.ui.charts.chart_view import ChartView
from studyapp.ui.pieces import button, label, row
from studyapp.ui.save_dialog import ask_where
from studyapp.ui.theme import BETWEEN_PX, WITHIN_PX, Theme

FORMATS = (
    ("PNG picture …", "png", "PNG picture (*.png)"),
    ("SVG drawing …", "svg", "SVG drawing (*.svg)"),
    ("Numbers as CSV …", "csv", "Table (*.csv)"),
)


class ChartCard(QFrame):
    """One chart of Progress. Without data a sentence says what to do, and a button does it.

    Signals:
        target_chosen: A place on the chart leads somewhere; carries its target.
        save_requested: The chart is to be saved; carries the path, whose ending says as what.
        action_requested: The button of the empty card was pressed.
    """

    target_chosen = Signal(str)
    save_requested = Signal(object)
    action_requested = Signal()

    def __init__(self, title: str, theme: Theme, *, empty: str, action: str = "") -> None:
        """Build the card as it is without data."""
        super().__init__()
        self.title = title
        self.setProperty("role", "card")
        self.setAccessibleName(title)
        self.sentence = label("", "quiet", wrap=True)
        self.empty = label(empty, "quiet", wrap=True)
        self.action_button = button(action, "link")
        self.table_button = button("Table", "segment", tip=f"{title}: the same numbers as a table")
        self.save_button = button("Save", "segment", tip=f"Save “{title}” as a picture, a drawing or numbers")
        self.view = ChartView(title, theme)
        self._has_action = bool(action)
        self._table: ChartTable | None = None
        self._table_is_old = True
        self._lay_out()
        self._connect()
        self.show_empty()

    @property
    def table(self) -> ChartTable:
        """Return the table; it is made and filled when it is first needed."""
        if self._table is None:
            self._table = ChartTable(f"{self.title}, table")
            self._column.insertWidget(self._column.indexOf(self.view), self._table)
            self._table.setVisible(self.table_button.isChecked())
        if self._table_is_old and self.view.chart is not None:
            self._table.show_table(self.view.chart.table())
            self._table_is_old = False
        return self._table

    def show_chart(self, chart: Chart, sentence: str = "") -> None:
        """Show a chart and what it says; without a sentence its own summary."""
        self.sentence.setText(sentence or chart.summary)
        self.view.show_chart(chart)
        self._table_is_old = True
        self._show_parts(has_chart=True)

    def show_chart_or_empty(self, chart: Chart | None, *, empty: str = "") -> None:
        """Show a chart, or that there is nothing to draw yet."""
        if chart is None:
            self.show_empty(empty)
        else:
            self.show_chart(chart)

    def show_empty(self, words: str = "", *, offers_action: bool = True) -> None:
        """Show that there is nothing to draw yet, and what to do."""
        if words:
            self.empty.setText(words)
        self._show_parts(has_chart=False)
        self.action_button.setVisible(self._has_action and offers_action)

    def show_theme(self, theme: Theme) -> None:
        """Draw in the theme's colours."""
        self.view.show_theme(theme)

    def _lay_out(self) -> None:
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(BETWEEN_PX + 4, BETWEEN_PX, BETWEEN_PX + 4, BETWEEN_PX)
        column.setSpacing(WITHIN_PX)
        head = row(label(self.title, "subheading"))
        head.addWidget(self.table_button)
        head.addWidget(self.save_button)
        self.table_button.setCheckable(True)
        column.addLayout(head)
        for widget in (self.sentence, self.empty, self.view):
            column.addWidget(widget)
        column.addWidget(self.action_button, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def _connect(self) -> None:
        menu = QMenu(self)
        for text, ending, filters in FORMATS:
            action = menu.addAction(text)
            action.triggered.connect(lambda _=False, e=ending, f=filters: self._ask_where(e, f))
        self.save_button.setMenu(menu)
        self.view.target_chosen.connect(self.target_chosen)
        self.action_button.clicked.connect(self.action_requested)
        self.table_button.toggled.connect(lambda _: self._show_parts(has_chart=True))

    def _show_parts(self, *, has_chart: bool) -> None:
        is_table = has_chart and self.table_button.isChecked()
        for widget in (self.sentence, self.table_button, self.save_button):
            widget.setVisible(has_chart)
        self.empty.setVisible(not has_chart)
        self.action_button.setVisible(self._has_action and not has_chart)
        self.view.setVisible(has_chart and not is_table)
        if is_table or self._table is not None:
            self.table.setVisible(is_table)

    def _ask_where(self, ending: str, filters: str) -> None:
        name = self.title.lower().replace(" ", "-")
        ask_where(self, f"Save “{self.title}”", f"{name}.{ending}", filters, self.save_requested.emit)
