"""The contract of all demos: whatever is added below models/demos is covered by these tests."""

from __future__ import annotations

import math
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import islice

import numpy as np
import pytest

from models import registry
from models.demo import Frame, Moment, Picture, Pictures
from models.errors import DemoError
from models.knobs import Config, Knob, KnobValue, knobs, with_values
from models.plots import Field
from models.registry import AnyDemo
from models.training import judged, moment_of, run
from tests.models.drawable import check_drawable, names_in

DEMOS = list(registry.demos().values())
SHELVES = (
    *("foundations", "optimization", "cnn", "sequences", "language", "attention"),
    *("generative", "representation", "rl", "ethics", "practice"),
)

# Nets so small that no setting of theirs would gain anything from a GPU.
NEVER_LARGE = {"biased-data"}

every_demo = pytest.mark.parametrize("demo", DEMOS, ids=lambda demo: demo.id)


def config_of(demo: AnyDemo, **values: KnobValue) -> Config:
    """Return a config of the demo that shows every step."""
    config: Config = with_values(demo.config(), {"steps_per_frame": 1, **values})
    return config


def frames_of(demo: AnyDemo, config: Config) -> Iterator[Frame]:
    """Yield the frames of a run on the CPU, as a run with nobody at the knobs does."""
    yield from demo.train(config, "cpu")


@cache
def usual_moments(demo_id: str) -> tuple[Moment, ...]:
    """Return the first moments of a run as it comes, at its full size."""
    demo = registry.demo(demo_id)
    return run(demo, demo.config(), "cpu", frames=8).moments


def drawn(demo: AnyDemo, config: Config, count: int) -> list[tuple[Moment, Pictures]]:
    """Return what the first frames of a run hold, pictures included."""
    return [(moment_of(frame), frame.pictures()) for frame in islice(frames_of(demo, config), count)]


def different_pictures(some: Pictures, others: Pictures) -> set[str]:
    """Return the names of the pictures that differ; nan is like nan."""
    return {
        name
        for name in some.keys() | others.keys()
        if name not in some or name not in others or not _same(some[name], others[name])
    }


def _same(picture: Picture, other: Picture) -> bool:
    if isinstance(picture, np.ndarray) and picture.dtype == np.float32:
        return np.array_equal(picture, np.asarray(other), equal_nan=True)
    return np.array_equal(picture, other)


# ---------------------------------------------------------------- what is written down


def test_there_are_demos_and_each_has_an_id_of_its_own() -> None:
    assert {"char-rnn", "cnn-digits", "q-learning-gridworld", "biased-data"} <= registry.demos().keys()
    assert all(demo_id == demo.id for demo_id, demo in registry.demos().items())


@every_demo
def test_id_topic_title_and_heading_are_well_formed(demo: AnyDemo) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", demo.id)
    shelf, _, topic = demo.topic.partition(".")
    assert shelf in SHELVES
    assert re.fullmatch(r"[a-z0-9-]+", topic)
    assert demo.title.strip() == demo.title != ""
    assert re.fullmatch(r"[a-z0-9-]*", demo.heading)
    assert demo.pace is None or demo.pace > 0


@every_demo
def test_a_demo_lies_on_the_shelf_of_its_topic(demo: AnyDemo) -> None:
    assert f".{demo.topic.partition('.')[0]}." in demo.train.__module__


@every_demo
def test_the_source_that_is_shown_exists_and_is_short_enough_to_read(demo: AnyDemo) -> None:
    paths = registry.source_paths(demo)
    assert len(set(paths)) == len(paths)
    for path in paths:
        assert 20 <= len(path.read_text(encoding="utf-8").splitlines()) <= 400


def test_the_nets_that_a_net_is_made_of_are_shown_with_it() -> None:
    names = [path.name for path in registry.source_paths(registry.demo("char-rnn"))]
    assert names == ["char_rnn.py", "gru.py", "lstm.py", "rnn.py"]


@every_demo
def test_the_reading_explains_in_80_to_250_words(demo: AnyDemo) -> None:
    assert 80 <= len(demo.reading.split()) <= 250


@every_demo
def test_each_knob_has_a_sentence_of_help_and_bounds_around_its_default(demo: AnyDemo) -> None:
    for knob in knobs(demo.config):
        assert re.search(r"[.?]$", knob.help), knob.name
        assert knob.label
        if knob.type in ("int", "float"):
            assert knob.low is not None, knob.name
            assert knob.high is not None, knob.name
            assert knob.low <= float(knob.default) <= knob.high, knob.name
            assert not knob.log or knob.low > 0, knob.name
        if knob.type == "choice":
            assert knob.default in knob.choices, knob.name


@every_demo
def test_presets_set_knobs_that_exist_within_their_bounds(demo: AnyDemo) -> None:
    assert 2 <= len(demo.presets) <= 6
    for preset in demo.presets:
        assert with_values(demo.config(), preset.values) != demo.config(), preset.name
        assert preset.why.endswith(".")


@every_demo
def test_one_preset_is_large_enough_to_be_worth_a_gpu(demo: AnyDemo) -> None:
    large = [preset for preset in demo.presets if preset.name == "Large"]
    assert len(large) == (1 if demo.uses_torch and demo.id not in NEVER_LARGE else 0)


@every_demo
def test_knob_lines_name_knobs_and_pieces_of_the_shown_source(demo: AnyDemo) -> None:
    shown = [line for path in registry.source_paths(demo) for line in path.read_text(encoding="utf-8").splitlines()]
    names = {knob.name for knob in knobs(demo.config)}
    assert demo.knob_lines
    for name, pieces in demo.knob_lines.items():
        assert name in names
        assert pieces
        for piece in pieces:
            assert 1 <= sum(piece in line for line in shown) <= 4, piece


@every_demo
def test_predictions_are_questions_with_options_to_choose_from(demo: AnyDemo) -> None:
    assert len(demo.predictions) >= 2
    for prediction in demo.predictions:
        assert prediction.question.rstrip(")").endswith("?")
        assert len(set(prediction.options)) == len(prediction.options) >= 2
        assert prediction.after_steps > 0


def test_listing_the_demos_leaves_torch_and_the_data_sets_unloaded() -> None:
    listing = (
        "import sys; from models.registry import demos; from models.knobs import knobs\n"
        "assert [knobs(demo.config) for demo in demos().values()]\n"
        "print(*{'torch', 'sklearn', 'scipy', 'gymnasium', 'matplotlib'} & set(sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", listing], capture_output=True, text=True, check=True).stdout == "\n"


# ---------------------------------------------------------------- what a run shows


@every_demo
def test_the_first_frame_comes_before_any_step_and_then_one_every_so_many(demo: AnyDemo) -> None:
    steps = [frame.step for frame in islice(frames_of(demo, config_of(demo, steps_per_frame=3)), 3)]
    assert steps == [0, 3, 6]


@every_demo
def test_the_same_config_gives_the_same_frames(demo: AnyDemo) -> None:
    config = config_of(demo, steps_per_frame=2)
    for (moment, pictures), (again, pictures_again) in zip(drawn(demo, config, 3), drawn(demo, config, 3), strict=True):
        assert moment == again
        assert different_pictures(pictures, pictures_again) == set()


@every_demo
def test_neither_frames_nor_drawing_touch_the_dice_of_training(demo: AnyDemo) -> None:
    often = {moment.step: (moment, pictures) for moment, pictures in drawn(demo, config_of(demo), 7)}
    rarely = drawn(demo, config_of(demo, steps_per_frame=3), 3)
    undrawn = [moment_of(frame) for frame in islice(frames_of(demo, config_of(demo, steps_per_frame=3)), 3)]
    for moment, pictures in rarely:
        same, same_pictures = often[moment.step]
        assert moment.scalars.keys() <= same.scalars.keys()
        assert {name: same.scalars[name] for name in moment.scalars} == moment.scalars
        assert different_pictures(pictures, same_pictures) == set()
    assert undrawn == [moment for moment, _ in rarely]


@every_demo
def test_another_seed_gives_another_run(demo: AnyDemo) -> None:
    (moment, pictures), (other, other_pictures) = (drawn(demo, config_of(demo, seed=seed), 4)[-1] for seed in (1, 2))
    assert moment != other or different_pictures(pictures, other_pictures)


@every_demo
def test_live_knobs_are_taken_while_the_run_goes_on(demo: AnyDemo) -> None:
    generator = demo.train(config_of(demo), "cpu")
    assert next(generator).step == 0
    assert generator.send(None).step == 1
    assert generator.send(config_of(demo, steps_per_frame=4)).step == 5
    generator.close()


@every_demo
def test_a_look_without_a_step_changes_nothing_that_follows(demo: AnyDemo) -> None:
    once, twice = demo.train(config_of(demo), "cpu"), demo.train(config_of(demo), "cpu")
    undisturbed, looked = [next(once)], [next(twice)]
    for _ in range(3):
        undisturbed.append(once.send(None))
        before = looked[-1]
        again = twice.send(replace(config_of(demo), steps_per_frame=0))
        assert (again.step, again.diverged) == (before.step, before.diverged)
        assert again.pictures().keys() == before.pictures().keys()
        looked.append(twice.send(config_of(demo)))
    assert [moment_of(each) for each in looked] == [moment_of(each) for each in undisturbed]
    assert different_pictures(undisturbed[-1].pictures(), looked[-1].pictures()) == set()


@every_demo
def test_pictures_and_scalars_are_those_that_the_plots_draw(demo: AnyDemo) -> None:
    shown = drawn(demo, config_of(demo), 2)
    measured = {name for moment in usual_moments(demo.id) for name in moment.scalars}
    for _, pictures in shown:
        for plot in demo.plots:
            check_drawable(plot, pictures, measured)


@every_demo
def test_every_picture_is_drawn_by_some_plot(demo: AnyDemo) -> None:
    named = {name for plot in demo.plots for name in names_in(plot)}
    assert set(drawn(demo, config_of(demo), 1)[0][1]) <= named


@every_demo
def test_handles_and_clicks_turn_knobs_of_the_demo(demo: AnyDemo) -> None:
    by_name = {knob.name: knob for knob in knobs(demo.config)}
    for plot in demo.plots:
        if isinstance(plot, Field):
            for name in plot.handle or ():
                assert by_name[name].live
                assert by_name[name].type == "float"
            assert not plot.clicks or by_name[plot.clicks].holds == "points"


# ---------------------------------------------------------------- every knob, at both ends


def ends(knob: Knob) -> tuple[KnobValue, ...]:
    """Return the values of a knob that are most likely to break a run."""
    match knob.type:
        case "bool":
            return (False, True)
        case "choice":
            return knob.choices
        case "text":
            return ("a", "ab" * 40, "Ω🙂\n\x00 " * 30)
        case _:
            return tuple(int(end) if knob.type == "int" else end for end in (knob.low, knob.high) if end is not None)


AT_THE_ENDS = [
    pytest.param(demo, {knob.name: value}, id=f"{demo.id}-{knob.name}-{str(value)[:8]!a}")
    for demo in DEMOS
    for knob in knobs(demo.config)
    for value in ends(knob)
    if knob.name != "steps_per_frame" and value != knob.default
]


@pytest.mark.parametrize(("demo", "values"), AT_THE_ENDS)
def test_a_knob_at_its_end_runs_is_refused_or_ends_in_a_sentence(demo: AnyDemo, values: dict[str, KnobValue]) -> None:
    try:
        config = config_of(demo, **values)
        moments = [(moment_of(frame), frame.pictures(), frame.diverged) for frame in islice(frames_of(demo, config), 3)]
    except DemoError as refusal:
        assert str(refusal).endswith(".")
        return
    for moment, _, diverged in moments:
        assert diverged.endswith(".") or not diverged
        assert diverged or all(math.isfinite(value) for value in moment.scalars.values())
    assert len(moments) == 3 or moments[-1][2]


@every_demo
def test_predictions_can_be_decided_from_a_run_that_ended_early(demo: AnyDemo) -> None:
    truths = judged(demo, demo.config(), usual_moments(demo.id)[:3], ended=True)
    for prediction, truth in zip(demo.predictions, truths, strict=True):
        assert truth in range(len(prediction.options))
