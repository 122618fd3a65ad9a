"""Makes the MathML that comes from LaTeX fit for ziamath, so that it is set as TeX would, and sooner."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # noqa: TID251 - the type alone; defusedxml does the reading

VERSION = 7  # rises when the same formula comes out differently, so that kept drawings are made anew

RELATIONS = frozenset("=<>:≤≥≪≫≠≡≈≃≅∼∝∈∉∋⊂⊃⊆⊇→←↔⇒⇐⇔↦⟶⟵⟹⟸⟺⟼∣∥⊥≺≻⊢⊨≔")
BINARIES = frozenset("+−-±∓×÷·⋅∗*∘∪∩∧∨⊕⊗⊙")
COMBINING_HAT, HAT = "\u0302", "ˆ"
OPENINGS = frozenset("([{⟨⌊⌈,;∑∏∫∂∇")  # what has no right side to be added to
RELATION_EM, BINARY_EM, THIN_EM = 5 / 18, 4 / 18, 3 / 18  # as in TeX
ALIGNED_EM = 0.5  # between the rows of aligned formulas
_EM = 1 / 1.333  # WORKAROUND ziamath 0.13 takes an em for 1.333 of the font size (nodes/mnode.py, size_px)
_ROWS = frozenset(("math", "mrow", "mstyle", "mtd"))
_SCRIPTED = frozenset(("msub", "msup", "msubsup", "munder", "mover", "munderover"))
_COMMAND = re.compile(r"\\[a-zA-Z]+")


def tidy(root: Element) -> None:
    """Take out rows that hold a single thing, and space operators as TeX does."""
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    for element in root.iter():
        if element.tag in _ROWS:
            for item in element:
                _name_operator(item)
    _flatten(root)
    _space_all(root, in_script=False)


def unknown_commands(root: Element) -> Iterator[str]:
    """Yield the commands that were taken for text because nobody knows them."""
    for element in root.iter():
        yield from _COMMAND.findall(element.text or "")


def work(element: Element, rows: int = 0) -> float:
    """Return how many boxes ziamath will lay out: each one twice for every row around it."""
    rows += element.tag in _ROWS
    return 2.0**rows + sum(work(child, rows) for child in element)


def _flatten(root: Element) -> None:
    """Take out rows that hold a single thing.

    ziamath lays every row out twice, and so the innermost of n nested rows 2^n times; without the rows that LaTeX's
    braces leave behind the drawing is the same and is made two to three times as fast. Operators and fractions
    look at the row around them and keep it.
    """
    for index, child in enumerate(root):
        _flatten(child)
        if child.tag == "mrow" and not child.attrib and len(child) == 1 and child[0].tag not in ("mo", "mfrac"):
            root[index] = child[0]
    if root.tag == "math" and len(root) == 1 and root[0].tag == "mrow" and not root[0].attrib:
        row = root[0]
        if not any(item.get("linebreak") for item in row):
            root[:] = list(row)


def _space_all(element: Element, *, in_script: bool) -> None:
    """Set the spaces in an element and all that is inside; scripts and limits are set without any, as in TeX."""
    if element.tag in _ROWS:
        _space(element, in_script=in_script)
    elif element.get("accent") == "true" and _text(element[1]) == COMBINING_HAT:
        # The combining character is one that ziamath stretches beyond its letter, and out of the cell of a table.
        element[1].text = HAT
        element[1].set("stretchy", "false")
    elif element.tag == "mtable" and element.get("rowspacing", "").endswith("pt"):
        element.set("rowspacing", f"{ALIGNED_EM * _EM:.4f}em")  # points know nothing of the size of the letters
    elif element.tag == "mspace" and element.get("width", "").endswith("em"):
        element.set("width", f"{_number(element.get('width', '')) * _EM:.4f}em")
    for index, child in enumerate(element):
        _space_all(child, in_script=in_script or (index > 0 and element.tag in _SCRIPTED))


def _space(row: Element, *, in_script: bool) -> None:
    """Set the space around the operators and functions of one row."""
    before: Element | None = None
    for item, after in zip_longest(list(row), row[1:]):
        if not in_script and _is_scripted_function(item):
            left, right = _function_spaces(before, after)
            item[0].attrib.update(lspace="0em", rspace="0em")
            row.insert(list(row).index(item) + 1, _thin(row, right))
            row.insert(list(row).index(item), _thin(row, left))
        if item.tag == "mo" and not {"lspace", "rspace"} & item.attrib.keys():
            spaces = _spaces(item, before, after, in_cell=row.tag == "mtd")
            if spaces is not None and (in_script or len(row) == 1):
                spaces = 0.0, 0.0
            if spaces is not None:
                item.set("lspace", f"{spaces[0] * _EM:.4f}em")
                item.set("rspace", f"{spaces[1] * _EM:.4f}em")
        if item.tag != "mspace" and (_text(item) or item.tag != "mtext"):
            before = item


def _name_operator(item: Element) -> None:
    """Call an operator what it is: some come as identifiers, and functions bring spaces as characters."""
    if item.tag == "mi" and not item.attrib and (_text(item) in RELATIONS | BINARIES | {"~"} or _is_function(item)):
        item.tag = "mo"
    if item.tag == "mo" and _text(item) == "~":
        item.text = "∼"


def _spaces(
    item: Element, before: Element | None, after: Element | None, *, in_cell: bool
) -> tuple[float, float] | None:
    """Return the space left and right of an operator in em, or None to leave both to ziamath."""
    text = _text(item)
    if text in RELATIONS:
        return (0.0 if before is None and not in_cell else RELATION_EM), RELATION_EM
    if text in BINARIES:  # a sign rather than a sum when there is nothing to add to
        return (0.0, 0.0) if _opens(before) else (BINARY_EM, BINARY_EM)
    if text in (",", ";"):
        return 0.0, THIN_EM
    if text in ("∂", "∇", "/"):
        return 0.0, 0.0
    return _function_spaces(before, after) if _is_function(item) else None


def _function_spaces(before: Element | None, after: Element | None) -> tuple[float, float]:
    begins = _opens(before) or (before is not None and (_is_function(before) or _is_scripted_function(before)))
    ends = after is None or (after.tag == "mo" and not _is_function(after))
    return (0.0 if begins else THIN_EM), (0.0 if ends else THIN_EM)


def _is_scripted_function(item: Element) -> bool:
    """Tell whether something is a function such as max with a limit below or beside it."""
    return item.tag in _SCRIPTED and item[0].tag == "mo" and _is_function(item[0])


def _thin(row: Element, width: float) -> Element:
    return row.makeelement("mspace", {"width": f"{width:.4f}em"})


def _is_function(item: Element) -> bool:
    return item.tag in ("mi", "mo") and len(_text(item)) > 1 and _text(item).isascii() and _text(item).isalpha()


def _opens(before: Element | None) -> bool:
    if before is None:
        return True
    return before.tag == "mo" and _text(before) in RELATIONS | BINARIES | OPENINGS


def _text(element: Element) -> str:
    return (element.text or "").strip()


def _number(width: str) -> float:
    try:
        return float(width.removesuffix("em"))
    except ValueError:
        return 0.0
