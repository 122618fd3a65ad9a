"""Opens a run from its address: a short text that somebody shared, or a cell of a heat map that stands for a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.errors import DemoError
from models.share import read_address
from studyapp.ui.address_dialog import AddressDialog
from studyapp.wiring.host import Host
from studyapp.wiring.ways import exercise_of

if TYPE_CHECKING:
    from studyapp.wiring.pages import Pages


def ask_for_address(pages: Pages, host: Host) -> None:
    """Ask for the text of a shared run, and open it."""
    dialog = AddressDialog(host.window)
    dialog.address_given.connect(lambda text: open_address(pages, host, text))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def open_address(pages: Pages, host: Host, text: str) -> None:
    """Open the demo of a run in the Lab with the run's knobs and start it; a text that is no address is told."""
    try:
        demo_id, values = read_address(text)
    except DemoError as error:
        host.tell(str(error))
        return
    pages.open_demo(demo_id)
    pages.benches().view(demo_id).run_values(values)


def follow(pages: Pages, host: Host, address: str) -> None:
    """Go to an address: a page, a note, a term, an exercise, a card or a demo."""
    scheme, _, target = address.partition(":")
    asked = exercise_of(address)
    match scheme:
        case "page":
            pages.open(target)
        case "topic" | "term":
            pages.open_topic(*pages.library.place_of_link(address))
        case "exercise" if asked is not None:
            pages.open_family(asked[0], difficulty=asked[1], planned=True)
        case "exercise":
            pages.open_family(target)
        case "card":
            pages.open_card(int(target))
        case "demo" if target in pages.library.demo_titles:
            pages.open_demo(target)
        case _:
            host.tell(f"That link leads nowhere: {address}.")
