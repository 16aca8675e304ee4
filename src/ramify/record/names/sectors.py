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

_ROLES: tuple[tuple[str, Sector], ...] = (
    ("Soldier", "MIL"), ("Army", "MIL"), ("Armed Forces", "MIL"), ("Air Force", "MIL"),
    ("Naval", "MIL"), ("Navy", "MIL"), ("Defense", "MIL"), ("Secret Agent", "SPY"),
    ("Court", "JUD"), ("Judge", "JUD"), ("Judiciary", "JUD"), ("Attorney General", "JUD"),
    ("Lawyer", "JUD"), ("Congress", "LEG"), ("Senate", "LEG"), ("Parliament", "LEG"),
    ("Legislat", "LEG"), ("Lawmaker", "LEG"), ("Assembl", "LEG"), ("Ministry", "GOV"),
    ("Minister", "GOV"), ("Foreign Affairs", "GOV"), ("Domestic Affairs", "GOV"),
    ("Cabinet", "GOV"), ("Officials", "GOV"), ("Governor", "GOV"), ("Mayor", "GOV"),
    ("Envoy", "GOV"), ("Royal", "GOV"), ("Militant", "REB"), ("Militia", "REB"),
    ("Combatant", "REB"), ("Terrorist", "REB"), ("Armed ", "REB"), ("Attacker", "REB"),
    ("Protester", "OPP"), ("Activist", "OPP"), ("Party", "PTY"), ("Criminal", "CRM"),
    ("Thief", "CRM"), ("Student", "EDU"), ("Professor", "EDU"), ("School", "EDU"),
    ("Company", "BUS"), ("Bank", "BUS"), ("Newspaper", "MED"), ("Employee", "LAB"),
    ("Worker", "LAB"), ("Union", "LAB"), ("Immigrants", "REF"), ("Preacher", "REL"),
    ("Religion", "REL"), ("Muslim", "REL"), ("Citizen", "CVL"), ("Men", "CVL"),
    ("Women", "CVL"), ("Children", "CVL"), ("Villager", "CVL"), ("People", "CVL"),
    ("Population", "CVL"),
)  # fmt: skip
"""Words in what ICEWS calls some of a country, where no list of sectors stands beside it."""

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


def of_role(role: str) -> str:
    """The sector of some of a country by what they are called; `UNK` if that does not tell.

    >>> of_role("Police"), of_role("Citizen"), of_role("Foreign Affairs"), of_role("Mob")
    ('COP', 'CVL', 'GOV', 'UNK')
    """
    told = next((sector for word, sector in _ROLES if word in role), "UNK")
    return of_icews(role) or told


def of_acled(inter: str, actor: str) -> str | None:
    """The sector of an ACLED actor type, by word or number; police are told by name."""
    if actor.startswith("Police"):
        return "COP"
    return _ACLED.get(inter.strip().lower())
