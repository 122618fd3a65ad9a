"""Settings survive a restart, a damaged file and a read-only folder."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from studyapp.settings import Settings, load_settings, save_settings
from studyapp.study.file_writing import FileWritingError


def test_settings_come_back_as_they_were_saved(tmp_path: Path) -> None:
    chosen = Settings(theme="dark", zoom=1.2, exam_date=date(2026, 7, 1), page="lab")
    save_settings(tmp_path / "new" / "settings.json", chosen)
    assert load_settings(tmp_path / "new" / "settings.json") == (chosen, "")


def test_a_missing_file_is_the_usual_settings(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "settings.json") == (Settings(), "")


@pytest.mark.parametrize("damage", [b"{", b"\xff\xfe", b"", b'{"theme": "pink"}', b'{"zoom": "big"}'])
def test_a_damaged_file_is_set_aside_with_a_sentence(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(damage)
    settings, sentence = load_settings(path)
    assert settings == Settings() and "damaged" in sentence
    assert path.with_suffix(".damaged.json").read_bytes() == damage
    assert load_settings(path) == (Settings(), "")


def test_a_file_of_a_newer_app_still_reads(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"theme": "dark", "font": "serif"}')
    assert load_settings(path) == (Settings(theme="dark"), "")


def test_a_folder_in_the_way_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(FileWritingError, match="can't be made"):
        save_settings(tmp_path / "file" / "settings.json", Settings())
