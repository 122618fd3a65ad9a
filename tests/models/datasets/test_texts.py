"""Notes become the plain text that a reader of them reads."""

from __future__ import annotations

from pathlib import Path

from models.datasets.texts import FALLBACK, SHORTEST_CORPUS, notes_text, plain_text

NOTE = """+++
id = "cnn.convolution"
title = "Convolution"
+++

## The idea

A **kernel** slides over the
picture, see [stride](topic:cnn.stride) and `torch.nn`.
With $s = 2$ the side halves; with $\\frac{n}{s}$ it does, too.

$$ n' = n - k + 1 $$

- first
- *second*

| a | b |
|---|---|
| 1 | 2 |

```example conv-output-shape seed=7
```

![a kernel](kernel.svg)

1. snake_case stays
"""

PLAIN = """The idea
A kernel slides over the picture, see stride and torch.nn. With s = 2 the side halves; with it does, too.
first
second
snake_case stays"""


def test_a_note_becomes_what_its_reader_reads() -> None:
    assert plain_text(NOTE) == PLAIN


def test_all_notes_make_one_text_in_the_order_of_their_names(tmp_path: Path) -> None:
    (tmp_path / "cnn").mkdir()
    (tmp_path / "cnn" / "b.md").write_text("# Second\n" + "b " * SHORTEST_CORPUS, encoding="utf-8")
    (tmp_path / "cnn" / "a.md").write_text("# First", encoding="utf-8")
    (tmp_path / "cnn" / "figure.svg").write_text("<svg/>", encoding="utf-8")
    text = notes_text(tmp_path)
    assert text.startswith("First\nSecond\nb b")
    assert "svg" not in text


def test_too_few_notes_are_replaced_by_a_text_that_is_long_enough(tmp_path: Path) -> None:
    (tmp_path / "short.md").write_text("A short note.", encoding="utf-8")
    fallback = FALLBACK.read_text(encoding="utf-8").strip()
    assert notes_text(tmp_path) == notes_text(tmp_path / "missing") == fallback
    assert len(fallback) >= SHORTEST_CORPUS
