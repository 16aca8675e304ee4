"""Roll-call votes of the United Nations General Assembly.

Source: Bailey, Strezhnev and Voeten, Estimating Dynamic State Preferences from United
Nations Voting Data, Journal of Conflict Resolution 61 (2017), as in the package
`unvotes`. Absences are no rows, so a missing vote says neither yes nor no.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from ramify._errors import InputError
from ramify._value import Value
from ramify.world.sources.source import Source
from ramify.world.sources.table import PublishedTable
from ramify.world.when import When
from ramify.world.world import World

Choice = Literal["yes", "no", "abstain"]
_CHOICES: dict[str, Choice] = {"yes": "yes", "no": "no", "abstain": "abstain"}

_SPELLINGS = {
    "Federal Republic of Germany": "DEU",
    "German Democratic Republic": "DDR",
    "Yemen Arab Republic": "YAR",
    "Yemen People's Republic": "YMD",
    "Congo - Brazzaville": "COG",
    "Congo - Kinshasa": "COD",
    "Myanmar (Burma)": "MMR",
    "Hong Kong SAR China": "HKG",
    "St. Kitts & Nevis": "KNA",
    "St. Lucia": "LCA",
    "St. Vincent & Grenadines": "VCT",
    "Côte d’Ivoire": "CIV",
    "Micronesia (Federated States of)": "FSM",
    "São Tomé & Príncipe": "STP",
    "Zanzibar": "EAZ",
}
"""Names of the package's country table that the gazetteer does not know or reads otherwise."""


class Vote(Value):
    """How a state voted in one roll call."""

    call: str
    """The roll call's number in the data."""
    on: When
    resolution: str = ""
    """Symbol of the resolution voted on, where given."""
    actor: str
    choice: Choice


def read(table: PublishedTable, world: World) -> Iterator[Vote]:
    """A value for each vote, dated by the roll calls in the file beside it.

    Raises:
        InputError: there is no file of roll calls beside the votes.
    """
    calls = _calls(table)
    names = _Names(world)
    for line, row in table.rows:
        try:
            on, symbol = calls[row["rcid"]]
            yield Vote(
                call=row["rcid"],
                on=on,
                resolution=symbol,
                actor=names.actor(row["country"], on.start),
                choice=_choice(row["vote"]),
            )
        except KeyError:
            table.leave(line, f"roll call {row['rcid']} is not in the file of roll calls")
        except ValueError as error:
            table.leave(line, error)


def _calls(table: PublishedTable) -> dict[str, tuple[When, str]]:
    folder = table.path.parent
    found = sorted(folder.glob("un_roll_calls.csv*"))
    if not found:
        raise InputError(
            "no file un_roll_calls.csv beside the votes",
            where=str(folder),
            repair="put both in one folder; it has the dates",
        )
    calls = PublishedTable(found[0], {"rcid", "date", "unres"}, left=table.left)
    return {row["rcid"]: (When(row["date"]), row["unres"]) for _, row in calls.rows}


def _choice(text: str) -> Choice:
    if text not in _CHOICES:
        raise ValueError(f"no vote {text!r}")
    return _CHOICES[text]


class _Names:
    """Ids by the names of the country table, which keeps today's name for a state's past.

    Its two-letter code is no help for those it leaves blank; `NA` there is Namibia.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._lives = [actor for actor in world.lives if actor.kind == "state"]
        self._found: dict[tuple[str, int], str] = {}

    def actor(self, name: str, on: date) -> str:
        """The id of a name in a year.

        Raises:
            ValueError: nobody has that name.
        """
        key = (name, on.year)
        if key not in self._found:
            self._found[key] = self._look_up(name, on)
        if not self._found[key]:
            raise ValueError(f"no state is known by the name {name!r}")
        return self._found[key]

    def _look_up(self, name: str, on: date) -> str:
        """States of that name on the day, whoever else the gazetteer thinks of, or at any time."""
        named = [a for a in self._lives if name in (a.name, a.official, *a.names)]
        named.sort(key=lambda actor: actor.end.end if actor.end else date.max)
        for found in (
            {_SPELLINGS[name]} if name in _SPELLINGS else set(),
            {a.id for a in named if a.exists(on) is not False},
            set(self._world.gazetteer.resolve(name, on)),
            {a.id for a in named[-1:]},
        ):
            if len(found) == 1:
                return self._then(found.pop(), on)
        return ""

    def _then(self, code: str, on: date) -> str:
        """The state in whose place a state stands that did not live on the day.

        The table calls the Soviet Union Russia, and Serbia after 2006 Yugoslavia.
        """
        before = {a.id: a.continues for a in self._lives if a.continues}
        after = {older: newer for newer, older in before.items()}
        past = all(a.end and a.end.end < on for a in self._lives if a.id == code)
        heirs = after if past else before
        while not self._lived(code, on) and code in heirs:
            code = heirs[code]
        return code

    def _lived(self, code: str, on: date) -> bool:
        return any(a.exists(on) is not False for a in self._lives if a.id == code)


SOURCE = Source(
    kind="un-votes",
    title="General Assembly roll-call votes",
    cite="Bailey, Strezhnev and Voeten 2017, as in the R package unvotes",
    names=("un_votes.csv",),
    columns=frozenset({"rcid", "country", "country_code", "vote"}),
    read=read,
    value=Vote,
    file="votes.parquet",
    fact="votes",
    since=When("1946-01-01"),
    through=lambda vote: vote.on,
)
