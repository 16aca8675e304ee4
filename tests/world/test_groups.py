"""Organisations and armed groups that news names: each itself, and what shares its name."""

from __future__ import annotations

from datetime import date

import pytest

from ramify.world.world import World

WORLD = World.packaged()


def _named(text: str, on: str) -> dict[str, str]:
    found = WORLD.gazetteer.find(text, date.fromisoformat(on))
    return {f.text: "|".join(f.candidates) for f in found}


@pytest.mark.parametrize(
    ("text", "on", "named"),
    [
        ("IGAD and Caricom met.", "2024-06-20", {"IGAD": "IGAD", "Caricom": "CARICOM"}),
        ("Guam was hit by a storm.", "2024-06-20", {}),
        ("In FACT it did not Mend.", "2024-06-20", {}),
        ("MEND blew up a pipeline.", "2009-06-20", {"MEND": "MENDNGA"}),
        ("The UN refugee agency said so.", "2024-06-20", {"UN refugee agency": "UNHCR"}),
        ("UN officials said so.", "2024-06-20", {"UN": "UN"}),
        ("The UN Human Rights Council met.", "2024-06-20", {"UN Human Rights Council": "UNHRC"}),
        ("The Commonwealth suspended Fiji.", "2009-09-01", {
            "The Commonwealth": "COMMONWEALTH", "Fiji": "FJI"}),
        ("The Commonwealth of Virginia and the Commonwealth Games", "2024-06-20", {}),
        ("The Commonwealth of Dominica", "2024-06-20", {"Commonwealth of Dominica": "DMA"}),
        ("SPLM-IO fighters", "2016-06-20", {"SPLM-IO": "SPLMIO"}),
    ],
)  # fmt: skip
def test_a_group_is_itself(text: str, on: str, named: dict[str, str]) -> None:
    assert _named(text, on) == named


@pytest.mark.parametrize(
    ("name", "before", "bore", "after", "bears"),
    [
        ("ANC", "1985-06-01", "ANC", "2024-06-20", "ZAF"),
        ("Frelimo", "1972-06-01", "FRELIMO", "2024-06-20", "MOZ"),
        ("FLN", "1958-06-01", "FLNALG", "2024-06-20", "DZA"),
        ("FMLN", "1985-06-01", "FMLN", "2024-06-20", "SLV"),
        ("MPLA", "1970-06-01", "MPLA", "2024-06-20", "AGO"),
        ("Rwandan Patriotic Front", "1993-06-01", "RPF", "2024-06-20", "RWA"),
        ("SPLA", "1999-06-01", "SPLMSDN", "2014-06-20", "SSD"),
        ("SWAPO", "1978-06-01", "SWAPO", "2024-06-20", "NAM"),
        ("Khmer Rouge", "1978-06-01", "KHM", "1985-06-01", "KHMERROUGE"),
        ("UNITA", "1985-06-01", "UNITA", "2024-06-20", "UNITA"),
    ],
)
def test_who_took_power_is_the_state_from_then(
    name: str, before: str, bore: str, after: str, bears: str
) -> None:
    said = f"{name} said so."
    assert _named(said, before) == {name: bore}
    assert _named(said, after) == {name: bears}


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("The ADF killed villagers in Ituri.", "ADF"),
        ("The ADF sent a ship from Australia.", "AUS"),
        ("The ADF denied it.", "ADF|AUS"),
        ("JEM took a town in Darfur.", "JEMSUDAN"),
        ("JEM was banned in Pakistan.", "JAISH"),
    ],
)
def test_shared_initials_are_told_apart_by_what_the_text_says(text: str, actor: str) -> None:
    assert actor in _named(text, "2012-06-20").values()


@pytest.mark.parametrize(
    ("group", "on", "members"),
    [("EAC", "2024-06-20", 8), ("IGAD", "2024-06-20", 8), ("SADC", "2024-06-20", 16),
     ("MERCOSUR", "2018-06-20", 4), ("MERCOSUR", "2024-12-20", 5)],
)  # fmt: skip
def test_regional_groups_have_the_members_they_count(group: str, on: str, members: int) -> None:
    full = [m for m in WORLD.at(date.fromisoformat(on)).members(group) if m.status == "member"]
    assert len(full) == members


def test_a_word_is_no_abbreviation_with_letters_too_many() -> None:
    assert WORLD.gazetteer.near("Irak")[0] == "Iraq"
