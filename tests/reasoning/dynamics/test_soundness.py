"""Model files from elsewhere: what cannot be a model is refused before it is used."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ramify._errors import InputError
from ramify.reasoning.dynamics import Fitted

Tables = dict[str, Any]


def _changed(path: Path, change: Callable[[dict[str, Any], Tables], None]) -> Path:
    """The packaged kernel with something wrong in it."""
    import ramify.reasoning.dynamics as room

    with np.load(Path(room.__file__).parent / "data" / "kernel.npz") as stored:
        tables = {name: stored[name] for name in stored.files}
    head = json.loads(tables.pop("head").tobytes())
    change(head, tables)
    text = np.frombuffer(json.dumps(head).encode(), dtype=np.uint8)
    np.savez_compressed(path, head=text, **tables)
    return path


def _set(name: str, value: float) -> Callable[[dict[str, Any], Tables], None]:
    def change(_: dict[str, Any], tables: Tables) -> None:
        tables[name] = tables[name].astype(float)
        tables[name].flat[0] = value

    return change


def _table(name: str, value: Any) -> Callable[[dict[str, Any], Tables], None]:
    return lambda _, tables: tables.__setitem__(name, value)


def _head(name: str, value: Any) -> Callable[[dict[str, Any], Tables], None]:
    return lambda head, _: head.__setitem__(name, value)


def _origin(name: str, value: Any) -> Callable[[dict[str, Any], Tables], None]:
    return lambda head, _: head["origin"].__setitem__(name, value)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (_set("rate", -1.0), "rate has a number below nought"),
        (_set("rate", np.nan), "rate holds what is no number"),
        (_set("exposure", np.inf), "exposure holds what is no number"),
        (_set("actor_base", -1e-9), "actor_base has a number below nought"),
        (_set("rows", np.nan), "rows 0 holds what is no number"),
        (_set("columns", -1.0), "columns 0 has a number below nought"),
        (_set("events_value", -5.0), "events has a number below nought"),
        (_set("events_value", np.nan), "events holds what is no number"),
        (_table("rate", np.ones(3)), "rate has the shape"),
        (_table("rate", np.array(["a"] * 121)), "rate holds what is no number"),
        (_table("target_base", np.ones((2, 2))), "target_base has the shape"),
        (_table("events_shape", np.array([9, 9, 9])), ""),
        (_table("events_shape", np.array([10**6, 10**6, 1])), "impossible shape"),
        (_table("events_shape", np.array([-1, 121, 1089])), "impossible shape"),
        (_table("same", np.ones((2, 9))), ""),
        (_head("actors", ["x"] * 2748), "actors names one twice"),
        (_head("actors", list(range(2748))), "actors holds what is no name"),
        (_head("country", ["x"]), "country is not one for each actor"),
        (_head("actor_prior", -3.0), "actor_prior is -3.0"),
        (_head("unrecorded", "much"), "unrecorded is 'much'"),
        (_head("patterns", []), ""),
        (_head("kind", "something"), "something other than"),
        (_origin("epoch", "yesterday"), "not a model"),
        (_origin("first_day", 99999), "days that are none"),
        (_origin("events", -1), "events is -1"),
    ],
)
def test_what_cannot_be_a_model_is_refused(
    tmp_path: Path, change: Callable[[dict[str, Any], Tables], None], words: str
) -> None:
    with pytest.raises(InputError) as no:
        Fitted.load(_changed(tmp_path / "model.npz", change))
    assert words in str(no.value)


def test_a_model_as_it_was_saved_is_read(tmp_path: Path) -> None:
    path = _changed(tmp_path / "model.npz", lambda *_: None)
    assert Fitted.load(path).actions == Fitted.packaged().actions


def test_a_file_that_says_it_is_huge_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "model.npz"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out,
        out.open("head.npy", "w", force_zip64=True) as file,
    ):
        shape = {"descr": "|u1", "fortran_order": False, "shape": (1_100_000_000,)}
        np.lib.format.write_array_header_1_0(file, shape)
        for _ in range(1100):
            file.write(bytes(1_000_000))
    assert path.stat().st_size < 2_000_000
    with pytest.raises(InputError, match="impossibly large"):
        Fitted.load(path)
