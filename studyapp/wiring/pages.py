"""The pages of the window: each is built (page_building) when first opened, and filled when it comes into view."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from question_bank.exercise import DemoCase
from studyapp import paths
from studyapp.errors import StudyAppError
from studyapp.study.history import Attempt
from studyapp.study.memory import Review, card_of
from studyapp.ui.empty_view import NO_AUTHORING, NO_EXAMS, EmptyView
from studyapp.ui.keys_dialog import KeysDialog
from studyapp.ui.theme import Theme
from studyapp.wiring import page_building
from studyapp.wiring.addresses import follow, open_address
from studyapp.wiring.figures_of_progress import topic_rows
from studyapp.wiring.host import Host
from studyapp.wiring.library import Library
from studyapp.wiring.own_notes import OwnNotesDesk
from studyapp.wiring.tutor import Tutor
from studyapp.wiring.ways import Ways

# What typesets or plots is imported with the first page that needs it: the first window must not wait for it.
if TYPE_CHECKING:
    from studyapp.ui.lab_view import LabView
    from studyapp.ui.learn_view import LearnView
    from studyapp.wiring.card_box import CardBox
    from studyapp.wiring.demos import DemoBenches
    from studyapp.wiring.knowing import Knowing
    from studyapp.wiring.network import NetworkPage
    from studyapp.wiring.palette import PaletteDesk
    from studyapp.wiring.practise import PractisePage
    from studyapp.wiring.progress import ProgressDesk
    from studyapp.wiring.study import StudyPage
    from studyapp.wiring.today import TodayDesk
    from studyapp.wiring.topic_map import MapPage


class Pages:
    """Opens, fills and shows pages; each stands here once it was built."""

    def __init__(self, host: Host) -> None:
        """Begin without any page."""
        self._host = host
        self.library = Library(host.catalog, host.around.cache)
        self.tutor = Tutor(
            host.session,
            self.library,
            now=host.around.now,
            dice=host.around.new_seed,
            settings=lambda: self._host.settings,
        )
        self.today: TodayDesk | None = None
        self.learn: LearnView | None = None
        self.lab: LabView | None = None
        self.progress: ProgressDesk | None = None
        self.practise: PractisePage | None = None
        self.study: StudyPage | None = None
        self.demos: DemoBenches | None = None
        self.network: NetworkPage | None = None
        self.map: MapPage | None = None
        self.palette: PaletteDesk | None = None
        self.cards: CardBox | None = None
        self._openers: dict[str, Callable[[], None]] = {
            "today": self._open_today,
            "learn": self._open_learn,
            "map": self.open_map,
            "practise": self.open_practise,
            "lab": self._open_lab,
            "network": self.open_network,
            "exam": lambda: self._open_empty("exam", "Exam", NO_EXAMS),
            "progress": self._open_progress,
            "study": self._open_last_topic,
            "author": lambda: self._open_empty("author", "Author", NO_AUTHORING),
        }

    def knows(self, page: str) -> bool:
        """Tell whether there is such a page."""
        return page in self._openers

    def open(self, page: str) -> None:
        """Bring a page of the rail into view."""
        self._openers[page]()

    def open_topic(self, topic_id: str, heading: str = "") -> None:
        """Open a topic's note, at a heading if one is given."""
        page = self._study_page()
        try:
            heading = page.open(topic_id, heading)
        except StudyAppError as error:
            self._host.tell(str(error))
            return
        self._host.window.show_page("study", rail="learn")
        page.scroll_to(heading)  # only what is in view knows how long its lines are, and where a heading stands
        # Who opened a note has begun with it: the plan goes on to its exercises.
        places = {topic_id: "", **self._host.settings.places}
        self._host.remember(page="study", topic=topic_id, places=places)

    def open_family(
        self, family: str, *, difficulty: int | None = None, seed: int | None = None, planned: bool = False
    ) -> None:
        """Ask an exercise on the page Practise; ``planned`` says that the tutor chose it."""
        page = self._practise_page()
        self._host.window.show_page("practise")
        self._host.remember(page="practise")
        page.ask(family, difficulty=difficulty, seed=seed, planned=planned)

    def open_card(self, number: int) -> None:
        """Ask a card on the page Practise."""
        page = self._practise_page()
        self._host.window.show_page("practise")
        page.ask_card(number)

    def open_cards(self) -> None:
        """Show the list of all cards over the page in view."""
        if self.cards is None:
            self.cards = page_building.card_box(self, self._host, cards_changed=self._on_cards_changed)
        self.cards.open()

    def open_demo(self, demo_id: str) -> None:
        """Open a demo on the page Lab."""
        lab = self._lab_view()
        view = self.benches().view(demo_id)
        lab.show_demo(self.library.demo_titles[demo_id], view)
        self._host.window.show_page("lab")
        view.setFocus()  # on Run
        self._host.remember(page="lab")

    def open_network(self) -> None:
        """Open the network page, the Lab's second tab."""
        if self.network is None:
            self.network = page_building.network_page(self, self._host)
        self._host.window.show_page("network", rail="lab")
        self._host.remember(page="network")

    def open_map(self, topic: str = "") -> None:
        """Open the map of topics, Learn's second tab, with a topic marked if one is given."""
        if self.map is None:
            self.map = page_building.map_page(self, self._host)
        self._host.window.show_page("map", rail="learn")
        self.map.fill(topic)
        self.map.view.canvas.setFocus()
        self._host.remember(page="map")

    def open_link(self, address: str) -> None:
        """Follow an address of the app: a link in a text, or the way on after an answer."""
        follow(self, self._host, address)

    def open_address(self, text: str) -> None:
        """Open a run from the short text that stands for it, and start it."""
        open_address(self, self._host, text)

    def open_case(self, case: DemoCase) -> None:
        """Open a demo with an exercise's own numbers: beside the note when that is in view, else in the Lab."""
        benches = self.benches()
        benches.view(case.demo).show_values(case.config)
        if self.study is not None and self._host.window.shows("study"):
            self.study.show_demo(case.demo)
        else:
            self.open_demo(case.demo)

    @cached_property
    def knowing(self) -> Knowing:
        """Return what is believed that the learner knows: the same wherever it is shown."""
        from studyapp.wiring.knowing import Knowing

        return Knowing(self._host.session, self.library, self._host.window)

    @cached_property
    def own(self) -> OwnNotesDesk:
        """Return the learner's own notes, read when they are first needed."""
        folder = paths.data_folder() / "notes"
        desk = OwnNotesDesk(folder, self.library, tell=self._host.tell, parent=self._host.window)
        desk.changed.connect(self._on_own_notes_changed)
        return desk

    def show_theme(self, theme: Theme) -> None:
        """Change every page that was built to another theme."""
        pages = (self.today, self.progress, self.practise, self.study, self.demos, self.network, self.map)
        for page in (*pages, self.palette, self.cards):
            if page is not None:
                page.show_theme(theme)

    def show_taken_back(self, taken: Attempt | Review) -> None:
        """Show that an answer was taken back, wherever it was given, and everything that counted it."""
        self.tutor.taken_back(taken.topic)
        for page in (self.practise, self.study):
            if page is not None and isinstance(taken, Attempt):
                page.desk.show_taken_back(taken)
        if isinstance(taken, Review):
            self.open_card(card_of(taken.item))
        self._on_attempts_changed()

    def show_given_again(self, given: Attempt | Review) -> None:
        """Show that an answer taken back counts again, wherever it was given, and everything that counts it."""
        self.tutor.given_again(given.topic)
        for page in (self.practise, self.study):
            if page is not None and isinstance(given, Attempt):
                page.desk.show_given_again(given)
        self._on_attempts_changed()

    def open_search(self, words: str = "") -> None:
        """Open the palette over the page in view."""
        self.search().open(words)

    def search(self) -> PaletteDesk:
        """Return the palette, built when it is first needed."""
        if self.palette is None:
            from studyapp.wiring.palette import PaletteDesk

            self.palette = PaletteDesk(self._host, self)
        return self.palette

    def show_keys(self) -> None:
        """Show the list of keys."""
        dialog = KeysDialog(self._host.window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def close(self) -> None:
        """Remember how the study view stood, and end the worker."""
        if self.study is not None:
            self._host.remember(splitter=self.study.view.splitter_text())
            self.study.paper.cancel()
        if self.demos is not None:
            self.demos.close()
        if self.progress is not None:
            self.progress.close()
        if self.palette is not None:
            self.palette.close()
        if self.cards is not None:
            self.cards.close()

    def ways(self) -> Ways:
        """Return where an exercise can lead."""
        return Ways(
            now=self._host.around.now,
            open_demo=self.open_case,
            open_note=self.open_topic,
            attempts_changed=self._on_attempts_changed,
            tell=self._host.tell,
            follow=self.open_link,
        )

    def open_practise(self) -> None:
        """Open the page Practise, with an exercise on it."""
        page = self._practise_page()
        self._host.window.show_page("practise")
        if page.desk.sitting is None and self.library.families:
            last = self._host.session.store.last_attempts(self.library.families)
            page.ask(next((each for each in self.library.families if each not in last), self.library.families[0]))

    def _open_today(self) -> None:
        if self.today is None:
            self.today = page_building.today_desk(self, self._host)
        self.today.fill()
        self._host.window.show_page("today")
        self.today.view.start_button.setFocus()

    def _open_learn(self) -> None:
        if self.learn is None:
            self.learn = page_building.learn_view(self, self._host)
        self.own.load()
        self.learn.own.show_notes(self.own.rows())
        self.learn.show_topics(topic_rows(self._host.session, self.library.catalog))
        self._host.window.show_page("learn")

    def _open_last_topic(self) -> None:
        """Open the note where it was left, or the list of topics when it is gone."""
        settings = self._host.settings
        if settings.topic in self._host.catalog.topics or self.own.topic(settings.topic):
            self.open_topic(settings.topic, settings.heading)
        else:
            self._open_learn()

    def _open_lab(self) -> None:
        self._lab_view()
        self.benches().run.warm_up()
        self._host.window.show_page("lab")
        self._host.remember(page="lab")

    def _open_progress(self) -> None:
        if self.progress is None:
            self.progress = page_building.progress_desk(self, self._host)
        self.progress.fill()
        self._host.window.show_page("progress")

    def _open_empty(self, page: str, title: str, words: str) -> None:
        if not self._host.window.has_page(page):
            view = EmptyView(title, words, "Go to Practise")
            view.action_requested.connect(self.open_practise)
            self._host.window.add_page(page, view)
        self._host.window.show_page(page)

    def _practise_page(self) -> PractisePage:
        if self.practise is None:
            self.practise = page_building.practise_page(self, self._host)
        return self.practise

    def _study_page(self) -> StudyPage:
        if self.study is None:
            self.study = page_building.study_page(self, self._host)
        return self.study

    def _lab_view(self) -> LabView:
        if self.lab is None:
            self.lab = page_building.lab_view(self, self._host)
        return self.lab

    def benches(self) -> DemoBenches:
        """Return the views of the demos, made when they are first needed."""
        if self.demos is None:
            self.demos = page_building.demo_benches(self, self._host)
        return self.demos

    def _on_attempts_changed(self) -> None:
        """Bring what is in view up to date; the other pages are filled when they are opened."""
        pages = (("today", self.today), ("progress", self.progress), ("map", self.map), ("study", self.study))
        for name, page in pages:
            if page is not None and self._host.window.shows(name):
                page.fill()

    def _on_cards_changed(self) -> None:
        self.tutor.planning.changed()
        self._on_attempts_changed()

    def _on_own_notes_changed(self) -> None:
        if self.learn is not None:
            self.learn.own.show_notes(self.own.rows())
        if self.study is not None:
            self.study.read_again()
