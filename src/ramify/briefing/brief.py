"""The Brief: the whole answer to some documents, with all that made it reproducible."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field, model_validator

from ramify._table import Table
from ramify._value import Value
from ramify.briefing.asked import Given
from ramify.briefing.basis import BriefBasis
from ramify.briefing.cite import Cite, DayReason
from ramify.briefing.curve import Curve
from ramify.briefing.ramification import (
    BondStatus,
    ClaimedLine,
    ExpectedLine,
    ExposedLine,
    ObligedLine,
    Ramification,
    Voice,
)
from ramify.briefing.since import Since
from ramify.reading.events.merge import Differing
from ramify.reading.factcheck.events import CheckedDocument
from ramify.reading.library import Refused
from ramify.reading.statements import Dropped, Mention, Unused
from ramify.reasoning.obligations.screen import Screen
from ramify.reasoning.validation.kept import Kept
from ramify.record.events import Event
from ramify.record.evidence import Evidence
from ramify.world.when import When

if TYPE_CHECKING:
    from ramify.briefing.page.page import Page

VERSION = 8
"""Version of the JSON form, counted up whenever its fields change."""
CaseStatus = Literal[
    "reported", "short of force", "alleged", "threatened", "asked", "supposed"
]  # fmt: skip
"""Of a use of force: told as done, told as an act short of it that may count as one, told as done
by somebody, threatened, asked about by the user, or because a treaty speaks of it."""


class BriefDocument(Value):
    """A document the brief was made from."""

    id: str
    name: str
    title: str | None
    author: str | None = None
    outlet: str | None = None
    address: str | None = None
    published: When | None
    dated_from: str | None
    mentions_to: When | None
    words: int
    dropped: tuple[Dropped, ...] = ()
    copy_of: str | None = None
    """Id of the source whose text this one copies, as ten papers copy one wire story."""


class Bond(Value):
    """A pact among actors of the documents, with what it binds them to on the day."""

    pact: str
    short: str
    status: BondStatus
    since: When | None = None
    until: When | None = None
    parties: tuple[str, ...]
    """Ids of all parties bound on the day, or of the signatories if it is not in force."""
    lines: tuple[ObligedLine, ...] = ()


class PromiseChange(Value):
    """One promise that a treaty adds, drops, strengthens or weakens against an earlier one."""

    earlier: str
    """Id of the earlier pact."""
    short: str
    """The earlier pact as one says it."""
    alone: str | None = None
    """The same without the names of its two sides, if it begins with them."""
    line: ObligedLine


class Standing(Value):
    """Parties of a treaty that stand alike: bound to others of them by the same pacts."""

    parties: tuple[str, ...]
    before: tuple[str, ...]
    """Ids of the pacts in force the day before the treaty was signed."""
    after: tuple[str, ...]
    """Ids of the pacts once it is in force: the treaty first, if it binds them, then the earlier
    ones that go on."""
    evidence: tuple[Evidence, ...] = Field(min_length=1)


class Turn(Value):
    """What a treaty that the documents report changes between its parties."""

    pact: str
    short: str
    alone: str | None = None
    """The treaty without the names of its two sides, if `short` begins with them."""
    signed: When | None
    in_force: When | None
    before: tuple[Bond, ...]
    """What bound any two of the parties to each other the day before it was signed."""
    after: tuple[Bond, ...]
    """What binds them once it is in force."""
    standings: tuple[Standing, ...]
    """All that signed it, those that stand alike together."""
    compared: tuple[PromiseChange, ...] = ()
    """Differences from the treaties it follows, article by article."""
    given: str | None = None
    """The file it was given in, where the user gave it and no document reports it."""


class ForceCase(Value):
    """Whom the use of force of one state against another binds, or would bind."""

    attacker: str
    victim: str
    told: CaseStatus
    by: str | None = None
    """Who alleges it, as the documents name them."""
    pact: str | None = None
    """Id of the treaty, signed or acceded to, for which it is asked; `screen` has it in force."""
    answers: bool = False
    """Whether it is asked as the answer to the force or the threat that was told."""
    goes_on: bool = False
    """Whether the two were at war three months before the day already, so that it is no news."""
    before: Screen | None = None
    """The same on the eve of the treaty; None where nothing changed in between."""
    screen: Screen
    lines: tuple[ObligedLine, ...] = ()
    """Its duties with their evidence: those that bind, and the excuses of who would else fight."""


class Obliged(Value):
    """The obliged voice: what a treaty turns, whom force binds, and the bonds of those touched."""

    turns: tuple[Turn, ...] = ()
    cases: tuple[ForceCase, ...] = ()
    bonds: tuple[Bond, ...] = ()
    """Pacts between two sides of what the documents report."""
    measures: tuple[ObligedLine, ...] = ()
    """Security Council measures that reported flows and clauses touch."""
    kept: Kept | None = None
    """How often promises to fight were kept so far; None where nobody must fight."""

    @property
    def pacts(self) -> set[str]:
        """Ids of all pacts whose promises it tells."""
        bonds = [*self.bonds, *(b for turn in self.turns for b in (*turn.before, *turn.after))]
        lines = (line for case in self.cases for line in case.lines)
        return {bond.pact for bond in bonds} | {line.strength.article.pact for line in lines}

    @property
    def actors(self) -> set[str]:
        """Ids of all actors it speaks of."""
        bonds = [*self.bonds, *(b for turn in self.turns for b in (*turn.before, *turn.after))]
        lines = [line for bond in bonds for line in bond.lines]
        lines += [line for case in self.cases for line in case.lines]
        parties = {code for bond in bonds for code in bond.parties}
        parties |= {c for turn in self.turns for held in turn.standings for c in held.parties}
        parties |= {code for case in self.cases for code in (case.attacker, case.victim)}
        return parties | {code for line in lines for code in (*line.actors, *line.targets)}


class Provenance(Value):
    """Everything that made the brief: with the same it comes out the same, byte for byte."""

    ramify: str
    reader: str
    facts_as_of: When
    """Day to which all the packaged facts were checked."""
    facts_by_kind: dict[str, When] = {}  # noqa: RUF012 - pydantic copies defaults
    """Days of the kinds that were checked to another day."""
    documents: tuple[str, ...]
    """Ids, the hashes of the documents' bytes."""


class Brief(Value):
    """What the events in some documents ramify into, in four voices that never mix."""

    version: Literal[8]
    """Version of this form."""
    on: date
    on_because: DayReason
    about: tuple[str, ...] = ()
    horizon_days: int
    sources: tuple[BriefDocument, ...]
    refused: tuple[Refused, ...] = ()
    asked: Given = Given()
    """What the user gave besides documents: events, treaties."""
    happened: tuple[Event, ...] = ()
    joined: tuple[Event, ...] = ()
    """Those that happened by which the actor became a member of the target, as is on file."""
    alleged: tuple[Event, ...] = ()
    """What somebody says another did: it enters no rate, and obliges only if true."""
    denied: tuple[Event, ...] = ()
    planned: tuple[Event, ...] = ()
    """What somebody means to do: a list to watch."""
    coming: tuple[Event, ...] = ()
    """Summits of those named, and ratifications of treaties told, on file after the day."""
    unused: tuple[Unused, ...] = ()
    """What was read and is told as none of these, and why."""
    differ: tuple[Differing, ...] = ()
    """Details on which the documents do not agree."""
    obliged: Obliged
    expected: tuple[ExpectedLine, ...] = ()
    basis: BriefBasis | None = None
    """The model and the record behind the expected voice; None if rates answer, or nothing."""
    rests_on: str = ""
    """What the rates behind the expected voice rest on, in words."""
    level: str = ""
    """Whose level they have, and of which year; empty where no rates answer."""
    calibration: Curve | None = None
    """How the model behind the expected voice did on days it had not seen."""
    exposed: tuple[ExposedLine, ...] = ()
    claimed: tuple[ClaimedLine, ...] = ()
    checked: tuple[CheckedDocument, ...] = ()
    """What each document states, held against what is on file."""
    silent: dict[Voice, str] = {}  # noqa: RUF012 - pydantic copies defaults
    """Voices that say nothing, and the one sentence why."""
    unresolved: tuple[Mention, ...] = ()
    mentioned: tuple[str, ...] = ()
    """Ids of the actors the documents name, most named first."""
    names: dict[str, str] = {}  # noqa: RUF012
    """Names of all actors in the brief, by id."""
    treaties: dict[str, str] = {}  # noqa: RUF012
    """Short names of all pacts that bind or excuse somebody in the brief, by id."""
    provenance: Provenance
    cite: Cite
    """What it takes to cite the brief and its sources."""
    since: Since | None = None
    """What is new, gone and moved against an earlier brief, if one was named."""

    @property
    def events(self) -> tuple[Event, ...]:
        """All events that were told or given, whatever their status."""
        told = (*self.happened, *self.alleged, *self.denied, *self.planned)
        return (*told, *(event for event in self.asked.events if event not in told))

    @property
    def lines(self) -> Table[Ramification]:
        """The lines of all four voices, each once; as a table with a row a line."""
        from ramify.briefing.table import BriefRow, row_of

        bound = self.obliged
        bonds = [b for turn in bound.turns for b in (*turn.before, *turn.after)]
        compared = [change.line for turn in bound.turns for change in turn.compared]
        promised = [line for bond in (*bonds, *bound.bonds) for line in bond.lines]
        forced = [line for case in bound.cases for line in case.lines]
        said = (*promised, *compared, *forced, *bound.measures)
        every = dict.fromkeys((*said, *self.expected, *self.exposed, *self.claimed))
        return Table(every, BriefRow, row_of)

    @model_validator(mode="before")
    @classmethod
    def _of_this_version(cls, fields: Any) -> Any:
        if not isinstance(fields, dict):
            return fields
        found = fields.get("version", 1)
        if found != VERSION:
            raise ValueError(
                f"the brief has version {found} of the format, this release reads {VERSION}; "
                "make it anew from its documents"
            )
        return {name: value for name, value in fields.items() if name != "page"}

    @property
    def page(self) -> Page:
        """The page: what a reader must know, each row citing the annex by number."""
        from ramify.briefing.page.page import page_of

        return page_of(self)

    def to_json(self, *, indent: int | None = None) -> str:
        """The brief as JSON text with its page; `from_json` gives an equal brief back."""
        fields = self.model_dump(mode="json")
        page = self.page.model_dump(mode="json")
        return json.dumps({**fields, "page": page}, indent=indent, ensure_ascii=False)

    def _repr_html_(self) -> str:
        from ramify.briefing.render.html import notebook

        return notebook(self)
