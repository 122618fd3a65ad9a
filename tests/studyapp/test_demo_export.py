"""What is taken home from a run reads back as what it was, and a file that is no config says why."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import registry
from models.demo import Moment
from models.demos.rl.q_learning_gridworld import Config
from studyapp.study.demo_export import SIZE_LIMIT, ConfigFileError, config_json, moments_csv, read_config
from studyapp.study.file_writing import FileWritingError, write_file

names = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=10)
moments = st.lists(
    st.builds(Moment, st.integers(0, 10**9), st.dictionaries(names, st.floats(allow_nan=False), max_size=4)), max_size=6
)


@given(moments)
def test_the_table_reads_back_as_the_same_numbers(shown: list[Moment]) -> None:
    table = csv.reader(io.StringIO(moments_csv(shown), newline=""))
    header = next(table)
    assert header[0] == "step"
    read = [
        Moment(int(row[0]), {name: float(cell) for name, cell in zip(header[1:], row[1:], strict=True) if cell})
        for row in table
    ]
    assert read == shown


def test_the_table_has_a_column_for_every_scalar_and_gaps_where_one_was_not_measured() -> None:
    shown = [Moment(0, {"loss": 2.5}), Moment(10, {"loss": 0.1, "accuracy": 0.75}), Moment(20, {"accuracy": 1.0})]
    assert moments_csv(shown) == "step,loss,accuracy\n0,2.5,\n10,0.1,0.75\n20,,1.0\n"


@pytest.mark.parametrize("demo_id", registry.demos())
def test_every_config_reads_back_as_it_was(demo_id: str) -> None:
    demo = registry.demo(demo_id)
    for config in (demo.config(), demo.config(seed=7, steps_per_frame=3)):
        assert read_config(config_json(demo_id, config)) == (demo_id, config)


def test_a_config_is_a_text_that_people_can_read_and_change() -> None:
    written = json.loads(config_json("q-learning-gridworld", Config(gamma=0.5)))
    assert written["demo"] == "q-learning-gridworld"
    assert written["config"]["gamma"] == 0.5
    assert read_config('{"demo": "q-learning-gridworld", "config": {"epsilon": 0.25}}')[1] == Config(epsilon=0.25)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "no config of a demo"),
        ("[1, 2]", "no config of a demo"),
        ('{"demo": "q-learning-gridworld"}', "config"),
        ('{"demo": "q-learning-gridworld", "config": {}, "run": "rm"}', "run"),
        ('{"demo": "nothing", "config": {}}', "There are: "),
        ('{"demo": "q-learning-gridworld", "config": {"gamma": 7}}', "gamma goes from 0 to 1"),
        ('{"demo": "q-learning-gridworld", "config": {"gamma": [1]}}', "no config of a demo"),
        ('{"demo": "q-learning-gridworld", "config": {"colour": "red"}}', "no knob 'colour'"),
        ('{"demo": "q-learning-gridworld", "config": {"seed": 1e400}}', "no config of a demo"),
        ("[" * 100_000, "no config of a demo"),
        (" " * (SIZE_LIMIT + 1), "larger"),
    ],
)
def test_what_is_no_config_is_refused_in_a_sentence(text: str, word: str) -> None:
    with pytest.raises(ConfigFileError) as refusal:
        read_config(text)
    assert word in str(refusal.value)
    assert str(refusal.value).endswith(".")


@given(st.text() | st.dictionaries(st.sampled_from(["demo", "config"]), st.text() | st.integers()).map(json.dumps))
def test_any_text_is_a_config_or_refused(text: str) -> None:
    with pytest.raises(ConfigFileError):
        read_config(text)


# ---------------------------------------------------------------- files


def test_a_file_is_written_as_it_is_and_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "run.csv"
    write_file(path, "step,loss\n0,1.5\n")
    write_file(path, "π\r\n")
    assert path.read_bytes() == "π\r\n".encode()
    write_file(path, b"\x00\xff")
    assert path.read_bytes() == b"\x00\xff"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_can_not_be_written_leaves_the_one_before(tmp_path: Path) -> None:
    with pytest.raises(FileWritingError, match="No such file or directory"):
        write_file(tmp_path / "nowhere" / "run.csv", "x")
    folder = tmp_path / "run.csv"
    folder.mkdir()
    with pytest.raises(FileWritingError, match=r"run\.csv can't be written"):
        write_file(folder, "x")
    assert list(tmp_path.iterdir()) == [folder]
