"""Sectors of society, as feeds write them, in the terms of CAMEO and PLOVER."""

from __future__ import annotations

from typing import get_args

from ramify.world.actors import Sector

KNOWN: frozenset[str] = frozenset(get_args(Sector))

_CAMEO = {"INS": "REB", "SEP": "REB", "MNC": "BUS", "HLH": "CVL", "AGR": "CVL", "DEV": "CVL",
          "ENV": "CVL", "HRI": "CVL", "INT": "IGO", "RAD": "REB", "UAF": "UNK", "IMG": "REB",
          "NGM": "NGO", "ETH": "CVL", "SET": "CVL", "JEW": "REL", "MUS": "REL",
          "CHR": "REL", "REL": "REL"}  # fmt: skip
"""Types of CAMEO that PLOVER dropped, by the one that holds them since."""

_ICEWS: tuple[tuple[str, Sector], ...] = (
    ("Military", "MIL"),
    ("Police", "COP"),
    ("Intelligence", "SPY"),
    ("Judicial", "JUD"),
    ("Legislative", "LEG"),
    ("Executive", "GOV"),
    ("Government", "GOV"),
    ("Rebel", "REB"),
    ("Insurgents", "REB"),
    ("Separatists", "REB"),
    ("Unidentified Forces", "REB"),
    ("Dissident", "OPP"),
    ("Opposition", "OPP"),
    ("Protestors", "OPP"),
    ("Parties", "PTY"),
    ("International Government Organization", "IGO"),
    ("Nongovernmental Organizations", "NGO"),
    ("NGO", "NGO"),
    ("Business", "BUS"),
    ("Media", "MED"),
    ("Education", "EDU"),
    ("Criminals", "CRM"),
    ("Labor", "LAB"),
    ("Refugee", "REF"),
    ("Legal", "JUD"),
    ("Religious", "REL"),
    ("General Population", "CVL"),
    ("Social", "CVL"),
    ("Elite", "ELI"),
)
"""Words of ICEWS's lists of sectors, the most telling first: a list holds several."""

_ACLED: dict[str, str] = {
    "1": "MIL", "state forces": "MIL", "2": "REB", "rebel group": "REB", "rebel groups": "REB",
    "3": "REB", "political militia": "REB", "political militias": "REB", "4": "REB",
    "identity militia": "REB", "identity militias": "REB", "5": "OPP", "rioters": "OPP",
    "6": "OPP", "protesters": "OPP", "7": "CVL", "civilians": "CVL", "8": "UNK",
    "external/other forces": "UNK", "other forces": "UNK",
}  # fmt: skip


def of_cameo(chunks: list[str]) -> str | None:
    """The first sector among the three-letter parts of a CAMEO code."""
    known = (chunk if chunk in KNOWN else _CAMEO.get(chunk) for chunk in chunks)
    return next((sector for sector in known if sector), None)


def of_icews(listed: str) -> str | None:
    """The most telling sector of a list such as `Government,Police`.

    >>> of_icews("Government,Police"), of_icews("General Population / Civilian / Social,Social")
    ('COP', 'CVL')
    """
    return next((sector for word, sector in _ICEWS if word in listed), None)


def of_acled(inter: str, actor: str) -> str | None:
    """The sector of an ACLED actor type, by word or number; police are told by name."""
    if actor.startswith("Police"):
        return "COP"
    return _ACLED.get(inter.strip().lower())
