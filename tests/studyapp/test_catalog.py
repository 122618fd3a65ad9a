"""Notes are read into topics; a broken one is named and left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from studyapp.errors import ContentError
from studyapp.study.catalog import Topic, load_catalog, read_topic

GOOD = """+++
id = "cnn.pooling"
title = "Pooling"
prerequisites = ["cnn.convolution"]
minutes = 8
+++

## The idea

Five plain words stand here. A formula $x + y$ does not count.
[Try it](exercise:pooling-shape) and [watch](demo:cnn-digits), see ![two windows](figure:windows).

```python
# ## not a heading, [no link](topic:nowhere)
```

### Max & average!
"""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    (tmp_path / "cnn").mkdir()
    (tmp_path / "cnn" / "pooling.md").write_text(GOOD, encoding="utf-8")
    return tmp_path


def pooling(content: Path) -> Topic:
    return load_catalog(content).topic("cnn.pooling")


def test_a_note_becomes_a_topic(content: Path) -> None:
    topic = pooling(content)
    assert (topic.title, topic.shelf, topic.front.minutes) == ("Pooling", "cnn", 8)
    assert topic.front.prerequisites == ("cnn.convolution",)
    assert topic.body.startswith("## The idea") and topic.body.endswith("### Max & average!\n")


def test_headings_links_and_figures_are_found_outside_of_code(content: Path) -> None:
    topic = pooling(content)
    assert topic.headings == ("the-idea", "max-average")
    assert topic.links == (("exercise", "pooling-shape"), ("demo", "cnn-digits"))
    assert topic.figures == ("figure:windows",)


def test_families_and_demos_are_tied_to_their_topics(content: Path) -> None:
    catalog = load_catalog(content).linked([("a", "cnn.pooling"), ("b", "cnn.pooling")], [("d", "rl.returns")])
    assert catalog.families["cnn.pooling"] == ("a", "b") and "cnn.pooling" not in catalog.demos


def test_an_unknown_topic_is_answered_with_the_known_ones(content: Path) -> None:
    with pytest.raises(ContentError, match=r"no topic 'cnn.poling'. There are: cnn.pooling"):
        load_catalog(content).topic("cnn.poling")


def test_a_missing_content_folder_is_one_sentence(tmp_path: Path) -> None:
    catalog = load_catalog(tmp_path / "gone")
    assert not catalog.topics
    assert len(catalog.problems) == 1 and "The notes are missing" in catalog.problems[0]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("no front matter", "between two lines of"),
        ("+++\nid = 'cnn.bad'\n", "between two lines of"),
        ("+++\nid = \n+++\nbody", "front matter: "),
        ("+++\nid = 'cnn.bad'\n+++\nbody", "needs id and title"),
        ("+++\nid = 'cnn.bad'\ntitle = 'T'\ntags = 1\n+++\nbody", "tags"),
        ("+++\nid = 'cnn.other'\ntitle = 'T'\n+++\nbody", "'cnn.bad'"),
    ],
)
def test_a_broken_note_is_named_and_the_others_stay(content: Path, text: str, reason: str) -> None:
    (content / "cnn" / "bad.md").write_text(text, encoding="utf-8")
    catalog = load_catalog(content)
    assert list(catalog.topics) == ["cnn.pooling"]
    assert len(catalog.problems) == 1
    assert "cnn/bad.md" in catalog.problems[0] and reason in catalog.problems[0]


def test_a_note_that_is_no_text_is_one_sentence(content: Path) -> None:
    path = content / "cnn" / "bytes.md"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ContentError, match="can't be read"):
        read_topic(path)


def test_a_note_on_an_unknown_shelf_is_refused(content: Path) -> None:
    (content / "cooking").mkdir()
    path = content / "cooking" / "soup.md"
    path.write_text("+++\nid = 'cooking.soup'\ntitle = 'Soup'\n+++\n", encoding="utf-8")
    with pytest.raises(ContentError, match="no shelf 'cooking'"):
        read_topic(path)
