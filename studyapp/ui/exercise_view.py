"""An exercise: asks, marks as the learner goes, and shows the way on."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace

from PySide6.QtCore import QKeyCombination, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from question_bank.exercise import Exercise, Verdict
from question_bank.grading import Grade
from studyapp.study.levels import LEVELS
from studyapp.ui.confidence_row import ConfidenceRow
from studyapp.ui.exercise_figures import ExerciseFigures
from studyapp.ui.next_strip import NextStrip, Way
from studyapp.ui.part_view import PartView
from studyapp.ui.pieces import button, clear, hairline, label
from studyapp.ui.rating_bar import RATING_KEYS, RatingBar, RatingShown
from studyapp.ui.text_block import Look, TextBlock
from studyapp.ui.theme import BETWEEN_PX, WITHIN_PX, Theme

PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class ExerciseView(QWidget):
    """Asks one exercise and shows what came of it.

    Signals:
        replies_submitted: The learner pressed Check; carries the replies as typed, one a part.
        hint_requested: The learner asked for the next step of the solution.
        another_requested: The learner wants another variant.
        way_chosen: The learner goes on; carries the address of the way that the strip below names.
        rating_chosen: The learner rates the answer otherwise; carries the rating, 1 to 4.
        difficulty_chosen: The learner wants another difficulty; carries it.
        demo_requested: The learner wants to see this very case in its demo.
        note_requested: The learner wants to read; carries topic id and heading slug ("" for the family's own).
    """

    replies_submitted = Signal(tuple)
    hint_requested = Signal()
    another_requested = Signal()
    way_chosen = Signal(str)
    rating_chosen = Signal(int)
    difficulty_chosen = Signal(int)
    demo_requested = Signal()
    note_requested = Signal(str, str)

    def __init__(self, look: Look, topics: Container[str] = ()) -> None:
        """Build the view without an exercise; ``topics`` have a note, and only to those a way is offered."""
        super().__init__()
        self._look = look
        self._topics = topics
        self._exercise: Exercise | None = None
        self._answered = self._next = self._is_unchanged = False
        self._asks_confidence = False
        self._in_view: QWidget | None = None
        self.parts: list[PartView] = []
        self.title = label("", "subheading", wrap=True)
        self.level_buttons = {level: button(str(level), "segment", tip=tip) for level, tip in LEVELS.items()}
        self.prompt = TextBlock(look)
        self.figures = ExerciseFigures(look)
        self.solution_title = label("The way to the answer", "subheading")
        self.steps: list[TextBlock] = []
        self.check_button = button("Check", "primary", tip="Enter")
        self.hint_button = button("Hint", tip="Show the next step of the solution (H)")
        self.another_button = button("Another like this", tip="A fresh variant (Ctrl+Return)")
        self.demo_button = button("Show me this case", "link")
        self.note_button = button("Read the note", "link")
        self.saved = label("", "small")
        self.confidence = ConfidenceRow()
        self.rating_bar = RatingBar()
        self.next_strip = NextStrip()
        self._lay_out()
        self._connect()

    def show_exercise(self, exercise: Exercise, *, title: str, difficulty: int, seed: int, topic: str = "") -> None:
        """Ask a new exercise, of a family that ``topic`` explains."""
        self._exercise, self._answered = exercise, False
        self.title.setText(title)
        self.level_buttons[difficulty].setChecked(True)
        self.prompt.show_markdown(exercise.prompt)
        self.prompt.setVisible(bool(exercise.prompt))
        self.figures.show_figures(exercise.figures)
        self.saved.setText(f"variant {seed}")
        self.confidence.clear()
        self._hide_outcome()
        self._show_parts(exercise)
        self.show_hints(0)
        self.demo_button.setVisible(exercise.demo is not None)
        self.note_button.setVisible(topic in self._topics)
        self._offer_check()
        self.sheet_area.verticalScrollBar().setValue(0)

    def show_grades(self, grades: Sequence[Grade], *, saved: str) -> None:
        """Show what came of each reply; ``saved`` says in a few words what was kept."""
        for view, grade in reversed(list(zip(self.parts, grades, strict=True))):
            view.show_grade(grade)  # from the last: the first that could not be read keeps the keyboard
        self.saved.setText(saved)
        unreadable = any(grade.verdict is Verdict.UNREADABLE for grade in grades)
        self._answered = self._is_unchanged = not unreadable
        if not unreadable:  # whoever answers the same again knows more: that is no guess, and nobody asks
            self.confidence.hide()
            self.confidence.clear()
        if all(grade.verdict is Verdict.RIGHT for grade in grades):
            self._offer_next()
        elif not unreadable:
            self.check_button.setText("Check again")
            self._focus_first_open(grades)

    def show_rating(self, shown: RatingShown) -> None:
        """Show how well the answer was remembered, as it is kept."""
        self.rating_bar.show_rating(shown)

    def show_next(self, way: Way, why: str, others: Sequence[Way]) -> None:
        """Show the way on and why; Enter goes there once the answer is right, or was not changed since."""
        self.next_strip.show_next(way, why, others)
        self._order_tabs()

    def show_asking_confidence(self, asks: bool) -> None:
        """Ask before each answer how sure the learner is, or don't."""
        self._asks_confidence = asks
        self.confidence.setVisible(asks)

    def show_hints(self, count: int) -> None:
        """Show the first ``count`` steps of the solution."""
        assert self._exercise is not None
        steps = self._exercise.solution[:count]
        clear(self._steps_column)
        self.steps = []
        for number, step in enumerate(steps, 1):
            block = TextBlock(self._look)
            block.show_markdown(f"**{number}.** {step}" if not step.startswith(("|", "$$")) else step)
            self._steps_column.addWidget(block)
            self.steps.append(block)
        self.solution_title.setVisible(bool(steps))
        left = len(self._exercise.solution) - count
        self.hint_button.setEnabled(left > 0)
        self.hint_button.setText("Hint" if count == 0 else f"Next step ({left} left)" if left else "All steps shown")
        if count and not left:
            for view in self.parts:
                view.show_answer()

    def show_taken_back(self) -> None:
        """Say that the last answer was taken back, and let it be given anew."""
        self._answered = False
        self.confidence.setVisible(self._asks_confidence)
        self._hide_outcome()
        self._offer_check()
        for view in self.parts:
            view.show_taken_back()
        self.saved.setText("Answer taken back")

    def show_given_again(self, replies: Sequence[str], grades: Sequence[Grade]) -> None:
        """Show an answer that was taken back and counts again, with its grades."""
        for view, reply in zip(self.parts, replies, strict=True):
            view.input.show_reply(reply)
        self.show_grades(grades, saved="Answer counts again. Ctrl+Z takes it back")

    def show_theme(self, theme: Theme) -> None:
        """Set everything in the theme's colours."""
        self._look = replace(self._look, theme=theme)
        for block in (self.prompt, *self.steps):
            block.show_theme(theme)
        self.figures.show_theme(theme)
        for view in self.parts:
            view.show_theme(theme)

    def focus_input(self) -> None:
        """Put the keyboard where the answer goes."""
        if self.parts:
            self.parts[0].input.setFocus()

    def replies(self) -> tuple[str, ...]:
        """Return the replies as they stand."""
        return tuple(view.input.reply() for view in self.parts)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show a hint with H, rate with 1 to 4, say G, M or S; keys that the focused input uses don't arrive here."""
        if event.modifiers() in PLAIN and (
            self.rating_bar.take_key(event.key()) or self.confidence.take_key(event.key())
        ):
            return
        if event.key() == Qt.Key.Key_H and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.hint_button.click()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        group = QButtonGroup(self)
        for level, each in self.level_buttons.items():
            each.setCheckable(True)
            each.setAccessibleName(f"Difficulty {level}: {LEVELS[level]}")
            group.addButton(each)
            head.addWidget(each)
        sheet = QWidget()
        sheet.setProperty("role", "sheet")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(BETWEEN_PX + 4, BETWEEN_PX, BETWEEN_PX + 4, BETWEEN_PX)
        column.setSpacing(BETWEEN_PX)
        self._parts_column, self._steps_column = QVBoxLayout(), QVBoxLayout()
        self._parts_column.setSpacing(BETWEEN_PX)
        self._steps_column.setSpacing(WITHIN_PX)
        column.addLayout(head)
        column.addWidget(self.prompt)
        column.addWidget(self.figures)
        column.addLayout(self._parts_column)
        column.addWidget(self.solution_title)
        column.addLayout(self._steps_column)
        column.addStretch(1)
        self.sheet_area = QScrollArea()
        self.sheet_area.setWidgetResizable(True)
        self.sheet_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.sheet_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.sheet_area.setWidget(sheet)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.sheet_area, 1)
        outer.addWidget(hairline())
        outer.addWidget(self._foot())

    def _foot(self) -> QWidget:
        foot = QWidget()
        foot.setProperty("role", "sheet")
        column = QVBoxLayout(foot)
        column.setContentsMargins(BETWEEN_PX + 4, 10, BETWEEN_PX + 4, 10)
        column.setSpacing(4)
        for each in (self.confidence, self.rating_bar, self.next_strip):
            column.addWidget(each)
        first, second = QHBoxLayout(), QHBoxLayout()
        for widget in (self.check_button, self.hint_button, self.another_button):
            first.addWidget(widget)
        first.addStretch(1)
        second.addWidget(self.demo_button)
        second.addWidget(self.note_button)
        second.addStretch(1)
        second.addWidget(self.saved)
        column.addLayout(first)
        column.addLayout(second)
        return foot

    def _connect(self) -> None:
        self.sheet_area.verticalScrollBar().rangeChanged.connect(self._on_scroll_range_changed)
        self.check_button.clicked.connect(self._on_check_clicked)
        self.hint_button.clicked.connect(self.hint_requested)
        self.another_button.clicked.connect(self.another_requested)
        self.demo_button.clicked.connect(self.demo_requested)
        self.note_button.clicked.connect(lambda: self.note_requested.emit("", ""))
        for level, each in self.level_buttons.items():
            each.clicked.connect(lambda _checked=False, chosen=level: self.difficulty_chosen.emit(chosen))
        self.next_strip.way_chosen.connect(self.way_chosen)
        self.rating_bar.rating_chosen.connect(self.rating_chosen)
        self.confidence.said.connect(self.check_button.setFocus)
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Ctrl+Return"), self, context=inside).activated.connect(self.another_requested)
        for key in RATING_KEYS:
            rate = QShortcut(QKeySequence(QKeyCombination(Qt.KeyboardModifier.AltModifier, Qt.Key(key))), self)
            rate.setContext(inside)
            rate.activated.connect(lambda number=key: self.rating_bar.take_key(number))

    def _show_parts(self, exercise: Exercise) -> None:
        clear(self._parts_column)
        self.parts = []
        several = len(exercise.parts) > 1
        for letter, part in zip("ABCDEFGHIJKL", exercise.parts, strict=False):
            marks = f"{part.marks} mark{'s' if part.marks > 1 else ''}" if several else ""
            name = f"{letter})" if several else ""
            view = PartView(part, self._look, name=name, marks=marks, topics=self._topics)
            view.submitted.connect(self._on_part_submitted)
            view.reply_changed.connect(self._offer_check)
            view.cure_requested.connect(self.note_requested)
            self._parts_column.addWidget(view)
            self.parts.append(view)
        self._order_tabs()

    def _order_tabs(self) -> None:
        """Let Tab lead from the last part to Check: Qt puts what is made last behind everything else."""
        buttons = (self.check_button, self.hint_button, self.another_button, self.demo_button, self.note_button)
        before: QWidget = self.parts[-1].feedback.cure_button
        after = (*self.next_strip.controls(), *self.rating_bar.buttons.values())
        for each in (*self.confidence.buttons.values(), *buttons, *after):
            QWidget.setTabOrder(before, each)
            before = each

    def _hide_outcome(self) -> None:
        self.rating_bar.hide()
        self.next_strip.hide()

    def _offer_check(self) -> None:
        self._in_view = None
        self._is_unchanged = False
        self.check_button.setText("Check again" if self._answered else "Check")
        self._next = False

    def _offer_next(self) -> None:
        self.check_button.setText("Next")
        self._next = True
        self.check_button.setFocus()

    def _focus_first_open(self, grades: Sequence[Grade]) -> None:
        """Put the keyboard into the first part that is not right, with what came of it in view."""
        wrong = self.parts[next(i for i, grade in enumerate(grades) if grade.verdict is not Verdict.RIGHT)]
        wrong.input.focus_open()
        self._in_view = wrong.feedback
        self._on_scroll_range_changed()

    def _on_scroll_range_changed(self) -> None:
        """Keep what came of the reply in view while the sheet finds its height."""
        if self._in_view is not None:
            self.sheet_area.ensureWidgetVisible(self._in_view, 0, WITHIN_PX)

    def _on_part_submitted(self) -> None:
        """Enter goes to the next empty part, then checks; with the same reply once more it goes to what comes next."""
        if self._is_unchanged and not self.next_strip.isHidden():
            self.next_strip.go()
            return
        empty = next((view for view in self.parts if not view.input.reply().strip()), None)
        if empty is None:
            self._on_check_clicked()
        else:
            empty.input.setFocus()

    def _on_check_clicked(self) -> None:
        if self._next and not self.next_strip.isHidden():
            self.next_strip.go()
        elif self._next:
            self.another_requested.emit()
        elif self._exercise is not None:
            self.replies_submitted.emit(self.replies())
