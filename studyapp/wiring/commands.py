"""What the palette can do beside opening things: every command that makes sense where the learner is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from studyapp.study.search_entries import words_of
from studyapp.ui.keys_dialog import KEYS
from studyapp.ui.rail import PAGES
from studyapp.wiring.host import Host

if TYPE_CHECKING:
    from studyapp.ui.exercise_view import ExerciseView
    from studyapp.wiring.pages import Pages


@dataclass(frozen=True, slots=True)
class Command:
    """Something to do; ``keys`` is how the keyboard does it, "" where it has no way of its own."""

    title: str
    keys: str
    icon: str
    run: Callable[[], object]

    def fits(self, asked: list[str]) -> bool:
        """Tell whether every word asked for begins a word of the title or of the keys."""
        words = words_of(f"{self.title} {self.keys}")
        return all(any(word.startswith(each) for word in words) for each in asked)


def commands(pages: Pages, host: Host) -> list[Command]:
    """Return what can be done now, what belongs to the page in view first."""
    found = [*_of_note(pages, host), *_of_exercise(pages), *_of_demo(pages), *_everywhere(pages, host)]
    done = {command.keys for command in found}
    others = (Command(meaning, keys, "keyboard", pages.show_keys) for keys, meaning in KEYS if keys not in done)
    return [*found, *others]


def _everywhere(pages: Pages, host: Host) -> Iterator[Command]:
    for number, page in enumerate(PAGES, 1):
        yield Command(f"Go to {page.word}", f"Ctrl+{number}", page.icon, _opener(pages, page.id))
    yield Command("Go to the map of topics", "Ctrl+Shift+M", "tree-structure", _opener(pages, "map"))
    yield Command("Go to the network page", "Ctrl+Shift+N", "stack", _opener(pages, "network"))
    yield Command("Your cards: write, change, take in a deck of Anki", "", "cards", pages.open_cards)
    rail = host.window.rail
    other = "dark" if host.theme.name == "light" else "light"
    yield Command(f"Change to the {other} theme", "", "moon" if other == "dark" else "sun", rail.theme_button.click)
    yield Command("Fold or unfold the rail", "", "columns", rail.fold_button.click)
    yield Command("Take back the last answer", "Ctrl+Z", "arrow-counter-clockwise", host.take_back)
    yield Command("Bring back the answer taken back", "Ctrl+Shift+Z", "arrow-clockwise", host.give_again)
    yield Command("Export all answers as CSV", "", "export", lambda: _export_answers(pages))
    yield Command("Your data: backups, export, import, learners", "", "hard-drives", rail.data_button.click)
    yield Command("Show the list of keys", "? or F1", "keyboard", pages.show_keys)


def _of_note(pages: Pages, host: Host) -> Iterator[Command]:
    study = pages.study
    if study is None or not study.note.isVisible():
        return
    note = study.note
    yield Command("Find in this note", "Ctrl+F", "magnifying-glass", note.find_bar.open)
    yield Command("Your marks in notes", "Ctrl+M", "bookmark-simple", note.marks_requested.emit)
    yield Command("Print the note, or save it or its shelf as PDF", "Ctrl+P", "printer", note.paper_button.showMenu)
    yield Command("Larger text", "Ctrl++", "magnifying-glass-plus", note.larger_button.click)
    yield Command("Smaller text", "Ctrl+-", "magnifying-glass-minus", note.smaller_button.click)

    def use_usual_size() -> None:
        note.set_zoom(1.0)
        host.remember(zoom=1.0)

    yield Command("Usual text size", "Ctrl+0", "text-aa", use_usual_size)


def _of_exercise(pages: Pages) -> Iterator[Command]:
    view = _exercise_in_view(pages)
    if view is None:
        return
    yield Command("Check the answer, or go on", "Enter", "check", view.check_button.click)
    if view.hint_button.isEnabled():
        yield Command("Next step of the solution", "H", "lightbulb", view.hint_button.click)
    yield Command("Another exercise like this", "Ctrl+Enter", "shuffle", view.another_button.click)
    for level, each in view.level_buttons.items():
        yield Command(f"Difficulty {level}: {each.toolTip().lower()}", "", "gauge", each.click)


def _of_demo(pages: Pages) -> Iterator[Command]:
    if pages.demos is None or not pages.demos.latest:
        return
    view = pages.demos.view(pages.demos.latest)
    if not view.isVisible():
        return
    controls = view.controls
    buttons = (
        ("Run or pause the demo", "Space", "play", controls.run_button),
        ("One step of the demo", "S", "skip-forward", controls.step_button),
        ("Reset the demo to the same initial weights", "R", "arrow-counter-clockwise", controls.reset_button),
        ("New seed for the demo", "N", "dice-five", controls.seed_button),
    )
    for title, keys, picture, each in buttons:
        if each.isEnabled():
            yield Command(title, keys, picture, each.click)
    if view.export_button.isEnabled():
        yield Command("Export from the demo", "", "export", view.export_button.click)


def _exercise_in_view(pages: Pages) -> ExerciseView | None:
    for page in (pages.practise, pages.study):
        if page is not None and page.desk.sitting is not None and page.desk.view.isVisible():
            return page.desk.view
    return None


def _opener(pages: Pages, page: str) -> Callable[[], None]:
    return lambda: pages.open(page)


def _export_answers(pages: Pages) -> None:
    pages.open("progress")
    assert pages.progress is not None
    pages.progress.view.export_button.click()
