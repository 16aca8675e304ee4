"""What a user meets in the terminal: answers, and one clear message for each mistake."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.conftest import ROOT, Run

EXAMPLE = str(ROOT / "examples" / "summit-2024")
SENTENCE = "On June 19, 2024, Russia and North Korea signed a treaty in Pyongyang.\n"


def _complains(done: SimpleNamespace, code: int, *words: str) -> None:
    assert done.code == code, done.err
    assert done.out == ""
    for word in words:
        assert word in done.err
    assert "Traceback" not in done.err


def test_brief_prints_the_four_voices(run: Run) -> None:
    short, long = (run("brief", EXAMPLE, *more) for more in ((), ("--long",)))
    assert short.code == long.code == 0, short.err + long.err
    for heading in ("BOTTOM LINE", "WHO IS BOUND", "WHAT TO EXPECT", "WHO SHIFTS", "NOT KNOWN"):
        assert heading in short.out
    for heading in ("What happened", "Obliged", "Expected", "Exposed", "Claimed"):
        assert heading in long.out and f"\n{heading} ──" not in short.out


def test_brief_is_the_same_every_time(run: Run) -> None:
    assert run("brief", EXAMPLE, "-f", "json").out == run("brief", EXAMPLE, "-f", "json").out


def test_brief_json_fits_its_published_schema(run: Run) -> None:
    import jsonschema

    schema = json.loads((ROOT / "docs" / "brief.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(run("brief", EXAMPLE, "-f", "json").out), schema)


def test_brief_reads_standard_input(run: Run) -> None:
    done = run("brief", "-", "--on", "2024-07-01", stdin=SENTENCE.encode())
    assert done.code == 0, done.err
    assert "19 JUNE 2024" in done.out


def test_brief_writes_a_page(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "brief.html"
    done = run("brief", EXAMPLE, "-f", "html", "-o", str(page), "--quiet")
    assert (done.code, done.out, done.err) == (0, "", "")
    text = page.read_text(encoding="utf-8")
    assert text.startswith("<!DOCTYPE html>")
    assert "http://" not in text
    assert "<script" not in text


def test_a_page_escapes_what_a_document_says(run: Run, tmp_path: Path) -> None:
    hostile = tmp_path / "hostile.txt"
    attack = "On June 19, 2024, Russia attacked <script>alert(1)</script> Ukraine \x1b[31m today.\n"
    hostile.write_text(SENTENCE + attack, encoding="utf-8")
    assert "<script" not in run("brief", str(hostile), "-f", "html").out
    for format in ("text", "md"):
        assert "\x1b" not in run("brief", str(hostile), "-v", "-f", format).out


def test_a_bad_document_does_not_stop_the_good_ones(run: Run, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(SENTENCE, encoding="utf-8")
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    done = run("brief", str(tmp_path))
    assert done.code == 0
    assert "empty.txt" in done.err
    assert "not read" in done.out


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", ("empty",)),
        (b"\x00\x01\x02\xff\xfe\xfd" * 200, ("binary",)),
        (b"%PDF-1.4 broken", ("PDF",)),
        (b"<html><body><nav>Home</nav></body></html>", ("no article",)),
    ],
)
def test_an_unreadable_document_is_an_input_error(
    run: Run, tmp_path: Path, content: bytes, words: tuple[str, ...]
) -> None:
    suffix = ".pdf" if content.startswith(b"%PDF") else ".html" if content[:1] == b"<" else ".txt"
    path = tmp_path / f"document{suffix}"
    path.write_bytes(content)
    _complains(run("brief", str(path)), 1, path.name, *words)


def test_a_missing_path_is_an_input_error(run: Run) -> None:
    _complains(run("brief", "nowhere/at-all.txt"), 1, "nowhere/at-all.txt")


def test_a_text_without_a_known_actor_says_so(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "soup.txt"
    path.write_text("The soup was good. We ate it on 3 May 2024.\n", encoding="utf-8")
    done = run("brief", str(path))
    assert done.code == 0, done.err
    assert "NO ACTOR THAT IS KNOWN" in done.out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("brief", EXAMPLE, "--on", "2024-13-40"), "not a day of the calendar"),
        (("brief", EXAMPLE, "--horizon", "soon"), "not a horizon"),
        (("brief", EXAMPLE, "--about", "Ruritania"), "Ruritania"),
        (("brief", EXAMPLE, "--format", "docx"), "docx"),
        (("brief",), "nothing to brief on"),
        (("obligations", "--survey"), "--on"),
        (("obligations", "--survey", "--on", "2024-07-01", "-o", "rows.xlsx"), "parquet"),
        (("obligations", "--attack", "KORPRK", "--on", "2024-07-01"), "ATTACKER:VICTIM"),
        (("obligations", "--attack", "KOR:KOR", "--on", "2024-07-01"), "same actor"),
        (("obligations", "--attack", "KOR:PRQ", "--on", "2024-07-01"), "did you mean PR"),
        (("obligations", "--attack", "KOR:PRK", "--on", "2024-02-30"), "not a day"),
        (("obligations", "--attack", "DDR:POL", "--on", "2024-02-03"), "did not exist"),
        (
            ("obligations", "--attack", "KOR:PRK", "--on", "2024-07-01", "--place", "atlantis"),
            "atlantis",
        ),
        (("system", "2024-06-20", "--actor", "Congo"), "COD"),
        (("actors", "resolve", "South China Sea"), "a sea that belongs to no state"),
    ],
)
def test_a_wrong_request_is_a_usage_error(run: Run, words: tuple[str, ...], message: str) -> None:
    _complains(run(*words), 2, message)


ATTACK = ("obligations", "--attack", "PRK:KOR", "--on", "2024-07-01", "--unprovoked")


def test_the_first_screen_says_who_must_do_what_and_what_is_behind_it(run: Run) -> None:
    done = run(*ATTACK)
    assert done.code == 0, done.err
    rows = [
        "MUST HELP",
        "MUST CONSULT",
        "PROMISED, NOT BINDING",
        "TORN",
        "BREAKS ITS WORD",
        "OPEN",
    ]
    starts = [line.strip() for line in done.out.splitlines()]
    assert [row for line in starts for row in rows if line.startswith(row)] == rows
    assert "United States: defense of South Korea" in done.out
    assert "article III; by acting to meet the common danger" in " ".join(done.out.split())
    assert len(starts) < 25
    for flag, count in (("--why", 6), ("--excused", 6), ("--rounds", 3)):
        assert f"{flag} ({count})" in done.out


@pytest.mark.parametrize(
    ("flag", "words"),
    [
        ("--why", "United States owes South Korea defense under article III"),
        ("--excused", "China"),
        ("--rounds", "WHAT FOLLOWS IF THEY JOIN (round 1)"),
    ],
)
def test_a_flag_opens_what_it_counts(run: Run, flag: str, words: str) -> None:
    opened = run(*ATTACK, flag).out
    assert words in opened
    assert f"{flag} (" not in opened
    everything = run(*ATTACK, "--all").out
    assert words in everything
    assert "--why (" not in everything


def test_the_wars_on_file_are_said_without_being_asked(run: Run) -> None:
    asked = ("obligations", "--attack", "UKR:RUS", "--on", "2023-09-22", "--place", "sevastopol")
    known = " ".join(run(*asked, "--target", "ships").out.split())
    assert "Ukraine defends itself in the war that Russia began on 24 February 2022" in known
    assert "Sevastopol is territory of Ukraine, held by Russia" in known
    alone = " ".join(run(*asked, "--target", "ships", "--no-wars").out.split())
    assert "defends itself" not in alone


SITUATION = """\
on = "2022-09-13"
[[attacks]]
attacker = "AZE"
victim = "ARM"
place = "syunik"
provoked = false
[[decisions]]
by = "ARM"
kind = "request of the victim"
about = "ARM"
"""


def test_a_situation_is_read_from_a_file(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "situation.toml"
    path.write_text(SITUATION, encoding="utf-8")
    done = run("obligations", "--situation", str(path))
    assert done.code == 0, done.err
    assert "article 4" in done.out.replace("\n", " ")
    _complains(run("obligations", "--situation", str(path), "--on", "2020-01-01"), 2, "leave out")
    _complains(run("obligations"), 2, "--attack and --on")


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        ('"syunik"', '"atlantis"', 1, "line 5: unknown territory 'atlantis'"),
        ('"AZE"', '"AEZ"', 1, "line 3: unknown actor 'AEZ'"),
        ('"AZE"', '"SUN"', 1, "line 3: Soviet Union (SUN) did not exist on 2022-09-13"),
        ('"2022-09-13"', '"2022-09-31"', 1, "line 1"),
        ("provoked = false", 'provoked = "perhaps"', 1, "provoked"),
        ('by = "ARM"', 'by = "AMR"', 1, "line 8: unknown actor 'AMR'"),
        ('about = "ARM"', 'about = "AMR"', 1, "line 10: unknown actor 'AMR'"),
    ],
)
def test_a_mistake_in_a_situation_is_named(
    run: Run, tmp_path: Path, old: str, new: str, code: int, words: str
) -> None:
    path = tmp_path / "situation.toml"
    path.write_text(SITUATION.replace(old, new), encoding="utf-8")
    _complains(run("obligations", "--situation", str(path)), code, words)


_ASKED = ("obligations", "--attack", "ISR:LBN", "--on", "2024-10-01")


def test_every_format_tells_an_answer_in_one_order(run: Run) -> None:
    """The rows of the first screen, then the lines on wars, then what stands behind, counted."""
    titles = ["MUST FIGHT", "MUST CONSULT", "PROMISED, NOT BINDING", "TORN", "BREAKS ITS WORD"]
    told = (*titles, "OPEN", "Israeli operations in Lebanon", "--why (")
    for form in ("text", "md", "html"):
        out = " ".join(run(*_ASKED, "--format", form).out.split())
        places = [out.index(words, out.index("MUST FIGHT")) for words in told]
        assert places == sorted(places), form
    keys = list(json.loads(run(*_ASKED, "--format", "json").out))
    assert keys.index("screen") < keys.index("wars") < keys.index("duties")


@pytest.mark.parametrize("form", ["md", "html"])
def test_a_page_has_the_parts_that_are_asked_for(run: Run, form: str) -> None:
    plain, more = (run(*_ASKED, *parts, "--format", form).out for parts in ((), ("--rounds",)))
    assert "WHAT FOLLOWS IF THEY JOIN" in more and "WHAT FOLLOWS IF THEY JOIN" not in plain
    assert "--rounds (" in plain and "--rounds (" not in more


_BAD = {
    "consent by nobody who can give it": (
        'on = "2015-09-30"\n[[attacks]]\nattacker = "RUS"\nvictim = "SYR"\n'
        '[[decisions]]\nby = "IRN"\nkind = "consent of the host"\nabout = "SYR"\n',
        "bad.toml, line 5: Iran cannot consent for Syria",
    ),
    "an attack dated before its war": (
        'on = "1990-08-03"\n[[attacks]]\nattacker = "KWT"\nvictim = "IRQ"\non = "1990-08-01"\n',
        "the attack is dated 1990-08-01 (bad.toml, line 2), before the war that Iraq began on 2 "
        "August 1990 (S/RES/660 (1990)): wars.csv, row irq-kwt-1990;",
    ),
    "a war whose end is not known": (
        'on = "2025-06-01"\n[[attacks]]\nattacker = "UKR"\nvictim = "BLR"\n',
        "is not known: wars.csv, row blr-ukr-2022, has no last day",
    ),
    "a territory without a holder that day": (
        'on = "1999-06-01"\n[[attacks]]\nattacker = "SYR"\nvictim = "ISR"\nplace = "heglig"\n',
        "whose Heglig was on 1999-06-01 is not known: control.csv has no row for that day",
    ),
}


@pytest.mark.parametrize("name", _BAD)
def test_what_is_bad_is_said_with_file_and_row_and_left_open(
    run: Run, tmp_path: Path, name: str
) -> None:
    text, words = _BAD[name]
    path = tmp_path / "bad.toml"
    path.write_text(text, encoding="utf-8")
    done = run("obligations", "--situation", str(path))
    assert done.code == 0, done.err
    assert words in " ".join(done.out.split())
    (opened,) = [line for line in done.out.splitlines() if line.startswith(" OPEN ")]
    assert "nobody" not in opened


def test_overlapping_control_is_said_with_file_and_row_and_left_open(
    run: Run, tmp_path: Path
) -> None:
    rows = "territory,recognised,administered,start,source\ncrimea,UKR,UKR,2020-01-01,x\n"
    (tmp_path / "control.csv").write_text(rows, encoding="utf-8")
    asked = ("--attack", "USA:RUS", "--on", "2023-09-22", "--place", "crimea", "--no-wars")
    folder = ("--target", "forces", "--world", str(tmp_path))
    done = run("obligations", *asked, *folder)
    assert "control.csv, line 2: whose crimea is and who holds it is open" in done.err
    both = "held by Russia from 2014-03-18; territory of Ukraine, held by Ukraine from 2020-01-01"
    assert both in " ".join(done.out.split())
    (opened,) = [line for line in done.out.splitlines() if line.startswith(" OPEN ")]
    assert "nobody" not in opened


def test_a_day_before_the_facts_is_said_to_be_one(run: Run) -> None:
    done = run("obligations", "--attack", "FRA:GBR", "--on", "1700-01-01")
    _complains(done, 2, "1700-01-01 lies before these facts, which know states from 1816-01-01")


def test_an_assumed_pact_is_compared_with_the_world_as_it_is(run: Run) -> None:
    attack = ("obligations", "--attack", "CHN:PHL", "--on", "2025-01-15", "--unprovoked")
    done = run(*attack, "--with", "USA,JPN,KOR,PHL: defense")
    assert done.code == 0, done.err
    assert "gains a defender: Philippines, by Japan" in done.out
    done = run(*attack, "--without", "phl-usa-1951")
    assert "loses a defender: Philippines, by United States" in done.out


def test_system_shows_what_a_state_is_bound_by(run: Run) -> None:
    done = run("system", "2024-06-20", "--actor", "PRK")
    assert done.code == 0, done.err
    for words in ("Kim Jong Un", "China", "Land borders", "article II"):
        assert words in done.out


def test_system_shows_the_vetoes_of_the_year(run: Run) -> None:
    council = run("system", "2024-06-20", "--actor", "UNSC").out
    assert "2024-03-28 Russia: mandate of the panel of experts on North Korea" in council
    assert "S/2024/835" not in council
    russia = run("system", "1980-06-01", "--actor", "SUN").out
    assert "1980-01-07 Soviet Union: Soviet invasion of Afghanistan (S/13729)" in russia
    assert "none that is coded" in run("system", "1978-06-01", "--actor", "USA").out
    assert "Vetoes" not in run("system", "2024-06-20", "--actor", "DEU").out


def test_system_shows_what_changed(run: Run) -> None:
    done = run("system", "2024-06-20", "--against", "2023-01-01", "--actor", "FIN")
    assert "joined NATO" in done.out or "joined North Atlantic" in done.out
    assert "2023-04-04" in done.out


def test_pacts_are_compared_article_by_article(run: Run) -> None:
    done = run("pact", "compare", "prk-rus-2024", "prk-sun-1961", "prk-rus-2000")
    assert done.code == 0, done.err
    assert "WEAKENED defense: article I, now article 4" in done.out
    assert "ADDED defense: article 4" in done.out


def test_pacts_are_listed_by_actor_and_day(run: Run) -> None:
    done = run("pact", "list", "--actor", "PRK", "--on", "2024-06-20", "--type", "defense")
    assert "chn-prk-1961" in done.out
    assert "prk-sun-1961" not in done.out


def test_a_pact_is_shown_whole(run: Run) -> None:
    done = run("pact", "show", "kor-usa-1953")
    assert done.code == 0, done.err
    for words in ("article III", "signed 1953-10-01", "sources:"):
        assert words in done.out


PACT = """\
id = "x-y-2000"
name = "Treaty"
short = "X–Y"
signed = "2000-01-02"
in_force = "2000-03-01"
sources = ["a source"]
parties = [
  { actor = "PRK" },
  { actor = "RUS" },
]
[[articles]]
ref = "1"
says = "They defend each other."
[[articles.commitments]]
type = "defense"
trigger = { event = "armed attack" }
"""


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ('event = "armed attack"', 'event = "insult"', 16, "armed aggression"),
        ('trigger = { event = "armed attack" }', "", 14, "article 1: .*needs a trigger"),
        ('actor = "RUS"', 'actor = "RSU"', 9, "unknown party 'RSU'"),
        ('actor = "RUS"', 'actor = "SUN"', 9, "SUN did not exist on 2000-03-01"),
        ('actor = "RUS" }', 'actor = "RUS" },\n  { actor = "RUS" }', 10, "twice"),
        ("[[articles]]", 'succeeds = ["x-y-2000"]\n[[articles]]', 11, "circle"),
        ("[[articles]]", "[[articles", 11, "not valid TOML"),
    ],
)
def test_a_mistake_in_a_pact_is_shown_with_its_line(
    run: Run, tmp_path: Path, old: str, new: str, line: int, words: str
) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(PACT.replace(old, new), encoding="utf-8")
    done = run("pact", "check", str(path))
    assert done.code == 1
    assert re.search(f"line {line}: .*{words}", done.out), done.out
    attack = ("obligations", "--attack", "RUS:PRK", "--on", "2024-01-01")
    _complains(run(*attack, "--with", str(path)), 1, f"mine.toml, line {line}: ")


def test_a_right_pact_is_valid(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(PACT, encoding="utf-8")
    assert run("pact", "check", str(path)).code == 0


@pytest.mark.parametrize(
    ("words", "finding"),
    [
        (("coal", "--from", "PRK", "--to", "CHN", "--on", "2018-01-01"), "BREACHES, S/RES/2371"),
        (("coal", "--from", "PRK", "--to", "CHN", "--on", "2005-01-01"), "PERMITTED"),
        (("soup", "--from", "PRK", "--to", "CHN", "--on", "2018-01-01"), "UNKNOWN"),
        (("coal", "--from", "POL", "--to", "CHN", "--on", "2018-01-01"), "UNKNOWN"),
        (("rifles", "--from", "CHN", "--to", "PRK", "--on", "2016-03-02"), "BREACHES, S/RES/2270"),
        (("rifles", "--from", "CHN", "--to", "PRK", "--on", "2016-03-01"), "PERMITTED, S/RES/1874"),
        (
            ("ships", "--from", "CHN", "--to", "PRK", "--on", "2020-03-01"),
            "NEEDS COMMITTEE APPROVAL",
        ),
        (("diesel", "--from", "RUS", "--to", "PRK", "--on", "2024-03-01"), "UNKNOWN, S/RES/2397"),
    ],
)
def test_compliance_finds_the_paragraph(run: Run, words: tuple[str, ...], finding: str) -> None:
    done = run("compliance", *words)
    assert done.code == 0, done.err
    assert finding in done.out


def test_compliance_weighs_an_amount_against_the_cap(run: Run) -> None:
    flow = ("diesel", "--from", "RUS", "--to", "PRK", "--on", "2024-03-01", "--amount")
    assert (
        "BREACHES, S/RES/2397 (2017), paragraph 5" in run("compliance", *flow, "600000 barrels").out
    )
    assert (
        "PERMITTED, S/RES/2397 (2017), paragraph 5" in run("compliance", *flow, "1000 barrels").out
    )
    assert "UNKNOWN" in run("compliance", *flow, "10 tonnes").out
    _complains(run("compliance", *flow, "many"), 2, "'many' is no amount")


@pytest.mark.parametrize(
    "command", [[Path(sys.executable).with_name("ramify")], [sys.executable, "-m", "ramify"]]
)
def test_the_installed_command_runs_from_a_shell(command: list[str]) -> None:
    done = subprocess.run([*command, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("ramify ")


def test_a_threat_is_judged_as_one(run: Run) -> None:
    asked = ("obligations", "--attack", "CHN:PHL", "--on", "2024-07-01")
    attack, threat = run(*asked, "--why").out, run(*asked, "--threat", "--why").out
    assert threat.startswith("If China threatens Philippines on 2024-07-01")
    assert "article IV of the" in attack
    assert "United States owes Philippines consultation under article III" in threat
    assert "United States owes Philippines defense" not in threat
    assert "Philippines is threatened on its own territory" in " ".join(threat.split())


def test_what_a_situation_file_says_is_not_said_again(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "asked.toml"
    path.write_text('on = "2024-07-01"\nattacks = [{ attacker = "PRK", victim = "KOR" }]\n')
    assert run("obligations", "--situation", str(path)).code == 0
    for more in (("--provoked",), ("--target", "ships"), ("--threat",), ("--place", "KOR")):
        _complains(run("obligations", "--situation", str(path), *more), 2, "leave out the others")
