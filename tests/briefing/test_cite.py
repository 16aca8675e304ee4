"""What a brief is cited by: every source as its file has it, its day and why, BibTeX."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import ramify
from ramify.briefing.brief import Brief
from ramify.briefing.cite import Cite, CitedSource, DataAge, DayReason, _key
from ramify.reading.library import Library
from ramify.world.when import When

BODY = (
    "Russia and North Korea signed a treaty in Pyongyang on 19 June 2024. China said nothing of "
    "it for a day and a night, and then its ministry spoke of peace on the peninsula."
)
JSON_LD = (
    '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",'
    ' "headline": "Two sides met", "datePublished": "2024-06-20T08:00:00Z", "author": {"@type":'
    ' "Person", "name": "Jane Doe"}, "publisher": {"@type": "Organization", "name": "Gazette"}}'
    "</script>"
)
META = (
    '<meta property="og:site_name" content="Gazette"><meta name="author" content="Jane Doe">'
    '<meta property="article:published_time" content="2024-06-20T08:00:00Z">'
)
LINK = '<link rel="canonical" href="https://gazette.example/two-sides">'


def html(head: str) -> str:
    return (
        f"<!doctype html><html><head><title>Two sides met</title>{head}{LINK}</head>"
        f"<body><article><h1>Two sides met</h1><p>{BODY}</p></article></body></html>"
    )


FEED = f"""<rss xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Gazette</title>
<item><title>Two sides met</title><link>https://gazette.example/two-sides</link>
<dc:creator>Jane Doe</dc:creator><pubDate>Thu, 20 Jun 2024 08:00:00 GMT</pubDate>
<description>{BODY}</description></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Gazette</title><entry>
<title>Two sides met</title><link href="https://gazette.example/two-sides"/>
<author><name>Jane Doe</name></author><updated>2024-06-20T08:00:00Z</updated>
<summary>{BODY}</summary></entry></feed>"""
SAYING = {
    "meta.html": html(META),
    "ld.html": html(JSON_LD),
    "feed.xml": FEED,
    "atom.xml": ATOM,
    "front.md": (
        "---\ntitle: Two sides met\nauthor: Jane Doe\npublication: Gazette\n"
        f"url: https://gazette.example/two-sides\ndate: 2024-06-20\n---\n\n{BODY}\n"
    ),
    "pasted.txt": (
        "Two sides met\n\nBy Jane Doe\n\n20 June 2024\n\nhttps://gazette.example/two-sides\n\n"
        f"PYONGYANG (Gazette) - {BODY}\n"
    ),
    "saved.mhtml": (
        "From: <Saved>\nSnapshot-Content-Location: https://gazette.example/two-sides\n"
        "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n"
        "Content-Type: text/html\nContent-Location: https://gazette.example/two-sides\n\n"
        f"{html(META).replace(LINK, '')}\n--x--\n"
    ),
}
"""One article in seven wrappings, each of which says who wrote it, where and when."""


@pytest.fixture(scope="module")
def wrapped(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Library]:
    """Each wrapping read, all of them at once."""
    folder = tmp_path_factory.mktemp("wrapped")
    for name, text in SAYING.items():
        (folder / name).write_text(text)
    readings = ramify.read([folder / name for name in SAYING]).readings
    return {n: Library(readings=(r,)) for n, r in zip(SAYING, readings, strict=True)}


@pytest.mark.parametrize("name", SAYING)
def test_a_source_is_cited_by_what_its_file_says(name: str, wrapped: dict[str, Library]) -> None:
    brief = ramify.brief(wrapped[name])
    line = "Jane Doe, “Two sides met”, Gazette, 20 June 2024, https://gazette.example/two-sides"
    assert [source.line for source in brief.cite.sources] == [line]
    assert (brief.on_because.kind, str(brief.on)) == ("published", "2024-06-20")
    assert Brief.from_json(brief.to_json()) == brief


def test_a_mail_is_cited_by_its_sender_without_the_address(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    head = 'From: "Doe, Jane" <jane@gazette.example>\nTo: you@example.org\nSubject: Two sides met\n'
    path.write_text(f"{head}Date: Thu, 20 Jun 2024 08:00:00 +0000\n\n{BODY}\n")
    [source] = ramify.brief(path).cite.sources
    assert source.line == "Doe, Jane, “Two sides met” (file a.eml), 20 June 2024"


def test_what_is_not_given_is_said(tmp_path: Path) -> None:
    path = tmp_path / "bare.txt"
    path.write_text(BODY)
    brief = ramify.brief(path)
    [source] = brief.cite.sources
    assert source.line == "author not given, untitled (file bare.txt), no date"
    assert brief.on_because == DayReason(
        kind="mentioned", where="bare.txt", when=When("2024-06-19")
    )
    assert "author not given; no date; file bare.txt" in brief.cite.bibtex


def test_the_day_is_never_one_still_to_come(tmp_path: Path) -> None:
    path = tmp_path / "ahead.txt"
    path.write_text(f"{BODY} Both leaders will meet again in Moscow on 9 May 2025.")
    assert str(ramify.brief(path).on) == "2024-06-19"
    dated = tmp_path / "dated.txt"
    dated.write_text(f"Two sides met\n\n20 June 2024\n\n{path.read_text()}")
    assert str(ramify.brief(dated).on) == "2024-06-20"


def test_a_date_that_is_no_single_day_is_quoted_beside_the_day_made_of_it() -> None:
    for when, quoted in (("2024-06", ", “2024-06”"), ("2024-06-20", "")):
        because = DayReason(kind="published", where="a.txt", when=When(when))
        assert str(because) == f"the day a.txt was published{quoted}"


def test_a_day_behind_the_title_is_the_day_of_publication(tmp_path: Path) -> None:
    titles = (
        ("Envoys of both sides meet 2024-06-20", "2024-06-20"),
        ("Envoys of both sides meet, 20 June, 2024", "2024-06-20"),
        ("Envoys of both sides meet | June 20, 2024", "2024-06-20"),
        ("What the treaty of 19 June 2024 is", None),
        ("All that came of the summit of 19 June 2024", None),
        ("What has changed since 19 June 2024", None),
    )
    for n, (title, _) in enumerate(titles):
        (tmp_path / f"{n}.txt").write_text(f"{title}\n\n{BODY}\n")
    found = {s.name: s for s in ramify.brief(tmp_path, on="2024-07-01").cite.sources}
    for n, (title, published) in enumerate(titles):
        assert str(found[f"{n}.txt"].published or None) == str(published), title


def test_ages_are_counted_to_the_day_of_the_answer() -> None:
    day = When("2024-07-01").start
    for last, age in (("2024-03-24", "99 days"), ("2024-03-23", "0.3 years")):
        aged = DataAge.on(day, "facts", "facts", When(last))
        assert aged.words == f"facts to {last}, {age} old"
    old = DataAge.on(day, "model", "model", When("2018-09-27"))
    assert (old.days_old, old.words) == (2104, "model to 2018-09-27, 5.8 years old")
    assert DataAge.on(day, "facts", "facts", When("2025")).days_old == 0
    assert DataAge.on(day, "record", "record", None).words == "record, its last day not known"


def entries(bibtex: str) -> dict[str, dict[str, str]]:
    """BibTeX as a parser reads it: braces balanced, a backslash takes the next sign with it."""
    found: dict[str, dict[str, str]] = {}
    for kind, key, body in re.findall(r"^@(\w+)\{([^,\s]+),\n(.*?)^\}$", bibtex, re.M | re.S):
        assert kind == "misc" and key not in found and key.isascii()
        fields = re.findall(r"^  (\w+) = \{(.*)\},$", body, re.M)
        assert len(fields) == body.count("\n")
        for _, value in fields:
            bare = re.sub(r"\\.", "", value)
            depth = 0
            for sign in bare:
                depth += {"{": 1, "}": -1}.get(sign, 0)
                assert depth >= 0
            assert depth == 0
        found[key] = dict(fields)
    return found


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1
)


@given(st.lists(st.tuples(WORDS, st.none() | WORDS, st.none() | WORDS), max_size=4))
@example([("0", "{", None)])
@example([("0", " ", None)])
def test_bibtex_holds_every_source_whatever_its_names(
    named: list[tuple[str, str | None, str | None]],
) -> None:
    sources = tuple(
        CitedSource(id=str(n), name="a.txt", title=title, author=author, outlet=outlet)
        for n, (title, author, outlet) in enumerate(named)
    )
    cite = Cite(on="2024-07-01", because=DayReason(kind="asked"), ramify="1", sources=sources)
    assert len(entries(cite.bibtex)) == 1 + len(sources)
    assert Cite.from_json(cite.to_json()) == cite


@pytest.mark.parametrize(
    ("title", "word"),
    [
        ("The end of war", "d"),
        ("The end of a long treaty", "long"),
        ("x" * 30, "x" * 30),
        ("x" * 31, "x" * 30),
    ],
)
def test_a_key_has_the_first_word_of_four_letters_and_more_up_to_thirty(
    title: str, word: str
) -> None:
    assert _key(CitedSource(id="d", name="d.txt", title=title)) == f"anonymous-undated-{word}"


def test_authors_and_signs_in_bibtex() -> None:
    source = CitedSource(
        id="a", name="a.txt", title="Oil & 50% of {it}", author="Zoë Doe and Ann Lee",
        published=When("2024-06"), address="https://example.org/a_b?c=1&d={e}",
    )  # fmt: skip
    cite = Cite(on="2024-07-01", because=DayReason(kind="asked"), ramify="1", sources=(source,))
    found = entries(cite.bibtex)["doe-2024-a"]
    assert found["title"] == r"Oil \& 50\% of \{it\}"
    assert found["author"] == "Zoë Doe and Ann Lee"
    assert found["url"] == "https://example.org/a_b?c=1&d=%7Be%7D"
    assert (found["date"], found["year"]) == ("2024-06", "2024")
