"""All cards are looked through, written, changed, removed and taken in with the keyboard; every step can be undone."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from studyapp.app import StudyApp
from studyapp.errors import StoreError
from studyapp.storage_cards import KeptCards
from studyapp.study.cards import OWN, Card, cards_of_notes, deck_source
from studyapp.study.memory import Rating, Review, card_item
from studyapp.study.scheduling import Schedule
from studyapp.ui.card_form import CardForm
from studyapp.ui.cards_dialog import CardsDialog
from studyapp.ui.cards_table import one_line
from studyapp.ui.deck_dialog import NOTHING_NEW, DeckDialog
from studyapp.ui.theme import DARK
from studyapp.wiring.card_box import NO_STEP, THE_SAME, CardBox
from tests.studyapp.anki_decks import BASIC, DECK, package
from tests.studyapp.attempts import NOON
from tests.studyapp.ui.keyboard import CONTROL, press, type_in

TOPIC = "cnn.convolution"
STRIDE = Card(TOPIC, "What is a **stride**?", "The step of the kernel.")
CHAIN = Card("foundations.backpropagation", "Which rule?", "The chain rule.", deck_source("Old deck"))
READING_MS = 20_000  # a new process on a busy machine


def opened(qtbot: QtBot, app: StudyApp, *cards: Card) -> CardBox:
    """Open the list over the store with these cards."""
    app.session.store.cards.add(cards)
    app.remember(topic=TOPIC)
    app.pages.open_cards()
    box = app.pages.cards
    assert box is not None
    qtbot.waitUntil(dialog_of(box).isActiveWindow)
    return box


def dialog_of(box: CardBox) -> CardsDialog:
    assert box.dialog is not None
    return box.dialog


def form_of(qtbot: QtBot, box: CardBox) -> CardForm:
    form = box.form
    assert form is not None
    qtbot.waitUntil(form.isActiveWindow)
    return form


def kept(app: StudyApp) -> list[tuple[str, str, str]]:
    return [(card.topic, card.front, card.back) for card in app.session.store.cards.all()]


def lines(dialog: CardsDialog) -> list[str]:
    """Return the lines of the list as they read."""
    model = dialog.table.lines
    return [
        " | ".join(model.data(model.index(line, place)) or "" for place in range(model.columnCount()))
        for line in range(model.rowCount())
    ]


def test_the_list_says_of_each_card_where_it_comes_from_and_when_it_is_due(qtbot: QtBot, app: StudyApp) -> None:
    stored = app.session.store.cards.add([STRIDE, CHAIN])
    for card, days in ((stored[0], 3), (stored[1], 30)):
        at = NOON - timedelta(days=days)
        review = Review(card_item(card.id), card.topic, Rating.EASY, 5.0, at, at.date())
        app.session.store.reviews.add_card(review, Schedule().after(None, review))
    dialog = dialog_of(opened(qtbot, app, Card(TOPIC, "What is $x^2$?", "A square.")))
    assert lines(dialog) == [
        "What is a stride? | The step of the kernel. | Convolution | yours | in 5 days",
        "Which rule? | The chain rule. | Backpropagation | Old deck | today",
        "What is x^2? | A square. | Convolution | yours | not asked yet",
    ]
    assert dialog.count.text() == "3 cards" and dialog.sides.front.toPlainText() == "What is a stride?"


@pytest.mark.parametrize(("asked", "fronts"), [("rule old", [CHAIN]), ("CONVOL", [STRIDE]), ("nowhere", [])])
def test_words_find_cards_by_every_column(qtbot: QtBot, app: StudyApp, asked: str, fronts: list[Card]) -> None:
    dialog = dialog_of(opened(qtbot, app, STRIDE, CHAIN))
    press(Qt.Key.Key_F, CONTROL)
    type_in(asked)
    assert [row.card.front for row in dialog.table.lines.rows] == [card.front for card in fronts]
    assert dialog.count.text() == f"{len(fronts)} of 2 cards"
    assert dialog.change_button.isEnabled() == dialog.remove_button.isEnabled() == bool(fronts)


def test_a_click_on_a_heading_sorts_and_the_chosen_card_stays_chosen(qtbot: QtBot, app: StudyApp) -> None:
    dialog = dialog_of(opened(qtbot, app, STRIDE, CHAIN, Card(TOPIC, "And padding?", "Zeros.")))
    header = dialog.table.horizontalHeader()
    orders = []
    for _ in range(2):
        header.sectionClicked.emit(0)
        orders.append([row.card.front[:3] for row in dialog.table.lines.rows])
    assert orders == [["And", "Wha", "Whi"], ["Whi", "Wha", "And"]]
    chosen = dialog.table.current()
    assert chosen is not None and chosen.card.front == STRIDE.front


def test_a_card_is_written_with_the_keyboard_and_seen_typeset_meanwhile(qtbot: QtBot, app: StudyApp) -> None:
    box = opened(qtbot, app)
    press(Qt.Key.Key_N, CONTROL)
    form = form_of(qtbot, box)
    type_in("What is **padding**?")
    press(Qt.Key.Key_Tab)
    type_in("A rim of zeros.")
    qtbot.waitUntil(lambda: form.sides.back.toPlainText() == "A rim of zeros.")
    assert form.sides.front.toPlainText() == "What is padding?", "typeset, not as typed"
    press(Qt.Key.Key_Return, CONTROL)
    assert kept(app) == [(TOPIC, "What is **padding**?", "A rim of zeros.")]
    assert [card.source for card in app.session.store.cards.all()] == [OWN]
    assert lines(dialog_of(box)) == ["What is padding? | A rim of zeros. | Convolution | yours | not asked yet"]


def test_several_cards_are_written_one_after_the_other(qtbot: QtBot, app: StudyApp) -> None:
    box = opened(qtbot, app)
    dialog_of(box).write_button.click()
    form = form_of(qtbot, box)
    for front in ("One?", "Two?"):
        form.front.setPlainText(front)
        form.back.setPlainText("Yes.")
        press(Qt.Key.Key_Return, CONTROL | Qt.KeyboardModifier.ShiftModifier)
        assert form.isVisible() and form.front.hasFocus() and not form.front.toPlainText()
    assert [front for _, front, _ in kept(app)] == ["One?", "Two?"]


@pytest.mark.parametrize(
    ("front", "back", "words"),
    [
        ("  ", "Yes.", "needs a question and an answer"),
        ("x" * 10_001, "Yes.", "holds 10,000 characters"),
        (STRIDE.front, STRIDE.back, THE_SAME),
    ],
)
def test_a_card_that_can_t_be_kept_is_refused_in_one_sentence_and_its_words_stay(
    qtbot: QtBot, app: StudyApp, front: str, back: str, words: str
) -> None:
    box = opened(qtbot, app, STRIDE)
    dialog_of(box).write_button.click()
    form = form_of(qtbot, box)
    form.front.setPlainText(front)
    form.back.setPlainText(back)
    form.keep_button.click()
    assert form.isVisible() and words in form.problem.text()
    assert form.front.toPlainText() == front and len(kept(app)) == 1


def test_the_same_question_again_gets_the_new_answer_and_undo_the_old_one(qtbot: QtBot, app: StudyApp) -> None:
    box = opened(qtbot, app, STRIDE)
    dialog_of(box).write_button.click()
    form = form_of(qtbot, box)
    form.front.setPlainText(STRIDE.front)
    form.back.setPlainText("How far the kernel moves.")
    form.keep_button.click()
    assert kept(app) == [(TOPIC, STRIDE.front, "How far the kernel moves.")]
    dialog_of(box).notice.action_button.click()
    assert kept(app) == [(TOPIC, STRIDE.front, STRIDE.back)]


def test_enter_changes_a_card_and_what_is_remembered_of_it_stays(qtbot: QtBot, app: StudyApp) -> None:
    box = opened(qtbot, app, CHAIN)
    before = app.session.store.cards.all()[0]
    review = Review(card_item(before.id), before.topic, Rating.GOOD, 5.0, NOON, NOON.date())
    app.session.store.reviews.add_card(review, Schedule().after(None, review))
    press(Qt.Key.Key_Return)
    form = form_of(qtbot, box)
    assert form.topic.currentData() == CHAIN.topic and not form.next_button.isVisible()
    form.topic.setCurrentIndex(form.topic.findData(TOPIC))
    form.back.setPlainText("The one of chains.")
    form.keep_button.click()
    after = app.session.store.cards.all()[0]
    assert (after.id, after.source) == (before.id, before.source)
    assert (after.topic, after.back) == (TOPIC, "The one of chains.")
    assert app.session.store.reviews.memory(card_item(after.id)) is not None
    dialog_of(box).notice.action_button.click()
    assert app.session.store.cards.all() == [before]


def test_delete_removes_cards_and_undo_brings_them_back_step_by_step(qtbot: QtBot, app: StudyApp) -> None:
    box = opened(qtbot, app, STRIDE, CHAIN)
    before = app.session.store.cards.all()
    press(Qt.Key.Key_Delete)
    assert app.session.store.cards.all() == before[1:]
    assert "“What is a stride?” is removed" in dialog_of(box).notice.message.text()
    press(Qt.Key.Key_Delete)
    assert not app.session.store.cards.all() and dialog_of(box).empty.isVisible()
    for left in (before[1:], before):
        press(Qt.Key.Key_Z, CONTROL)
        assert app.session.store.cards.all() == left
    press(Qt.Key.Key_Z, CONTROL)
    assert dialog_of(box).notice.message.text() == NO_STEP and not dialog_of(box).notice.action_button.isVisible()


def test_delete_removes_no_card_where_the_list_has_not_the_keyboard(qtbot: QtBot, app: StudyApp) -> None:
    box = opened(qtbot, app, STRIDE)
    press(Qt.Key.Key_F, CONTROL)
    type_in("stride")
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_Delete)
    assert dialog_of(box).find_edit.text() == "tride" and len(kept(app)) == 1
    dialog_of(box).close_button.setFocus()
    press(Qt.Key.Key_Delete)
    assert len(kept(app)) == 1


@pytest.mark.parametrize("shelf", [False, True])
def test_the_terms_of_a_note_or_a_shelf_become_cards_once(qtbot: QtBot, app: StudyApp, shelf: bool) -> None:
    topics = app.catalog.shelves()["cnn"] if shelf else [app.catalog.topic(TOPIC)]
    terms = cards_of_notes(topics)
    box = opened(qtbot, app)

    def entry() -> str:
        title = "All of Convolutional networks" if shelf else "“Convolution”"
        return next(each.text() for each in dialog_of(box).terms_menu.actions() if each.text().startswith(title))

    assert entry().endswith(f"{len(terms)} terms")
    for _ in range(2):
        dialog_of(box).terms_requested.emit("cnn" if shelf else TOPIC)
        assert [front for _, front, _ in kept(app)] == [card.front for card in terms]
    assert entry().endswith("all here")
    dialog_of(box).notice.action_button.click()
    assert kept(app) == []


def deck_of(qtbot: QtBot, box: CardBox, path: Path) -> DeckDialog:
    """Return the dialog of a deck when the file was read."""
    box.read_deck(path)
    deck = box.deck
    assert deck is not None
    qtbot.waitUntil(deck.bar.isHidden, timeout=READING_MS)
    return deck


def test_a_deck_is_shown_before_it_is_taken_in_and_taken_in_as_one_step(
    qtbot: QtBot, app: StudyApp, tmp_path: Path
) -> None:
    there = Card(CHAIN.topic, "Same?", "Yes.", deck_source(DECK))
    other = Card(CHAIN.topic, "Other?", "It was.", deck_source(DECK))
    box = opened(qtbot, app, there, other)
    before = app.session.store.cards.all()
    notes = (("Same?", "Yes."), ("Other?", "It <b>is</b>."), ("New?", "Yes: \\(x^2\\)."), ("<img src=a.png>", "A"))
    file = package(tmp_path / "deck.apkg", [(BASIC, sides) for sides in notes])
    deck = deck_of(qtbot, box, file)
    assert deck.said.text() == (
        "In the file: 3 cards; left out: 1 with only pictures or sounds. "
        "1 would be new, 1 would get another answer, 1 stay as they are."
    )
    assert [(row.when, row.card.front) for row in deck.table.lines.rows] == [("changed", "Other?"), ("new", "New?")]
    assert app.session.store.cards.all() == before, "nothing is kept before it is wanted"
    deck.topic.setCurrentIndex(deck.topic.findData(TOPIC))
    press(Qt.Key.Key_Return)
    assert kept(app)[0] == (there.topic, there.front, there.back)
    assert [(topic, front) for topic, front, _ in kept(app)[1:]] == [(CHAIN.topic, "Other?"), (TOPIC, "New?")]
    assert kept(app)[1][2] != other.back and "$x^2$" in kept(app)[2][2]
    again = deck_of(qtbot, box, file)
    assert again.said.text().endswith(NOTHING_NEW) and not again.keep_button.isVisible()
    again.reject()
    dialog_of(box).undo_requested.emit()
    assert app.session.store.cards.all() == before


@pytest.mark.parametrize("name", ["broken.apkg", "missing.apkg", "empty.txt"])
def test_a_bad_deck_is_refused_in_one_sentence(qtbot: QtBot, app: StudyApp, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name != "missing.apkg":
        path.write_bytes(b"PK no zip" if name == "broken.apkg" else b"")
    box = opened(qtbot, app, STRIDE)
    deck = deck_of(qtbot, box, path)
    assert deck.said.text().endswith(".") and "\n" not in deck.said.text() and "Traceback" not in deck.said.text()
    assert not deck.keep_button.isVisible() and deck.cancel_button.text() == "Close" and len(kept(app)) == 1


def test_a_deck_left_while_it_is_read_is_given_up(qtbot: QtBot, app: StudyApp, tmp_path: Path) -> None:
    box = opened(qtbot, app)
    box.read_deck(package(tmp_path / "deck.apkg", [(BASIC, ("New?", "Yes."))]))
    left = box.deck
    assert left is not None and left.bar.isVisible()
    left.reject()
    after = deck_of(qtbot, box, package(tmp_path / "other.apkg", [(BASIC, ("Other?", "Yes."))]))
    assert after is not left and [row.card.front for row in after.table.lines.rows] == ["Other?"]
    assert kept(app) == []


def test_a_deck_that_the_disk_refuses_is_not_half_kept(
    qtbot: QtBot, app: StudyApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Card(CHAIN.topic, "Other?", "It was.", deck_source(DECK))
    box = opened(qtbot, app, other)
    notes = [(BASIC, ("New?", "Yes.")), (BASIC, ("Other?", "It is."))]
    deck = deck_of(qtbot, box, package(tmp_path / "deck.apkg", notes))

    def refuse(_cards: KeptCards, _card: Card) -> None:
        raise StoreError("The disk is full.")

    monkeypatch.setattr(KeptCards, "change", refuse)
    deck.keep_button.click()
    assert deck.said.text() == "The disk is full. Nothing was taken in."
    assert kept(app) == [(other.topic, other.front, other.back)]


def test_the_list_opens_from_practise_and_from_the_palette(qtbot: QtBot, app: StudyApp) -> None:
    app.open("practise")
    assert app.pages.practise is not None
    app.pages.practise.view.cards_button.click()
    assert app.pages.cards is not None
    dialog_of(app.pages.cards).close()
    app.pages.open_search(">your cards")
    palette = app.pages.search().palette
    QTest.keyClick(palette.words_edit, Qt.Key.Key_Return)
    assert dialog_of(app.pages.cards).isVisible()


def test_the_list_asks_for_the_file_of_a_deck(qtbot: QtBot, app: StudyApp) -> None:
    dialog = dialog_of(opened(qtbot, app))
    press(Qt.Key.Key_O, CONTROL)
    asked = dialog.findChild(QFileDialog)
    assert asked is not None and asked.isVisible() and "*.apkg" in asked.nameFilters()[0]
    asked.reject()


def test_everything_has_a_name_for_screen_readers_and_changes_its_theme(qtbot: QtBot, app: StudyApp) -> None:
    box = opened(qtbot, app, STRIDE)
    dialog = dialog_of(box)
    dialog.write_button.click()
    form = form_of(qtbot, box)
    named = (dialog.find_edit, dialog.table, form.topic, form.front, form.back)
    assert all(each.accessibleName() for each in named)
    form.front.setPlainText("Why $x^2$?")
    app.show_theme(DARK)
    assert form.front.toPlainText() == "Why $x^2$?", "what was typed is still there"
    assert dialog.sides.front.toPlainText() == "What is a stride?"


@pytest.mark.parametrize(
    ("markdown", "line"),
    [
        ("a\\\nb", "a b"),
        ("R\\&D **now** `x`", "R&D now x"),
        ("$p$ and $$\\frac{1}{2}$$", "p and [formula]"),
        ("2 \\* 3", "2 * 3"),
    ],
)
def test_a_side_in_one_line_has_no_signs_of_markdown(markdown: str, line: str) -> None:
    assert one_line(markdown) == line
