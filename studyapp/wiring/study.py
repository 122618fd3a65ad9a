"""The study view at work: a topic's note, and beside it the exercise or demo it leads to."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from models.errors import DemoError
from question_bank.errors import BankError
from studyapp.errors import StoreError, StudyAppError
from studyapp.study.catalog import Topic, shelf_title
from studyapp.study.note_page import NotePage
from studyapp.study.own_notes import SHELF_TITLE, is_own
from studyapp.study.trail import Place, Trail
from studyapp.study.worked_example import worked_example
from studyapp.ui.note_view import NoteView
from studyapp.ui.study_view import StudyView
from studyapp.ui.theme import Theme
from studyapp.wiring.demos import DemoBenches
from studyapp.wiring.exercises import ExerciseDesk
from studyapp.wiring.host import Host
from studyapp.wiring.library import Library
from studyapp.wiring.marks import NoteMarks
from studyapp.wiring.next_ways import NextShown
from studyapp.wiring.note_paper import NotePaper
from studyapp.wiring.topic_map import line_before
from studyapp.wiring.ways import exercise_of


class StudyPage:
    """Note on the left, workbench on the right."""

    def __init__(
        self,
        host: Host,
        library: Library,
        *,
        desk: ExerciseDesk,
        demos: Callable[[], DemoBenches],
        open_map: Callable[[str], None],
        own_note: Callable[[str], Topic | None],
        after_note: Callable[[str], NextShown],
        follow: Callable[[str], None],
    ) -> None:
        """Build the page around one note view and one exercise desk.

        ``demos`` gives the demos' views; ``open_map`` shows what comes before a topic; ``own_note`` gives a note of the
        learner's own by its id; ``after_note`` says what comes after a note was read, ``follow`` leads there.
        """
        self.desk = desk
        self.note = NoteView(host.typesetter, theme=host.theme, example=worked_example)
        self.view = StudyView(self.note)
        self._host = host
        self._library = library
        self._demos = demos
        self._open_map = open_map
        self._own_note, self._after_note, self._follow_way = own_note, after_note, follow
        self._topic = ""
        self.trail = Trail()
        self.marks = NoteMarks(host, self.note, find_topic=self._found, open_topic=self.open)
        self.paper = NotePaper(host, self.note, shelf=lambda: self._topic.partition(".")[0])
        self.note.set_zoom(host.settings.zoom)
        self.view.restore_splitter_text(host.settings.splitter)
        self.note.zoom_changed.connect(lambda zoom: host.remember(zoom=zoom))
        self.note.heading_reached.connect(self._on_heading_reached)
        self.note.jumped.connect(lambda heading: self._follow_trail(self.trail.gone_to(Place(self._topic, heading))))
        self.view.earlier_requested.connect(self._on_earlier_requested)
        self.view.later_requested.connect(lambda: self._return_to(self.trail.forward()))
        self.note.link_opened.connect(self._on_link_opened)
        self.note.ended.connect(self._on_note_ended)
        self.note.way_chosen.connect(self._on_way_chosen)
        self.view.exercise_requested.connect(self.show_exercise)
        self.view.demo_requested.connect(self.show_demo)

    def open(self, topic_id: str, heading: str = "") -> str:
        """Show a topic, where it was left unless a heading is given; the one in view only scrolls.

        Return the heading that is shown, "" for where the topic stands. Raises ContentError where there is none.
        """
        topic = self._found(topic_id) or self._library.catalog.topic(topic_id)
        if topic_id != self._topic:
            heading = heading or self._host.settings.places.get(topic_id, "")
        if topic_id != self._topic or heading:
            self._follow_trail(self.trail.gone_to(Place(topic_id, heading)))
        self._show(topic, heading)
        self.fill()
        return heading

    def fill(self) -> None:
        """Show what comes next below a note that was read, as it is now."""
        if self.note.shows_next:
            self._on_note_ended()

    def scroll_to(self, heading: str) -> None:
        """Bring a section of the note in view to its top; "" is where it stands."""
        if heading:
            self.view.show_note()
            self.note.scroll_to_heading(heading)

    def _show(self, topic: Topic, heading: str) -> None:
        topic_id = topic.id
        if topic_id != self._topic:
            self._topic = topic_id
            self._host.remember(topic=topic_id, heading="")
            self._show_note(topic)
            self.view.show_topic(
                topic.title, exercises=self._library.families_of(topic), demos=self._library.demos_of(topic)
            )
            self._fill_bench()
        self.scroll_to(heading)

    def read_again(self) -> None:
        """Show an own note as it is now, at the same place; one whose file is gone stays as it was."""
        topic = self._own_note(self._topic)
        if topic is not None and self.note.page is not None and topic.body != self.note.page.body:
            place = self.note.text.place()
            self._show_note(topic)
            self.note.text.return_to(place)

    def show_exercise(self, family: str) -> None:
        """Ask an exercise beside the note; the one in view stays if it is of this family."""
        if self.desk.sitting is None or self.desk.sitting.key.family != family:
            self.desk.ask(family)
        self.view.show_on_bench(family, self.desk.view)
        self.desk.view.focus_input()

    def show_demo(self, demo: str) -> None:
        """Show a demo beside the note."""
        view = self._demos().view(demo)
        self.view.show_on_bench(demo, view)
        view.setFocus()  # on Run

    def show_theme(self, theme: Theme) -> None:
        """Change to another theme."""
        self.note.show_theme(theme)
        self.desk.view.show_theme(theme)

    def _found(self, topic_id: str) -> Topic | None:
        """Return a note of ours or of the learner's own."""
        return self._own_note(topic_id) or self._library.catalog.topics.get(topic_id)

    def _show_note(self, topic: Topic) -> None:
        terms, minutes = self._library.glossary.terms_for(topic), topic.front.minutes
        self.note.show_note(NotePage(topic.id, topic.title, self._body(topic), topic.path.parent, minutes, terms))
        self.marks.show()
        self.note.paper_button.show_note(topic.title, SHELF_TITLE if is_own(topic.id) else shelf_title(topic.shelf))

    def _follow_trail(self, trail: Trail) -> None:
        self.trail = trail
        self.view.show_steps(earlier=bool(trail.behind), later=bool(trail.ahead))

    def _return_to(self, trail: Trail) -> None:
        """Show a place of the trail again; a note that is gone meanwhile is said to be."""
        if trail.here is None or trail == self.trail:
            return
        topic = self._found(trail.here.topic)
        if topic is None:
            self._host.tell("The note that you read there is gone.")
            return
        self._follow_trail(trail)
        heading = trail.here.heading
        self._show(topic, heading)
        if not heading:
            self.note.text.verticalScrollBar().setValue(0)

    def _on_earlier_requested(self) -> None:
        if self.trail.behind:
            self._return_to(self.trail.back())
        else:
            self.view.back_requested.emit()

    def _on_heading_reached(self, heading: str) -> None:
        self._follow_trail(self.trail.read_on(heading))
        self._host.remember(heading=heading, places={**self._host.settings.places, self._topic: heading})

    def _body(self, topic: Topic) -> str:
        """Return the text of a note, below the line that leads to what comes before it."""
        if is_own(topic.id):
            return topic.body
        return "\n\n".join(filter(None, (line_before(self._library.catalog, topic.id), topic.body)))

    def _fill_bench(self) -> None:
        """Have the topic's first exercise ready beside the note, without taking the note out of view."""
        families = self._library.catalog.families.get(self._topic, ())
        if families:
            self.desk.ask(families[0])
            self.view.show_on_bench(families[0], self.desk.view)
            self.view.show_note()

    def _on_note_ended(self) -> None:
        with suppress(StoreError):  # reading goes on without it
            shown = self._after_note(self._topic)
            self.note.show_next(shown.way, shown.why, shown.others)

    def _on_way_chosen(self, address: str) -> None:
        """Ask an exercise on this note beside it; go where any other way leads."""
        exercise = exercise_of(address)
        if exercise is None or exercise[0] not in self._library.catalog.families.get(self._topic, ()):
            self._follow_way(address)
            return
        asked = self.desk.sitting.key if self.desk.sitting else None
        if asked is None or (asked.family, asked.difficulty) != exercise:
            self.desk.ask(exercise[0], difficulty=exercise[1], planned=True)
        self.show_exercise(exercise[0])

    def _on_link_opened(self, address: str) -> None:
        try:
            self._follow(address)
        except (StudyAppError, BankError, DemoError) as error:
            self._host.tell(f"That link leads nowhere. {error}")

    def _follow(self, address: str) -> None:
        scheme, _, target = address.partition(":")
        match scheme:
            case "exercise":
                self.show_exercise(target)
            case "demo":
                self.show_demo(target)
            case "topic" | "term":
                self.open(*self._library.place_of_link(address))
            case "before":
                self._open_map(target)
            case "http" | "https":
                QDesktopServices.openUrl(QUrl(address))
