"""The outline lists what the registries hold, and is made again when their files change."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import msgspec

from models.registry import demos
from question_bank.registry import families
from studyapp.study.outline import Outline, load_outline

ROOT = Path(__file__).parents[2]


def test_the_outline_lists_every_family_and_demo(tmp_path: Path) -> None:
    outline = load_outline(tmp_path)
    assert [(each.id, each.topic, each.title) for each in outline.families] == [
        (each.id, each.topic, each.title) for each in families().values()
    ]
    assert [each.id for each in outline.demos] == list(demos())
    assert load_outline(tmp_path) == outline


def test_a_kept_outline_is_used_without_importing_a_family(tmp_path: Path) -> None:
    load_outline(tmp_path)
    code = (
        "import sys; from pathlib import Path; from studyapp.study.outline import load_outline;"
        "load_outline(Path(sys.argv[1]));"
        "print([m for m in sys.modules if m.startswith(('question_bank.families.', 'models.demos.')) or m == 'numpy'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=dict(os.environ),
    )
    assert done.stdout.strip() == "[]"


def test_an_outline_of_other_files_or_a_damaged_one_is_made_anew(tmp_path: Path) -> None:
    file = tmp_path / "outline.json"
    whole = load_outline(tmp_path)
    file.write_bytes(msgspec.json.encode(Outline("of other files", (), ())))
    assert load_outline(tmp_path) == whole
    file.write_bytes(b"{")
    assert load_outline(tmp_path) == whole


def test_a_folder_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert load_outline(tmp_path / "file").families
