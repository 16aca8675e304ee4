"""Whether promises were kept: the rule on made-up wars, and the packaged rates as computed."""

from __future__ import annotations

from pathlib import Path

import pytest

from ramify import World
from ramify.reasoning.validation.fulfilment import Trial, trials
from ramify.reasoning.validation.kept import (
    by_alliance,
    effective_size,
    rates,
    record_of,
    told,
    told_shortly,
    wilson,
    written,
)
from ramify.world.disputes import DisputePart, Role, WarPair
from ramify.world.pacts import Article, Commitment, CommitmentType, Pact, Party, Trigger
from ramify.world.sources import atop
from ramify.world.sources import war_dyads as war_source
from ramify.world.when import When


def world(kind: CommitmentType, *, by: tuple[str, ...] = ("FRA",), trigger: bool = True) -> World:
    event = "war" if kind == "offense" else "armed attack"
    made = Commitment(
        type=kind,
        by=by,
        to=("GBR",),
        trigger=Trigger(event=event, by=("RUS", "USA")) if trigger else None,
    )
    pact = Pact(
        id="made-up",
        name="Made up",
        short="made up",
        in_force=When("2000-01-01"),
        parties=(Party(actor="FRA"), Party(actor="GBR")),
        articles=(Article(ref="1", says="…", commitments=(made,)),),
        sources=("test",),
    )
    packaged = World.packaged()
    return packaged.without(*packaged.pacts).with_pacts(pact)


def fight(actor: str, against: str, role: Role, start: str = "2010-05-01") -> list[WarPair]:
    back: dict[Role, Role] = {
        "initiator": "target",
        "target": "initiator",
        "joined initiator": "target",
        "joined target": "initiator",
    }
    day = When(start)
    return [
        WarPair(war=1, actor=actor, against=against, role=role, start=day),
        WarPair(war=1, actor=against, against=actor, role=back[role], start=day),
    ]


ATTACK = fight("RUS", "GBR", "initiator")


def outcome(kind: CommitmentType, *more: list[WarPair], trigger: bool = True) -> list[bool | None]:
    pairs = [*ATTACK, *(pair for pairs in more for pair in pairs)]
    return [trial.honoured for trial in trials(world(kind, trigger=trigger), pairs)]


def test_an_ally_that_stays_out_breaks_its_promise_of_defense() -> None:
    assert outcome("defense") == [False]


def test_an_ally_that_fights_the_attacker_keeps_it() -> None:
    assert outcome("defense", fight("FRA", "RUS", "joined target", "2010-08-01")) == [True]


def test_an_ally_that_comes_too_late_breaks_it() -> None:
    assert outcome("defense", fight("FRA", "RUS", "joined target", "2012-08-01")) == [False]


def test_an_ally_that_joins_the_attacker_breaks_it() -> None:
    assert outcome("defense", fight("FRA", "GBR", "joined initiator")) == [False]


def test_what_sets_a_promise_off_must_be_known() -> None:
    assert outcome("defense", trigger=False) == [None]


def test_an_adversary_that_is_not_meant_sets_nothing_off() -> None:
    pairs = fight("CHN", "GBR", "initiator")
    assert trials(world("defense"), pairs) == []


def test_offense_is_owed_to_the_one_that_attacks() -> None:
    pairs = fight("GBR", "RUS", "initiator")
    assert [t.honoured for t in trials(world("offense"), pairs)] == [False]
    assert outcome("offense") == []


def test_neutrality_is_broken_by_joining_the_other_side() -> None:
    assert outcome("neutrality") == [True]
    assert outcome("neutrality", fight("FRA", "GBR", "joined initiator")) == [False]


def test_nonaggression_is_broken_by_attack_and_by_force_short_of_war() -> None:
    made = world("nonaggression")
    assert [t.honoured for t in trials(made, ATTACK)] == [True]
    parts = [
        DisputePart(dispute=9, actor=a, side=side, originator=True, start=When("2011"), hostility=4)
        for a, side in (("FRA", "A"), ("GBR", "B"))
    ]
    assert [t.honoured for t in trials(made, ATTACK, parts)] == [False]


def trial(war: int, honoured: bool, *pacts: str) -> Trial:
    from datetime import date

    return Trial(
        war=war,
        on=date(2000, 1, 1),
        actor="FRA",
        to="GBR",
        type="defense",
        pacts=pacts or ("p",),
        honoured=honoured,
    )


def test_trials_that_go_alike_within_a_war_count_for_less() -> None:
    alike = [trial(war, war % 2 == 0) for war in range(10) for _ in range(10)]
    mixed = [trial(war, n % 2 == 0) for war in range(10) for n in range(10)]
    assert effective_size(alike) < 12
    assert effective_size(mixed) == len(mixed)
    wide, narrow = wilson(0.5, effective_size(alike)), wilson(0.5, len(alike))
    assert wide[0] < narrow[0] < narrow[1] < wide[1]


def test_an_alliance_is_kept_by_all_or_by_some() -> None:
    record = by_alliance([trial(1, True), trial(1, False), trial(2, True)])[-1]
    assert (record.tested, record.by_all, record.by_some) == (2, 1, 2)


def test_one_large_treaty_does_not_speak_for_all() -> None:
    many = [trial(1, False, "large") for _ in range(20)]
    few = [trial(2, True, "small"), trial(3, True, "other"), trial(3, False, "other")]
    rate = next(rate for rate in rates([*many, *few]) if rate.triggered)
    assert (rate.honoured, rate.triggered, rate.treaties) == (2, 23, 3)
    assert rate.share == round(2 / 23, 4)
    assert rate.by_treaty == round((0 + 1 + 0.5) / 3, 4)
    assert (rate.leading, rate.led, rate.led_honoured) == ("large", 20, 0)


def test_the_record_says_how_much_hangs_on_one_treaty() -> None:
    words = told("defense", World.packaged().pacts)
    assert words and "each treaty counted once" in words
    since = record_of("defense", "1945–2003")
    assert since and since.led * 2 > since.triggered
    apart = f"without it {since.honoured - since.led_honoured} of {since.triggered - since.led}"
    assert f"Arab joint defence treaty {since.led_honoured} of {since.led}, {apart}" in words


def test_no_record_is_none() -> None:
    assert record_of("basing", "1945–2003") is None


@pytest.mark.shared
def test_the_packaged_rates_are_those_computed(shared: Path) -> None:
    packaged = World.packaged()
    coded = atop.read(atop.SOURCE.table(shared / "data" / "alliances"), packaged)
    pure = packaged.without(*packaged.pacts).with_pacts(*coded)
    pairs = war_source.read(war_source.SOURCE.table(shared / "data" / "conflict"), packaged)
    path = packaged.folder / "fulfilment.toml"
    assert written(rates(trials(pure, pairs))) == path.read_text("utf-8")


def test_a_pact_that_the_answer_does_not_speak_of_is_not_named() -> None:
    arab = World.packaged().pacts["arab-defence-1950"]
    named = told_shortly("defense", {arab.id: arab})
    unnamed = told_shortly("defense", {})
    assert named and "15 of 127 by the Arab joint defence treaty" in named.words
    assert unnamed and "15 of 127 by one treaty" in unnamed.words
