"""Word lists with alternatives, and the actor phrases made of them."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

DATA = Path(__file__).parent / "data"
_CHOICE = re.compile(r"\(([^()]*\|[^()]*)\)")
_LIST = re.compile(r"@(\w+)")


def sections(name: str) -> dict[str, list[str]]:
    """The lines of a data file under their `[heading]`; comments and blank lines left out."""
    found: dict[str, list[str]] = {}
    heading = ""
    for line in (DATA / name).read_text("utf-8").splitlines():
        if line.startswith("[") and line.rstrip().endswith("]"):
            heading = line.strip()[1:-1]
        elif line.strip() and not line.startswith("#"):
            found.setdefault(heading, []).append(line)
    return found


class Phrases:
    """Opens alternatives, `@lists` and the letters of actors, all by one random source."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        lines = sections("lists.txt")[""]
        self._lists = {k: v.strip().split("|") for k, v in (line.split(":", 1) for line in lines)}
        self._names = sections("actors.txt")
        self.countries = [tuple(row.split(",")) for row in self._names["country"]]
        self._makers: dict[str, Callable[[], str]] = {
            "B": self.official,
            "P": self.people,
            "L": self.place,
            "X": self.official,
            "force": self.force,
            "police": self.police,
            "court": self.court,
            "crowd": self.crowd,
        }

    def opened(self, pattern: str) -> str:
        """One of the forms a pattern stands for.

        >>> Phrases(random.Random(1)).opened("(meet|meet)(| )B")[:4]
        'meet'
        """
        while found := _CHOICE.search(pattern):
            chosen = self.rng.choice(found[1].split("|"))
            pattern = pattern[: found.start()] + chosen + pattern[found.end() :]
        while found := _LIST.search(pattern):
            pattern = pattern[: found.start()] + self._listed(found[1]) + pattern[found.end() :]
            pattern = self.opened(pattern) if "(" in pattern else pattern
        return " ".join(pattern.split())

    def _listed(self, name: str) -> str:
        if name == "city":
            return self.rng.choice(self.countries)[2]
        if name == "country":
            return self.rng.choice(self.countries)[0]
        return self.rng.choice(self._lists[name])

    def actor(self, kind: str) -> str:
        """A phrase for an actor of a kind: `B`, `P`, `L`, `force`, `crowd` and so on."""
        return self._makers[kind]()

    def country(self) -> tuple[str, str, str]:
        return self.rng.choice(self.countries)

    def person(self) -> str:
        name, adjective, _ = self.country()
        title = self.rng.choice(self._names["title"])
        full = f"{self.rng.choice(self._names['first'])} {self.rng.choice(self._names['last'])}"
        last = full.split()[-1]
        return self.rng.choice(
            [
                f"{adjective} {title} {full}",
                f"{title} {full}",
                full,
                last,
                f"{title} {full} of {name}",
                f"the {adjective} {title.lower()}, {full}",
                f"{name}'s {title.lower()} {full}",
            ]
        )

    def official(self) -> str:
        """A government, its parts and leaders, an organisation or an armed group."""
        name, adjective, capital = self.country()
        body = self.rng.choice(_BODIES)
        roll = self.rng.random()
        for limit, make in (
            (0.27, lambda: name),
            (0.35, lambda: capital),
            (0.47, lambda: f"the {adjective} {body}"),
            (0.53, lambda: f"{name}'s {body}"),
            (0.67, self.person),
            (0.74, self.described),
            (0.84, lambda: self.rng.choice(self._names["organisation"])),
            (0.92, lambda: self.rng.choice(self._names["group"])),
            (0.95, lambda: f"{name} and {self.country()[0]}"),
            (1.01, lambda: f"{adjective} {self.rng.choice(_PLURALS)}"),
        ):
            if roll < limit:
                return make()
        raise AssertionError

    def described(self) -> str:
        """Somebody of an office or a body, by more words than a name."""
        name, adjective, capital = self.country()
        body, plural = self.rng.choice(_BODIES), self.rng.choice(_PLURALS)
        return self.rng.choice(
            [
                f"a spokesman for {name}'s {body}",
                f"the {body} in {capital}",
                f"a group of {adjective} {plural}",
                f"members of {self.rng.choice(self._names['group'])}",
                f"leaders of the {adjective} opposition",
                f"{self.person()}'s office",
                f"{self.rng.choice(self._names['organisation'])} experts",
                f"{name} and other countries",
                f"a {adjective} envoy to {self.country()[0]}",
                f"the {adjective} {body}, which is based in {capital},",
                f"{plural} loyal to {self.person()}",
            ]
        )

    def people(self) -> str:
        name, adjective, capital = self.country()
        kind = self.rng.choice(_PEOPLE)
        return self.rng.choice(
            [
                f"{adjective} {kind}",
                f"{self._listed('number')} {adjective} {kind}",
                f"{self._listed('number')} {kind}",
                f"{kind} from {name}",
                f"the {adjective} {self.rng.choice(_PERSONS)}",
                f"{self.rng.choice(_PERSONS)} {self.person().split()[-1]}",
                self.person(),
                f"a {adjective} {self.rng.choice(_PERSONS)}",
                f"{kind} in {self.rng.choice([name, capital])}",
            ]
        )

    def place(self) -> str:
        name, adjective, capital = self.country()
        site = self.rng.choice(_SITES)
        side = self.rng.choice(["northern", "southern", "eastern", "western", "central"])
        return self.rng.choice(
            [
                name,
                capital,
                f"{side} {name}",
                f"a {site} in {name}",
                f"the {adjective} {site}",
                f"a {site} near {capital}",
                f"{adjective} {site}s",
                f"the {side} city of {self.rng.choice(self._names['last']).lower().title()}",
                f"parts of {name}",
                f"{adjective} territory",
            ]
        )

    def force(self) -> str:
        name, adjective, _ = self.country()
        force = self.rng.choice(_FORCES)
        group = self.rng.choice(self._names["group"])
        return self.rng.choice(
            [
                f"{adjective} {force}",
                f"{adjective}-backed {force}",
                f"the {adjective} military",
                f"{name}'s air force",
                f"{name}'s army",
                name,
                name,
                group,
                f"{group} fighters".replace("the ", ""),
                f"{force} from {name}",
                self.rng.choice(
                    ["gunmen", "suspected militants", "armed men", "government forces"]
                ),
                self.official(),
            ]
        )

    def police(self) -> str:
        name, adjective, capital = self.country()
        return self.rng.choice(
            [
                f"{adjective} police",
                f"police in {self.rng.choice([name, capital])}",
                f"{adjective} authorities",
                f"{adjective} security forces",
                f"the {adjective} government",
                f"{adjective} border guards",
                name,
                self.official(),
            ]
        )

    def court(self) -> str:
        name, adjective, capital = self.country()
        return self.rng.choice(
            [
                f"a court in {self.rng.choice([name, capital])}",
                f"a {adjective} court",
                f"the {adjective} Supreme Court",
                f"a {adjective} judge",
                f"{adjective} prosecutors",
                f"a federal court in {capital}",
                f"{name}'s constitutional court",
                "the International Criminal Court",
                f"a military tribunal in {capital}",
            ]
        )

    def crowd(self) -> str:
        name, adjective, capital = self.country()
        number = self.rng.choice(
            ["thousands of", "hundreds of", "tens of thousands of", "dozens of", "some 2,000", ""]
        )
        crowd = self.rng.choice(_CROWDS)
        where = self.rng.choice([f" in {capital}", f" in {name}", "", f" from {name}"])
        plain = self.rng.choice([f"{adjective} {crowd}", f"{crowd}{where}", f"{crowd} at the mine"])
        return f"{number} {plain}".strip()


def iter_letters(pattern: str, letters: str) -> Iterator[re.Match[str]]:
    """Where a pattern holds one of the letters as a word of its own."""
    return re.finditer(rf"(?<![\w])([{letters}])(?=n?\b)", pattern)


_BODIES = [
    "government", "foreign ministry", "parliament", "defence ministry", "army", "president",
    "prime minister", "foreign minister", "embassy", "military", "navy", "ruling party",
    "cabinet", "leadership", "opposition", "authorities", "central bank", "regime",
    "health ministry", "interior ministry", "presidency", "administration", "state council",
]  # fmt: skip
_PLURALS = [
    "officials", "authorities", "diplomats", "leaders", "lawmakers", "negotiators", "forces",
    "rebels", "companies", "activists", "envoys", "police", "intelligence services", "generals",
]  # fmt: skip
_PEOPLE = [
    "civilians", "journalists", "refugees", "prisoners", "protesters", "activists", "soldiers",
    "opposition leaders", "fishermen", "hostages", "students", "migrants", "asylum seekers",
    "villagers", "aid workers", "detainees", "police officers", "dissidents", "rebels",
    "suspects", "militants", "lawyers", "diplomats", "tourists", "teachers", "workers",
    "flood victims", "displaced people", "demonstrators", "fighters", "children", "monks",
]  # fmt: skip
_PERSONS = [
    "journalist", "opposition leader", "activist", "businessman", "former minister", "general",
    "blogger", "lawyer", "spy", "citizen", "bishop", "editor", "rebel leader", "student", "man",
    "pilot", "former president", "cleric", "suspect", "dissident", "politician",
]  # fmt: skip
_SITES = [
    "village", "army base", "hospital", "school", "airport", "refugee camp", "mosque", "port",
    "convoy", "market", "oil refinery", "police station", "checkpoint", "church", "hotel",
    "power plant", "weapons depot", "airfield", "border post", "town", "factory", "bus",
]  # fmt: skip
_FORCES = [
    "troops", "soldiers", "forces", "warplanes", "fighters", "rebels", "security forces",
    "militiamen", "tanks", "helicopters", "insurgents", "militants", "drones", "commandos",
    "paramilitaries", "gunmen", "artillery", "jets",
]  # fmt: skip
_CROWDS = [
    "protesters", "demonstrators", "workers", "students", "teachers", "farmers",
    "opposition supporters", "miners", "nurses", "truck drivers", "activists", "people", "women",
    "monks", "lawyers",
    "employees", "prisoners", "Muslims", "residents", "trade unions", "pensioners", "villagers",
]  # fmt: skip
