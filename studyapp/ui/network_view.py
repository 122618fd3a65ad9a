"""The network page: layers are typed on the left; their table, totals and a drawing follow."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from question_bank.networks import Network, Preset, Row, Span, Summary, shown
from studyapp.ui.network_copy import as_csv, as_markdown
from studyapp.ui.network_details import HINT, NetworkDetails
from studyapp.ui.network_editor import NetworkEditor
from studyapp.ui.network_header import NetworkHeader
from studyapp.ui.network_help import Example, NetworkHelp, NetworkWelcome
from studyapp.ui.network_model import view_of
from studyapp.ui.network_picture import NetworkPictureView
from studyapp.ui.network_table import NetworkTable
from studyapp.ui.network_torch import NotPlain, as_torch
from studyapp.ui.pieces import button, hairline, label, row
from studyapp.ui.style_sheet import set_role
from studyapp.ui.theme import BETWEEN_PX, WITHIN_PX, Theme

TYPED_MS = 60  # from the last key to the new table
Pairs = Sequence[tuple[str, str]]


class NetworkView(QWidget):
    """Shows what the layers typed make of an input.

    Signals:
        network_typed: The text or the input has changed; carries both, as typed.
        family_requested: The learner wants to practise; carries a family's id.
        demos_requested: The learner wants the Lab's other tab.
    """

    network_typed = Signal(str, str)
    family_requested = Signal(str)
    demos_requested = Signal()

    def __init__(self, theme: Theme, practice: Callable[[Row], Pairs]) -> None:
        """Build the page without a network; ``practice`` gives (id, title) of what practises a layer."""
        super().__init__()
        self.summary: Summary | None = None
        self._network: Network | None = None
        self._practice = practice
        self._is_about_preset = False  # the details tell of it until something is typed or chosen
        self.header = NetworkHeader()
        self.editor = NetworkEditor(theme)
        self.help = NetworkHelp()
        self.welcome = NetworkWelcome()
        self.table = NetworkTable(theme)
        self.totals = label("", "", wrap=True)
        self.totals.setMinimumHeight(
            2 * self.totals.fontMetrics().lineSpacing()
        )  # nothing jumps when they need two lines
        self.problem_button: QPushButton = button("", "link", tip="Go to the place")
        self.details = NetworkDetails()
        self.picture = NetworkPictureView(theme)
        self._typed = QTimer(self, singleShot=True, interval=TYPED_MS)
        self._lay_out()
        self._connect()
        self._add_keys()

    def show_text(self, text: str, input_text: str) -> None:
        """Put a network and its input into the editor, without waiting for more to be typed."""
        self.header.input_edit.setText(input_text)
        if text != self.editor.toPlainText():
            self.editor.replace_text(text)
        self._tell_typed()

    def show_summary(self, network: Network, summary: Summary) -> None:
        """Show what came of the text."""
        self.summary, self._network = summary, network
        self.table.show_summary(network, summary)
        self.editor.show_problem(summary.problem)
        self.picture.show_summary(summary)
        self._show_totals(summary)
        own = network.input_shape
        self.header.show_input_note(f"The text itself says {shown(own)}" if own else "")
        self._stack.setCurrentIndex(1)
        typing = self.editor.hasFocus()
        self._show_row(self._row_at_caret() if typing else self.table.chosen_row(), reveal=typing)

    def show_input_problem(self, network: Network, sentence: str) -> None:
        """Say what is wrong with the input; nothing can be counted without."""
        self._clear()
        self._network = network
        self.editor.show_problem(network.problem)
        empty = not self.header.input_edit.text().strip()
        self.header.show_input_note("‹ What goes in?" if empty else "? Can't be read", "unreadable")
        self.details.show_words("What goes in?", sentence)
        self._stack.setCurrentIndex(1)

    def show_welcome(self) -> None:
        """Say how a network is written, while there is none."""
        self._clear()
        self.editor.show_problem(None)
        self.header.show_input_note("")
        self.details.show_words("", HINT)
        self._stack.setCurrentIndex(0)

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self.editor.show_theme(theme)
        self.table.show_theme(theme)
        self.picture.show_theme(theme)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Give the keyboard to the editor."""
        super().focusInEvent(event)
        self.editor.setFocus()

    def _clear(self) -> None:
        self.summary = None
        self.table.rows.clear()
        self.picture.show_summary(None)
        self.editor.show_layer(None)
        self.totals.setText("")
        self.problem_button.hide()

    def _show_totals(self, summary: Summary) -> None:
        totals, sees = summary.totals, view_of(summary.totals.receptive_field)
        trained = f" ({totals.trainable:,} trained)" if totals.trainable != totals.parameters else ""
        parts = [
            f"{totals.parameters:,} parameters{trained}",
            f"{totals.multiply_adds:,} multiply-adds",
            f"{shown(summary.input_shape)} → {shown(summary.output_shape)}",
            f"sees {sees}" if sees else "",
        ]
        so_far = "So far: " if summary.problem else "Total: "
        self.totals.setText(so_far + "   ·   ".join(part for part in parts if part))
        problem = summary.problem
        self.problem_button.setVisible(problem is not None)
        if problem is not None:
            self.problem_button.setText("? Can't be read" if problem.layer is None else "✕ Does not fit")
            set_role(self.problem_button, "unreadable-link" if problem.layer is None else "wrong-link")
            self.problem_button.setAccessibleDescription(problem.sentence)

    def _show_row(self, number: int, *, reveal: bool = True) -> None:
        """Mark a row everywhere: in the table, the text and the drawing."""
        self.table.show_row(number, reveal=reveal)
        self.picture.show_row(number)
        self.editor.show_layer(self._span_of(number))
        lines = self.table.rows.lines
        if 0 <= number < len(lines):
            chosen = lines[number][1]
            self.details.show_row(chosen, self._practice(chosen))
        elif number == len(lines) and self.table.rows.problem is not None:
            self.details.show_words(self.problem_button.text(), self.table.rows.problem.sentence)
        elif number < 0 and self.summary is not None and not self._is_about_preset:
            self.details.show_words("", HINT)

    def _span_of(self, number: int) -> Span | None:
        lines, problem = self.table.rows.lines, self.table.rows.problem
        if 0 <= number < len(lines):
            return lines[number][1].span
        return problem.span if problem is not None and number == len(lines) else None

    def _row_at_caret(self) -> int:
        """Return the row of the shortest layer whose text holds the caret, -1 where there is none."""
        caret, lines = self.editor.caret(), self.table.rows.lines
        spans = [(row.span.end - row.span.start, number) for number, (_, row) in enumerate(lines) if _holds(row, caret)]
        if spans:
            return min(spans)[1]
        problem = self.table.rows.problem
        if problem is None or caret < problem.span.start:
            return -1
        return len(lines) if problem.layer is None or caret <= problem.span.end else -1  # behind it nothing is read

    def _tell_typed(self) -> None:
        self._typed.stop()
        self.network_typed.emit(self.editor.toPlainText(), self.header.input_edit.text())

    def _on_typed(self) -> None:
        self._is_about_preset = False
        self._typed.start()

    def _on_caret_moved(self) -> None:
        if not self._typed.isActive():  # else the rows are those of another text
            self._show_row(self._row_at_caret())

    def _on_row_hovered(self, number: int) -> None:
        self.picture.show_hovered(number)
        self.editor.show_layer(self._span_of(number if number >= 0 else self.table.chosen_row()))

    def _on_preset_chosen(self, chosen: Preset) -> None:
        self.table.show_row(-1)
        self.show_text(chosen.text, ",".join(map(str, chosen.input_shape)))
        self._is_about_preset = True
        self._show_row(-1)
        words = f"{chosen.parameters:,} parameters are published. {chosen.about}"
        self.details.show_words(chosen.title, words)

    def _on_example_chosen(self, example: Example) -> None:
        self.show_text(example.text, example.input_text)
        self.editor.setFocus()

    def _on_copy_requested(self, kind: str) -> None:
        if self.summary is None:
            return
        copies = {"markdown": (as_markdown, "Markdown"), "csv": (as_csv, "CSV"), "torch": (as_torch, "torch code")}
        make, name = copies[kind]
        try:
            QGuiApplication.clipboard().setText(make(self.summary))
        except NotPlain as error:
            self.details.show_words("There is no torch code for this", str(error))
        else:
            self.header.show_input_note(f"Copied as {name}")

    def _on_help_toggled(self, shown: bool) -> None:
        """Put the help in the drawing's place, so that the table stays while one reads and types."""
        self._foot.setCurrentWidget(self.help if shown else self.picture)

    def _on_problem_clicked(self) -> None:
        if self.summary is not None and self.summary.problem is not None:
            self.editor.reveal(self.summary.problem.span)
            self.editor.setFocus()
            self._show_row(len(self.table.rows.lines))

    def _connect(self) -> None:
        self.editor.textChanged.connect(self._on_typed)
        self.header.input_edit.textChanged.connect(self._on_typed)
        self._typed.timeout.connect(self._tell_typed)
        self.editor.caret_moved.connect(lambda _place: self._on_caret_moved())
        self.table.row_chosen.connect(self._show_row)
        self.table.row_hovered.connect(self._on_row_hovered)
        self.picture.row_chosen.connect(self._show_row)
        self.picture.row_hovered.connect(self._on_row_hovered)
        self.details.family_requested.connect(self.family_requested)
        self.welcome.example_chosen.connect(self._on_example_chosen)
        self.problem_button.clicked.connect(self._on_problem_clicked)
        self.header.preset_chosen.connect(self._on_preset_chosen)
        self.header.copy_requested.connect(self._on_copy_requested)
        self.header.help_button.toggled.connect(self._on_help_toggled)
        self.header.tabs.other_requested.connect(self.demos_requested)

    def _add_keys(self) -> None:
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Alt+Down"), self, self.table.setFocus, context=inside)
        QShortcut(QKeySequence("Alt+Up"), self, self.editor.setFocus, context=inside)

    def _lay_out(self) -> None:
        above, whole = QSplitter(Qt.Orientation.Horizontal), QSplitter(Qt.Orientation.Vertical)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.welcome)
        self._stack.addWidget(self._results())
        above.addWidget(self.editor)
        above.addWidget(self._stack)
        above.setSizes([262, 614])
        above.setStretchFactor(0, 3)
        above.setStretchFactor(1, 7)
        self._foot = QStackedWidget()
        self._foot.addWidget(self.picture)
        self._foot.addWidget(self.help)
        whole.addWidget(above)
        whole.addWidget(self._foot)
        whole.setSizes([450, 236])
        whole.setStretchFactor(0, 1)
        for splitter in (above, whole):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(hairline())
        column.addWidget(whole, 1)

    def _results(self) -> QWidget:
        results = QWidget()
        column = QVBoxLayout(results)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        line = row(self.problem_button, stretch_last=False)
        line.setContentsMargins(BETWEEN_PX, WITHIN_PX, BETWEEN_PX, WITHIN_PX)
        line.addWidget(self.totals, 1)
        column.addWidget(self.table, 1)
        column.addWidget(hairline())
        column.addLayout(line)
        column.addWidget(hairline())
        column.addWidget(self.details)
        return results


def _holds(row: Row, caret: int) -> bool:
    return row.span.start <= caret <= row.span.end
