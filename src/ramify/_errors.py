"""Every error ramify raises, in one family.

Each message names what is wrong, where, and what to do about it.
"""

from __future__ import annotations


class RamifyError(Exception):
    """The base of all errors ramify raises on purpose.

    >>> str(InputError("empty file", where="notes.txt", repair="give a file with text"))
    'notes.txt: empty file; give a file with text'
    """

    exit_code = 1

    def __init__(self, what: str, *, where: str | None = None, repair: str | None = None) -> None:
        self.what, self.where, self.repair = what, where, repair
        super().__init__(what)

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        repair = f"; {self.repair}" if self.repair else ""
        return f"{place}{self.what}{repair}"


class InputError(RamifyError):
    """A document, a feed, a data file or a model that cannot be used as it is."""

    exit_code = 1


class EndpointError(RamifyError):
    """A language model's endpoint that is down, refuses, or answers what cannot be used."""

    exit_code = 1


class Unanswered(EndpointError, InputError):
    """A question about one document that an endpoint did not answer; others may fare better."""


class MissingExtra(RamifyError):
    """A library that comes with an extra of ramify, and is not installed.

    >>> str(MissingExtra("numba", "dynamics"))
    "this needs ramify[dynamics] (numba is not installed); pip install 'ramify[dynamics]'"
    """

    def __init__(self, library: str, extra: str) -> None:
        self.library, self.extra = library, extra
        what = f"this needs ramify[{extra}] ({library} is not installed)"
        super().__init__(what, repair=f"pip install 'ramify[{extra}]'")


class UsageError(RamifyError):
    """A request that contradicts itself or names something ramify does not know."""

    exit_code = 2


class Interrupted(RamifyError):
    """Ctrl-C, where there is more to say than that it came."""

    exit_code = 130


class UnknownName(UsageError):
    """A code or name that resolves to nothing; carries the nearest names known.

    >>> str(UnknownName("Rusia", near=("Rusia", "Russia")))
    "unknown actor 'Rusia'; did you mean Russia?"
    """

    def __init__(self, name: str, *, kind: str = "actor", near: tuple[str, ...] = ()) -> None:
        self.name, self.near = name, tuple(other for other in near if other != name)
        repair = f"did you mean {', '.join(self.near)}?" if self.near else None
        super().__init__(f"unknown {kind} {name!r}", repair=repair)


class NotAnActor(UnknownName):
    """A name of something that does not act: a territory, a sea, a region, a company."""

    def __init__(self, name: str, *, what: str, repair: str | None = None) -> None:
        super().__init__(name)
        RamifyError.__init__(self, f"{name!r} is {what}, not an actor", repair=repair)


class NotThen(UsageError):
    """A name that nobody bore on the day asked about, though somebody did on another."""

    def __init__(self, name: str, candidates: tuple[str, ...], what: str) -> None:
        self.name, self.candidates = name, candidates
        super().__init__(what)


class AmbiguousName(UsageError):
    """A name that several actors answer to; never resolved by a guess."""

    def __init__(self, name: str, candidates: tuple[str, ...]) -> None:
        self.name, self.candidates = name, candidates
        super().__init__(f"{name!r} may be {' or '.join(candidates)}", repair="give the code")
