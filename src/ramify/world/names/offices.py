"""Offices and bodies as news names them, and the part of a state each stands for."""

from __future__ import annotations

import re

from ramify.world.actors import Sector

_LEADER = "effective leader"

OFFICES: dict[str, tuple[str, ...]] = {
    "leader": (_LEADER,),
    "strongman": (_LEADER,),
    "dictator": (_LEADER,),
    "supreme leader": ("supreme leader",),
    "paramount leader": ("paramount leader",),
    "chairman": ("supreme leader", "chairman of the supreme council of the armed forces"),
    "marshal": ("supreme leader",),
    "president": ("president", "acting president", "interim president"),
    "acting president": ("acting president", "interim president"),
    "vice president": ("vice president",),
    "vice-president": ("vice president",),
    "prime minister": ("prime minister", "acting prime minister"),
    "premier": ("premier", "prime minister"),
    "pm": ("prime minister", "acting prime minister"),
    "chancellor": ("chancellor",),
    "foreign minister": ("foreign minister", "foreign secretary", "secretary of state"),
    "fm": ("foreign minister",),
    "foreign secretary": ("foreign secretary",),
    "secretary of state": ("secretary of state",),
    "defence minister": ("defence minister", "defence secretary", "secretary of defense"),
    "defence secretary": ("defence secretary", "secretary of defense"),
    "secretary of defence": ("secretary of defense",),
    "national security adviser": ("national security adviser",),
    "national security advisor": ("national security adviser",),
    "secretary general": ("secretary general",),
    "secretary-general": ("secretary general",),
    "general secretary": ("general secretary",),
    "director general": ("director general",),
    "director-general": ("director general",),
    "chief": ("secretary general", "high representative", "director general"),
    "foreign policy chief": ("high representative",),
    "high representative": ("high representative",),
    "king": ("king", "monarch"),
    "queen": ("monarch",),
    "monarch": ("king", "monarch"),
    "emir": ("emir",),
    "crown prince": ("crown prince",),
    "army chief": ("chief of army staff",),
}
"""What an office is called in news, and the offices of the facts it may be."""

OFFICE_SECTORS: dict[str, Sector] = {
    "defence minister": "MIL",
    "defence secretary": "MIL",
    "secretary of defence": "MIL",
    "army chief": "MIL",
}

_BODIES: dict[Sector, str] = {
    "MIL": "army armies navy military militaries troops soldiers forces warships warplanes jets "
    "submarines missiles drones artillery general generals admiral commander commanders marines "
    "paratroopers conscripts warship",
    "COP": "police policemen gendarmes",
    "SPY": "intelligence spies spy spymaster",
    "LEG": "parliament lawmakers lawmaker senators senator legislators legislature "
    "parliamentarians congress senate",
    "JUD": "court courts judge judges prosecutors",
    "OPP": "opposition dissidents dissident exiles",
    "REB": "rebels insurgents separatists militants guerrillas militia militias",
    "BUS": "company companies firms firm banks bank businesses businessmen investors oligarchs",
    "MED": "media newspaper newspapers journalists journalist broadcaster",
    "EDU": "scholars scholar university universities students academics",
    "CVL": "citizens citizen civilians civilian people public voters workers residents nationals",
    "GOV": "government officials official ministry minister authorities leadership leaders "
    "spokesman spokeswoman spokesperson diplomats diplomat ambassador envoy embassy delegation "
    "administration cabinet",
}

BODY_SECTORS: dict[str, Sector] = {
    word: sector for sector, words in _BODIES.items() for word in words.split()
}
"""The part of a society that a noun after an adjective means: `Russian troops` are MIL."""

_WORD = "|".join(sorted(map(re.escape, OFFICES), key=len, reverse=True))
_SPELLED = _WORD.replace("defence", "defen[cs]e")
_TITLE = f"{_SPELLED}|mr|mrs|ms|dr|sir|lord|lady|ayatollah|sheikh|comrade|prince|gen|field marshal"

AFTER = re.compile(
    rf"(?:'s?)? (?:(former|ex-|late|then|new|incoming|outgoing|current) ?)?({_SPELLED})(?![\w-])",
    re.IGNORECASE,
)
"""An office right after an actor: `Russia's president`, `NATO Secretary-General`."""

FORMER = re.compile(r"(?<!\w)(?:former |ex-|late )\Z", re.IGNORECASE)
"""What makes a past office of the one that follows."""

OF = re.compile(rf"(?<!\w)({_SPELLED}) of (?:the )?\Z", re.IGNORECASE)
"""An office right before an actor: `president of Russia`."""

TITLE = re.compile(rf"(?<!\w)(?:(former|ex-|then-?) ?)?({_TITLE})\.? \Z", re.IGNORECASE)
"""A title right before a person's name."""


def is_leader(phrase: str) -> bool:
    """Whether an office phrase means whoever holds effective power."""
    return _LEADER in OFFICES.get(plain(phrase), ())


def plain(phrase: str) -> str:
    """An office phrase as the tables spell it.

    >>> plain("Defense  Secretary")
    'defence secretary'
    """
    return " ".join(phrase.lower().replace("defense", "defence").split())
