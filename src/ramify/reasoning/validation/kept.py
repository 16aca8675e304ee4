"""How often promises were kept: shares by type and era, by promise and by treaty.

Counted by promise, a treaty of twenty-two members outweighs all others; so each share is given
by treaty as well, each counted once, and without the treaty under which most were made.

The rule is in docs/fulfilment.md, the trials in `fulfilment`.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from statistics import fmean
from typing import Literal

from ramify._value import Value
from ramify.reasoning.validation.fulfilment import KINDS, Trial
from ramify.world.pacts import CommitmentType, Pact

Era = Literal["1816–1944", "1945–2003", "1816–2003"]
ERAS: tuple[Era, ...] = ("1816–1944", "1945–2003", "1816–2003")
_Z = 1.959964
_DATA = Path(__file__).parents[2] / "world" / "data" / "fulfilment.toml"
_UNNAMED = "one treaty"
"""What is said of a pact that leads the record, and that the answer does not speak of."""


class Rate(Value):
    """How often promises of a type were honoured in an era.

    `low` and `high` bound the share with 95 % confidence: Wilson's interval, with the
    number of trials reduced for trials of one war being alike (Korn and Graubard 1998).
    """

    type: CommitmentType
    era: Era
    honoured: int
    """Promises kept."""
    triggered: int
    wars: int
    share: float | None = None
    low: float | None = None
    high: float | None = None
    treaties: int = 0
    """Treaties under which they were made."""
    by_treaty: float | None = None
    """The mean of the treaties' own shares: each treaty counts once."""
    by_treaty_low: float | None = None
    by_treaty_high: float | None = None
    """Wilson's interval of that, with treaties as trials."""
    leading: str = ""
    """Id of the pact under which most of the promises were made."""
    led: int = 0
    """How many of them."""
    led_honoured: int = 0
    """How many of these were kept."""


@cache
def _packaged() -> dict[tuple[str, str], Rate]:
    rows = tomllib.loads(_DATA.read_text("utf-8"))["rate"]
    rates = [Rate.model_validate(row) for row in rows]
    return {(rate.type, rate.era): rate for rate in rates}


def record_of(kind: CommitmentType, era: Era) -> Rate | None:
    """The packaged record of promises of a type in an era; None if there is none.

    >>> record_of("defense", "1945–2003").wars > 5
    True
    """
    return _packaged().get((kind, era))


def told(kind: CommitmentType, pacts: Mapping[str, Pact]) -> str | None:
    """The record of promises to fight of a type, by era, in words; None if there is none.

    `pacts` give the name of the one under which most were made.
    """
    if kind not in ("defense", "offense"):
        return None
    known = [rate for era in ERAS[:2] if (rate := record_of(kind, era))]
    if not known:
        return None
    said = "; ".join(_told(rate, pacts) for rate in known)
    return (
        f"Record, each treaty counted once (95% interval): promises of {kind} that an interstate "
        f"war set off were kept {said}. Wars come more often where promises are doubted."
    )


class Kept(Value):
    """The record of promises of a type since 1945."""

    words: str
    """All of it in a phrase."""
    whose: str = ""
    """The treaty under which more than half were made, where the answer speaks of it."""
    honoured: int = 0
    """How many of its promises were kept."""
    called: int = 0
    """How many of them were called in."""
    era: str = ""


def told_shortly(kind: CommitmentType, pacts: Mapping[str, Pact]) -> Kept | None:
    """The record of promises of a type since 1945; None if there is none.

    `pacts` are those that the answer speaks of: another that leads the record is not named.

    >>> told_shortly("nonaggression", {})
    """
    rate = record_of(kind, ERAS[1]) if kind in ("defense", "offense") else None
    if rate is None:
        return None
    name, _ = _led(rate, pacts)
    own = name not in ("", _UNNAMED)
    whose = name if name == _UNNAMED else f"the {name}"
    split = f" ({rate.led_honoured} of {rate.led} by {whose})" if name else ""
    return Kept(
        words=f"{rate.honoured} of {rate.triggered} promises of {kind} {rate.era}{split}; "
        f"by treaty {rate.by_treaty:.0%} ({_interval(rate)})",
        whose=name if own else "",
        honoured=rate.led_honoured if own else 0,
        called=rate.led if own else 0,
        era=str(rate.era),
    )


def _interval(rate: Rate) -> str:
    return f"{100 * (rate.by_treaty_low or 0):.0f}–{rate.by_treaty_high:.0%}"


def _led(rate: Rate, pacts: Mapping[str, Pact]) -> tuple[str, str]:
    """The pact under which more than half the promises were made, and how the others were kept."""
    if rate.led * 2 <= rate.triggered:
        return "", ""
    names = {f"atop-{number}": pact.short for pact in pacts.values() for number in pact.atop}
    others = f"{rate.honoured - rate.led_honoured} of {rate.triggered - rate.led}"
    return names.get(rate.leading, _UNNAMED), others


def _told(rate: Rate, pacts: Mapping[str, Pact]) -> str:
    """`1945–2003 in 19% (7–44%; 133 cases, 16 treaties, 15 kept: …)`."""
    said = (
        f"{rate.era} in {rate.by_treaty:.0%} ({_interval(rate)}; {rate.triggered} cases, "
        f"{rate.treaties} treaties, {rate.honoured} kept"
    )
    name, others = _led(rate, pacts)
    if not name:
        return f"{said})"
    return f"{said}: {name} {rate.led_honoured} of {rate.led}, without it {others})"


def rates(found: Iterable[Trial]) -> tuple[Rate, ...]:
    """The share honoured of each type in each era, with its interval."""
    decided = [trial for trial in found if trial.honoured is not None]
    return tuple(
        _rate(kind, era, [t for t in decided if t.type == kind and _within(t, era)])
        for kind in KINDS
        for era in ERAS
    )


def written(rates: Iterable[Rate]) -> str:
    """Rates as the TOML of the packaged file."""
    lines = list(_HEAD)
    for rate in rates:
        if rate.triggered:
            lines += ["", "[[rate]]"]
            lines += [f"{name} = {_toml(value)}" for name, value in rate]
    return "\n".join(lines) + "\n"


_HEAD = (
    "# How often promises were honoured when interstate wars set them off, with 95 % intervals.",
    "# Computed by `ramify validate fulfilment` from ATOP 5.1 and the directed dyadic interstate",
    "# wars of Maoz and others (2019); rule and limits in docs/fulfilment.md.",
)


def _toml(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)


def _within(trial: Trial, era: Era) -> bool:
    first, last = (int(year) for year in era.split("–"))
    return first <= trial.on.year <= last


def _rate(kind: CommitmentType, era: Era, trials: list[Trial]) -> Rate:
    honoured, total = sum(bool(t.honoured) for t in trials), len(trials)
    wars = {trial.war for trial in trials if trial.war}
    if not total:
        return Rate(type=kind, era=era, honoured=0, triggered=0, wars=0)
    low, high = wilson(honoured / total, effective_size(trials))
    treaties = _by_treaty(trials)
    leading, led = min(treaties.items(), key=lambda item: (-len(item[1]), item[0]))
    share = fmean(sum(kept) / len(kept) for kept in treaties.values())
    fewest, most = wilson(share, len(treaties))
    return Rate(
        type=kind,
        era=era,
        honoured=honoured,
        triggered=total,
        wars=len(wars),
        share=round(honoured / total, 4),
        low=round(low, 4),
        high=round(high, 4),
        treaties=len(treaties),
        by_treaty=round(share, 4),
        by_treaty_low=round(fewest, 4),
        by_treaty_high=round(most, 4),
        leading=leading,
        led=len(led),
        led_honoured=sum(led),
    )


def _by_treaty(trials: Iterable[Trial]) -> dict[str, list[bool]]:
    """Whether the promises of each treaty were kept; one that several repeat counts under each."""
    found: dict[str, list[bool]] = defaultdict(list)
    for trial in trials:
        for pact in trial.pacts:
            found[pact].append(bool(trial.honoured))
    return found


class AllianceRecord(Value):
    """How many alliances were put to the test in an era, and how many stood it.

    One test is one alliance in one war; all its promises but of nonaggression count.
    """

    era: Era
    tested: int
    by_all: int
    """Every ally that owed something did it."""
    by_some: int
    """At least one ally did."""


def by_alliance(found: Iterable[Trial]) -> tuple[AllianceRecord, ...]:
    """The record counted by alliance and war, as Leeds, Long and Mitchell count."""
    tests: dict[tuple[int, str], list[Trial]] = defaultdict(list)
    for trial in found:
        if trial.honoured is not None and trial.type != "nonaggression":
            for pact in trial.pacts:
                tests[trial.war, pact].append(trial)
    return tuple(_stood(era, [t for t in tests.values() if _within(t[0], era)]) for era in ERAS)


def _stood(era: Era, tests: list[list[Trial]]) -> AllianceRecord:
    return AllianceRecord(
        era=era,
        tested=len(tests),
        by_all=sum(all(trial.honoured for trial in test) for test in tests),
        by_some=sum(any(trial.honoured for trial in test) for test in tests),
    )


def effective_size(trials: list[Trial]) -> float:
    """The number of independent trials that would be as uncertain as these.

    p(1 − p) over the variance of the share with wars as clusters; the number of
    clusters where all trials ended alike, and never more than the trials there are.
    Trials of no war (nonaggression kept) are clusters of their own pact.
    """
    clusters: dict[object, list[bool]] = defaultdict(list)
    for trial in trials:
        clusters[trial.war or trial.pacts].append(bool(trial.honoured))
    size, number = len(trials), len(clusters)
    share = sum(map(sum, clusters.values())) / size
    spread = share * (1 - share)
    if number < 2 or spread == 0:
        return float(number)
    residuals = (sum(kept) - share * len(kept) for kept in clusters.values())
    variance = number / (number - 1) * sum(r * r for r in residuals) / size**2
    return min(float(size), spread / variance) if variance else float(size)


def wilson(share: float, size: float) -> tuple[float, float]:
    """Wilson's 95 % interval of a share of so many trials (Wilson 1927).

    >>> [round(bound, 3) for bound in wilson(0.5, 100)]
    [0.404, 0.596]
    """
    z2 = _Z * _Z
    middle = (share + z2 / (2 * size)) / (1 + z2 / size)
    half = _Z / (1 + z2 / size) * (share * (1 - share) / size + z2 / (4 * size * size)) ** 0.5
    return max(0.0, middle - half), min(1.0, middle + half)
