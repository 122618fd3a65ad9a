"""How each page is built and put into the window, and what leads from it to the others.

What typesets or plots is imported with the first page that needs it: the first window must not wait for it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from studyapp.ui.lab_view import LabView
from studyapp.ui.learn_view import LearnView
from studyapp.wiring.addresses import ask_for_address
from studyapp.wiring.host import Host
from studyapp.wiring.today import TodayDesk

if TYPE_CHECKING:
    from studyapp.wiring.card_box import CardBox
    from studyapp.wiring.demos import DemoBenches
    from studyapp.wiring.exercises import ExerciseDesk
    from studyapp.wiring.network import NetworkPage
    from studyapp.wiring.pages import Pages
    from studyapp.wiring.practise import PractisePage
    from studyapp.wiring.progress import ProgressDesk
    from studyapp.wiring.study import StudyPage
    from studyapp.wiring.topic_map import MapPage


def today_desk(pages: Pages, host: Host) -> TodayDesk:
    """Return the page Today, in the window."""
    desk = TodayDesk(host, pages.tutor, follow=pages.open_link)
    host.window.add_page("today", desk.view)
    return desk


def learn_view(pages: Pages, host: Host) -> LearnView:
    """Return the page Learn, in the window."""
    view = LearnView()
    view.topic_requested.connect(pages.open_topic)
    view.map_requested.connect(pages.open_map)
    view.search_requested.connect(pages.open_search)
    pages.own.connect_section(view.own)
    host.window.add_page("learn", view)
    return view


def map_page(pages: Pages, host: Host) -> MapPage:
    """Return the map of topics, Learn's second tab, in the window."""
    from studyapp.wiring.topic_map import MapPage

    page = MapPage(host, pages.library, knowing=pages.knowing, open_topic=pages.open_topic)
    page.view.list_requested.connect(lambda: pages.open("learn"))
    host.window.add_page("map", page.view)
    return page


def practise_page(pages: Pages, host: Host) -> PractisePage:
    """Return the page Practise, in the window."""
    from studyapp.wiring.cards import CardDesk
    from studyapp.wiring.practise import PractisePage

    page = PractisePage(_exercise_desk(pages, host), CardDesk(host, pages.ways(), pages.tutor), pages.library)
    page.view.cards_requested.connect(pages.open_cards)
    host.window.add_page("practise", page.view)
    return page


def study_page(pages: Pages, host: Host) -> StudyPage:
    """Return the page with a note and what is beside it, in the window."""
    from studyapp.wiring.study import StudyPage

    page = StudyPage(
        host,
        pages.library,
        desk=_exercise_desk(pages, host),
        demos=pages.benches,
        open_map=pages.open_map,
        own_note=pages.own.topic,
        after_note=pages.tutor.ways.after_note,
        follow=pages.open_link,
    )
    page.view.back_requested.connect(lambda: pages.open("learn"))
    host.window.add_page("study", page.view)
    return page


def _exercise_desk(pages: Pages, host: Host) -> ExerciseDesk:
    from studyapp.wiring.exercises import ExerciseDesk

    return ExerciseDesk(host, pages.ways(), pages.tutor)


def lab_view(pages: Pages, host: Host) -> LabView:
    """Return the page Lab, in the window."""

    def open_note() -> None:
        if latest := pages.benches().latest:
            pages.open_topic(*pages.library.place_of_demo(latest))

    view = LabView()
    view.show_demos(pages.library.demo_rows())
    view.demo_requested.connect(pages.open_demo)
    view.network_requested.connect(pages.open_network)
    view.address_requested.connect(lambda: ask_for_address(pages, host))
    view.note_requested.connect(open_note)
    host.window.add_page("lab", view)
    return view


def demo_benches(pages: Pages, host: Host) -> DemoBenches:
    """Return the views of the demos, none of them built."""
    from studyapp.wiring.demos import DemoBenches

    return DemoBenches(host, open_link=pages.open_link, open_address=pages.open_address)


def network_page(pages: Pages, host: Host) -> NetworkPage:
    """Return the network page, the Lab's second tab, in the window."""
    from studyapp.wiring.network import NetworkPage

    page = NetworkPage(host, pages.library, open_family=pages.open_family, open_demos=lambda: pages.open("lab"))
    host.window.add_page("network", page.view)
    return page


def progress_desk(pages: Pages, host: Host) -> ProgressDesk:
    """Return the page Progress, in the window."""
    from studyapp.wiring.progress import ProgressDesk

    desk = ProgressDesk(
        host,
        pages.library,
        knowing=pages.knowing,
        open_topic=pages.open_topic,
        open_page=pages.open,
        schedule_changed=pages.tutor.schedule_changed,
    )
    host.window.add_page("progress", desk.view)
    return desk


def card_box(pages: Pages, host: Host, *, cards_changed: Callable[[], None]) -> CardBox:
    """Return the list of all cards, not yet shown."""
    from studyapp.wiring.card_box import CardBox

    return CardBox(host, own_notes=lambda: list(pages.own.notes.topics.values()), cards_changed=cards_changed)
