"""`ramify bench reading` on a document, a record and a sentence made here."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ramify._errors import InputError
from ramify.cli import app

TEXT = "Kenya accused Chad on 3 May 2021."


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Annotations of one document that is here and of one that is not."""
    monkeypatch.setenv("RAMIFY_SHARED", str(tmp_path / "none"))
    (tmp_path / "one.txt").write_text(TEXT, encoding="utf-8")
    digest = hashlib.sha256(TEXT.encode()).hexdigest()[:16]
    for name in ("one", "gone"):
        (tmp_path / f"{name}.toml").write_text(
            f'file = "{name}.txt"\nsha256 = "{digest}"\nevent = [{{ in = ["s1"], actor = ["KEN"], '
            'action = ["112"], target = ["TCD"], when = ["2021-05-03"] }]\n'
            "[sentences]\ns1 = [0, 33]\n",
            encoding="utf-8",
        )
    record = {"id": "1", "event": "ACCUSE", "text": TEXT, "source": [{"code": "KEN"}]}
    (tmp_path / "plover.json").write_text(
        json.dumps([{**record, "target": [{"code": "TCD"}]}]), encoding="utf-8"
    )
    coded = {"source": "KEN", "target": "TCD", "cameo": "112"}
    (tmp_path / "petrarch.json").write_text(
        json.dumps([{"id": "1", "text": TEXT, "events": [coded]}]), encoding="utf-8"
    )
    return tmp_path


def _bench(folder: Path, *words: str) -> str:
    words = ("bench", "reading", "--gold", str(folder), "--parser", "shallow", *words)
    done = CliRunner().invoke(app, words)
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code == 0, done.output
    return done.output


def test_a_document_that_is_read_right(folder: Path) -> None:
    out = _bench(folder, "--documents", str(folder), "--misses")
    assert "one.txt" in out
    assert "1.00 (1 of 1, 0 wrong)" in out
    assert "code 1/1" in out
    assert "not here" in out


def test_gold_records_and_agreement(folder: Path) -> None:
    files = ["--plover", str(folder / "plover.json"), "--petrarch", str(folder / "petrarch.json")]
    out = _bench(folder, *files)
    assert "1.000 (1/1)" in out
    assert "PETRARCH-2 sentences" in out


def test_a_folder_without_annotations_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no annotations here"):
        _bench(tmp_path)


def test_gold_records_are_scored_outside_a_checkout(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    words = ("bench", "reading", "--parser", "shallow", "--plover", str(folder / "plover.json"))
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, done.output
    assert "1.000 (1/1)" in done.output and "Articles" not in done.output


@pytest.mark.parametrize(("gold", "signs", "dates"), [("112", "0/1", "1/1"), ("051", "1/1", "0/0")])
def test_signs_and_dates_are_counted(folder: Path, gold: str, signs: str, dates: str) -> None:
    file = folder / "one.toml"
    file.write_text(file.read_text(encoding="utf-8").replace('"112"', f'"{gold}"'), "utf-8")
    out = _bench(folder, "--documents", str(folder))
    assert f"Of the opposite sign: {signs} events read; dates right: {dates}" in out
