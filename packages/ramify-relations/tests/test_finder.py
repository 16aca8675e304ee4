"""The packaged finder from outside; its pieces, ways and readings one by one."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
import ramify_relations
from ramify_relations import Mention, Word
from ramify_relations._finder import LONGEST, PERSONS, as_read, known, oneself, whom
from ramify_relations._wordpiece import Pieces, WordPieces

README = Path(__file__).parents[1] / "README.md"


@pytest.fixture(scope="session")
def finder():
    return ramify_relations.load()


def span(text, word):
    at = text.index(word)
    return at, at + len(word)


def found(finder, text, sides, word, ways, **rules):
    """What a word of a passage without a title tells."""
    text = f"\n{text}"
    mentions = [Mention(span(text, name), (name,)) for name in sides]
    return finder.passage(text, mentions).of(Word(span(text, word), ways, **rules))


def likeliest(part):
    return max(part, key=part.get)


PLAIN = [
    ("Egypt condemned Sudan.", ("Egypt", "Sudan"), "condemned", ("nsubj", "obj"), "ACCUSE"),
    (
        "Norway donated $5 million in food aid to Yemen.",
        ("Norway", "Yemen"), "donated", ("nsubj", "obl-to"), "AID",
    ),
    (
        "Israel bombed targets in Syria on Friday.",
        ("Israel", "Syria"), "bombed", ("nsubj", "obl-in"), "ASSAULT",
    ),
    (
        "Peru imposed economic sanctions on Chile.",
        ("Peru", "Chile"), "imposed", ("nsubj", "obl-on"), "SANCTION",
    ),
    (
        "Kenya urged Somalia to release the prisoners.",
        ("Kenya", "Somalia"), "urged", ("nsubj", "obj"), "REQUEST",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "sides", "word", "ways", "label"), PLAIN)
def test_plain_acts(finder, text, sides, word, ways, label):
    told = found(finder, text, sides, word, ways)
    assert likeliest(told.classes) == label
    assert (likeliest(told.actors), likeliest(told.targets)) == sides


def test_a_passive_turns_the_sides_about(finder):
    told = found(
        finder,
        "Yemen was bombed by Israeli warplanes on Friday.",
        ("Yemen", "Israeli"),
        "bombed",
        ("nsubj:pass", "obl-by>amod"),
    )
    assert (likeliest(told.actors), likeliest(told.targets)) == ("Israeli", "Yemen")


def test_each_word_tells_its_own_act(finder):
    text, sides = "Spain has condemned Chad's bombing of Libya.", ("Spain", "Chad", "Libya")
    ways = {
        "condemned": ("nsubj", "obj>nmod:poss", "obj>nmod-of"),
        "bombing": ("obj^nsubj", "nmod:poss", "nmod-of"),
    }
    told = {word: found(finder, text, sides, word, ways[word]) for word in ways}
    assert [likeliest(one.classes) for one in told.values()] == ["ACCUSE", "ASSAULT"]
    assert [likeliest(one.actors) for one in told.values()] == ["Spain", "Chad"]


def test_a_word_that_tells_no_act(finder):
    text = "The road from Jordan to Iraq is 300 km long."
    told = found(finder, text, ("Jordan", "Iraq"), "road", ("nmod-from", "nmod-to"))
    assert likeliest(told.classes) == "NONE"


@pytest.mark.parametrize(
    ("text", "sides", "word", "ways"),
    [
        ("Kenya will send troops to Haiti in June.", ("Kenya", "Haiti"), "send", "obl-to"),
        ("Japan will sign a treaty with Peru tomorrow.", ("Japan", "Peru"), "sign", "obl-with"),
        pytest.param(
            "Chad will bomb Libya on Friday, the minister said.", ("Chad", "Libya"), "bomb", "obj",
            marks=pytest.mark.xfail(strict=True, reason="force is mostly told when it happened"),
        ),
    ],
)  # fmt: skip
def test_what_is_to_come_is_planned(finder, text, sides, word, ways):
    told = found(finder, text, sides, word, ("nsubj", ways))
    assert likeliest(told.standings) == "planned"


def test_a_side_from_the_sentence_before(finder):
    text, sides = "Peru accused Chile of spying. Santiago rejected the claim.", ("Peru", "Santiago")
    told = found(finder, text, sides, "rejected", ("back1", "nsubj"))
    assert (likeliest(told.actors), likeliest(told.targets)) == ("Santiago", "Peru")


def test_where_nobody_is_named_nobody_acts(finder):
    alone = found(finder, "The strikes killed four people.", (), "killed", ())
    assert likeliest(alone.classes) == "ASSAULT"
    assert alone.actors == {None: 1.0} == alone.targets


def test_probabilities_add_up(finder):
    text, sides, word, ways, _ = PLAIN[0]
    told = found(finder, text, sides, word, ways, label="ACCUSE", actors=frozenset({"Egypt"}))
    for part in (told.classes, told.standings, told.actors, told.targets):
        assert sum(part.values()) == pytest.approx(1)


def test_what_the_rules_read_weighs(finder):
    text, sides, word, ways, _ = PLAIN[0]
    plain = found(finder, text, sides, word, ways)
    told = found(finder, text, sides, word, ways, label="AID")
    assert told.classes["AID"] > plain.classes["AID"]
    turned = {"label": "ACCUSE", "actors": frozenset({"Sudan"}), "targets": frozenset({"Egypt"})}
    assert found(finder, text, sides, word, ways, **turned).actors["Sudan"] > plain.actors["Sudan"]


def test_who_is_meant_by_one_mention_shares_it(finder):
    text = "\nThe two sides met in Oslo on Monday."
    mention = Mention(span(text, "The two sides"), ("CHL", "PER"))
    told = finder.passage(text, [mention]).of(Word(span(text, "met"), ("nsubj",)))
    assert told.actors["CHL"] == told.actors["PER"] > 0


def test_what_lies_behind_the_longest_passage_is_not_told(finder):
    text = "\nChad met Mali. " + "word " * LONGEST + "Niger left."
    mentions = [Mention(span(text, name), (name,)) for name in ("Chad", "Niger")]
    passage = finder.passage(text, mentions)
    assert passage.of(Word(span(text, "left"), ("back1", "nsubj"))) is None
    assert passage.tells(span(text, "left")) is None
    assert set(passage.of(Word(span(text, "met"), ("nsubj", "after"))).actors) == {None, "Chad"}


def test_an_empty_passage_tells_nothing(finder):
    assert finder.passage("", []).tells((0, 0)) is None


def test_the_readme_prints_what_it_says(capsys):
    (code,) = re.findall(r"```python\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    exec(code, {})
    assert capsys.readouterr().out.splitlines() == re.findall(r"^# (.*)$", code, re.MULTILINE)


@pytest.mark.parametrize(
    ("way", "number"),
    [
        ("nsubj", 1),
        ("conj^nsubj", 1),
        ("acl^conj^nsubj", 1),
        ("obj>amod", 2),
        ("obl-in", 3),
        ("obl", 3),
        ("far", 0),
        ("discourse", 0),
        ("", 0),
    ],
)
def test_a_way_is_known_by_its_end(way, number):
    assert known({"far": 0, "nsubj": 1, "amod": 2, "obl": 3}, way) == number


@pytest.mark.parametrize(
    ("ids", "own", "other", "number"),
    [
        (("A",), "AB", "B", 1),
        (("B",), "AB", "B", 2),
        (("B",), "A", "B", 3),
        (("C",), "A", "B", 4),
        (("C",), "", "B", 5),
        (("C", "B"), "A", "B", 3),
        ((), "A", "", 4),
        ((), "", "", 5),
    ],
)
def test_what_rules_make_of_a_mention(ids, own, other, number):
    assert as_read(ids, own, other) == number


def test_pieces_of_one_actor_bear_one_mark_in_the_order_of_first_mention():
    spans, meant = [(5, 6), (1, 2), (3, 4)], [("CHL",), ("PER",), ("CHL", "PER")]
    marks = whom(7, spans, meant)
    assert marks.shape == (7, PERSONS)
    assert [row.nonzero()[0].tolist() for row in marks] == [[], [0], [], [0, 1], [], [1], []]
    assert marks[3, :2].tolist() == [0.5, 0.5]


def test_more_actors_than_are_told_apart_bear_no_mark():
    spans = [(n, n + 1) for n in range(PERSONS + 1)]
    marks = whom(PERSONS + 1, spans, [(str(n),) for n in range(PERSONS + 1)])
    assert marks.sum(1).tolist() == [1.0] * PERSONS + [0.0]


def test_how_far_a_mention_means_who_acts():
    assert oneself({"PER"}, [("PER",), ("PER", "CHL"), ("CHL",)]).tolist() == [0, 1, 0.5, 0]
    assert oneself({None}, [("PER",)]).tolist() == [0, 0]


def test_names_of_one_actor_are_known_for_the_same(finder):
    """Whoever denies is not the one denied, though he is named by another name elsewhere."""
    text = "\nPeru accused Chile of spying. The ministry in Santiago denied it."
    names = {"Peru": ("PER",), "Chile": ("CHL",), "Santiago": ("CHL",)}
    mentions = [Mention(span(text, name), ids) for name, ids in names.items()]
    told = finder.passage(text, mentions).of(
        Word(span(text, "denied"), ("back1", "back1", "nsubj>nmod-in"))
    )
    assert (likeliest(told.actors), likeliest(told.targets)) == ("CHL", "PER")


def test_tables_have_a_row_for_every_way_and_reading(finder):
    tables, ways = finder.tables, finder.tables["ways"]
    assert tables["class of rules"].shape == (len(finder.classes),) * 2
    for role in ("actor", "target"):
        assert tables[f"{role} by way"].shape == ways.shape[:1]
        assert tables[f"{role} by rules"].shape == tables[f"{role} nobody by rules"].shape == (6,)
        assert tables[f"no {role}"].shape == ways.shape[1:]
    assert all(np.isfinite(table).all() for table in tables.values())


CUT = WordPieces(["[UNK]", "m", "##1", "##2", "##3", "##4", "chad", "met", "mali", "."])


@pytest.mark.parametrize("text", ["Çad", "CHAD", "Chád"])
def test_words_lose_case_and_accents(text):
    cut = WordPieces(["[UNK]", "cad", "chad"])
    assert cut(text).ids in ([1], [2])
    assert cut(text).offsets == [(0, len(text))]


def test_an_odd_word_is_unknown_and_keeps_its_place():
    pieces = CUT("met ☃ Chad")
    assert pieces.ids == [7, 0, 6]
    assert pieces.offsets == [(0, 3), (4, 5), (6, 10)]


@pytest.mark.parametrize(
    ("stretch", "pieces"),
    [((0, 3), (0, 0)), ((4, 7), (1, 2)), ((6, 7), (2, 2)), ((3, 7), (1, 2)), ((0, 99), None)],
)
def test_the_pieces_of_a_stretch(stretch, pieces):
    assert Pieces([7, 1, 2], [(0, 3), (4, 6), (6, 7)]).of(stretch) == pieces


def test_the_model_names_its_sources():
    assert {source["licence"] for source in ramify_relations.META["sources"]} == {"Apache-2.0"}
    assert ramify_relations.META["version"] == ramify_relations.__version__
