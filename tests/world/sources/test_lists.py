"""Lists of sanctions in XML: small files written for these tests to the published schemas.

No sample of a published list is at hand: names and numbers here are made up.
"""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path

import pytest

from ramify import InputError, World
from ramify._errors import UnknownName, UsageError
from ramify.commands.record.load import sources
from ramify.reasoning.listings import judge
from ramify.world.sanctions import Designation
from ramify.world.sources.folder import load
from tests.conftest import Run

UN = """<?xml version="1.0" encoding="UTF-8"?>
<CONSOLIDATED_LIST xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  dateGenerated="2026-01-15T10:00:00.000Z">
<INDIVIDUALS>
 <INDIVIDUAL><DATAID>690001</DATAID><VERSIONNUM>1</VERSIONNUM><FIRST_NAME>AN</FIRST_NAME>
  <SECOND_NAME>EXAMPLE</SECOND_NAME><UN_LIST_TYPE>DPRK</UN_LIST_TYPE>
  <REFERENCE_NUMBER>KPi.901</REFERENCE_NUMBER><LISTED_ON>2016-03-02</LISTED_ON>
  <NAME_ORIGINAL_SCRIPT>안</NAME_ORIGINAL_SCRIPT><COMMENTS1>Made up.</COMMENTS1>
  <NATIONALITY><VALUE>Democratic People's Republic of Korea</VALUE></NATIONALITY>
  <LIST_TYPE><VALUE>UN List</VALUE></LIST_TYPE>
  <INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Ann Sample</ALIAS_NAME></INDIVIDUAL_ALIAS>
  <INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS></INDIVIDUAL>
 <INDIVIDUAL><DATAID>690002</DATAID></INDIVIDUAL>
</INDIVIDUALS>
<ENTITIES>
 <ENTITY><DATAID>690003</DATAID><FIRST_NAME>SAMPLE TRADING</FIRST_NAME>
  <UN_LIST_TYPE>Al-Qaida</UN_LIST_TYPE><REFERENCE_NUMBER>QDe.901</REFERENCE_NUMBER>
  <LISTED_ON>2001-10-06</LISTED_ON></ENTITY>
</ENTITIES>
</CONSOLIDATED_LIST>
"""
OFAC = """<?xml version="1.0" standalone="yes"?>
<sdnList xmlns="https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML">
 <publshInformation><Publish_Date>01/16/2026</Publish_Date><Record_Count>3</Record_Count>
 </publshInformation>
 <sdnEntry><uid>9001</uid><firstName>Ann</firstName><lastName>SAMPLE</lastName>
  <sdnType>Individual</sdnType><programList><program>DPRK</program><program>NPWMD</program>
  </programList><akaList><aka><uid>1</uid><type>a.k.a.</type><category>strong</category>
  <lastName>EXAMPLE</lastName><firstName>An</firstName></aka></akaList>
  <nationalityList><nationality><uid>2</uid><country>Korea, North</country>
  <mainEntry>true</mainEntry></nationality></nationalityList></sdnEntry>
 <sdnEntry><uid>9002</uid><lastName>SAMPLE STAR</lastName><sdnType>Vessel</sdnType>
  <programList><program>IRAN</program></programList>
  <vesselInfo><callSign>X</callSign><vesselFlag>Panama</vesselFlag></vesselInfo></sdnEntry>
 <sdnEntry><uid>9003</uid><lastName>ODD</lastName><sdnType>Satellite</sdnType></sdnEntry>
</sdnList>
"""
EU = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2026-01-17T08:00:00+01:00"
  globalFileId="1">
 <sanctionEntity designationDetails="" unitedNationId="KPi.901" euReferenceNumber="EU.9001.1"
   logicalId="9001" designationDate="2016-03-05">
  <regulation regulationType="amendment" publicationDate="2020-07-31" numberTitle="2020/1 (OJ)"
   programme="PRK" logicalId="1"><publicationUrl>https://example.org</publicationUrl></regulation>
  <subjectType code="person" classificationCode="P"/>
  <nameAlias wholeName="안" strong="true" nameLanguage="KO"/>
  <nameAlias firstName="An" lastName="Example" wholeName="" strong="true" nameLanguage="EN"/>
  <citizenship countryIso2Code="KP" countryDescription="KOREA, DPR"/>
  <citizenship countryIso2Code="00" countryDescription="UNKNOWN"/></sanctionEntity>
 <sanctionEntity euReferenceNumber="EU.9002.2" logicalId="9002">
  <regulation publicationDate="2022-03-09" programme="UKR"/>
  <subjectType code="enterprise" classificationCode="E"/>
  <nameAlias wholeName="Sample Works" strong="true" nameLanguage=""/></sanctionEntity>
 <sanctionEntity logicalId="9003"><subjectType code="person"/></sanctionEntity>
</export>
"""
UK = """<?xml version="1.0" encoding="utf-8"?>
<Designations><DateGenerated>18/01/2026</DateGenerated>
 <Designation><LastUpdated>01/02/2022</LastUpdated><DateDesignated>04/03/2016</DateDesignated>
  <UniqueID>DPR9001</UniqueID><OFSIGroupID>1</OFSIGroupID>
  <UNReferenceNumber>KPi.901</UNReferenceNumber>
  <Names><Name><Name6>Sample</Name6><Name1>Ann</Name1><NameType>Alias</NameType></Name>
   <Name><Name6>Example</Name6><Name1>An</Name1><NameType>Primary Name</NameType></Name></Names>
  <NonLatinNames><NonLatinName><NameNonLatinScript>안</NameNonLatinScript></NonLatinName>
  </NonLatinNames><RegimeName>The DPRK (Sanctions) (EU Exit) Regulations 2019</RegimeName>
  <IndividualEntityShip>Individual</IndividualEntityShip>
  <SanctionsImposed>Asset freeze|Travel ban</SanctionsImposed>
  <IndividualDetails><Individual><Nationalities><Nationality>North Korea</Nationality>
  </Nationalities></Individual></IndividualDetails></Designation>
 <Designation><DateDesignated>2018-03-30</DateDesignated><UniqueID>DPR9002</UniqueID>
  <Names><Name><Name6>SAMPLE STAR</Name6><NameType>Primary name</NameType></Name></Names>
  <RegimeName>The DPRK (Sanctions) (EU Exit) Regulations 2019</RegimeName>
  <IndividualEntityShip>Ship</IndividualEntityShip></Designation>
 <Designation><UniqueID>X</UniqueID><IndividualEntityShip>Person</IndividualEntityShip>
 </Designation>
</Designations>
"""
LISTS = {"un-list": UN, "ofac-sdn": OFAC, "eu-list": EU, "uk-list": UK}
every = pytest.mark.parametrize("kind", LISTS)


@pytest.fixture(scope="module")
def world() -> World:
    return World.packaged()


def filled(kind: str, text: str | bytes, folder: Path, world: World) -> tuple[Designation, ...]:
    file = folder / "list.xml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    load(sources()[kind], file, folder / "own", world)
    return world.with_folder(folder / "own").designations


def test_every_list_has_its_sample() -> None:
    assert {kind for kind, source in sources().items() if source.open} == set(LISTS)


def test_the_consolidated_list_of_the_council(tmp_path: Path, world: World) -> None:
    person, entity = filled("un-list", UN, tmp_path, world)
    assert (person.id, person.kind, person.name) == ("KPi.901", "person", "AN EXAMPLE")
    assert person.names == ("안", "Ann Sample") and person.programmes == ("DPRK",)
    assert person.states == ("PRK",)
    assert (str(person.listed_on), str(person.as_of)) == ("2016-03-02", "2026-01-15")
    assert (entity.kind, entity.name, entity.states) == ("entity", "SAMPLE TRADING", ())


def test_the_sdn_list_gives_no_day_of_listing(tmp_path: Path, world: World) -> None:
    person, ship = filled("ofac-sdn", OFAC, tmp_path, world)
    assert (person.name, person.names) == ("Ann SAMPLE", ("An EXAMPLE",))
    assert (person.programmes, person.states) == (("DPRK", "NPWMD"), ("PRK",))
    assert person.listed_on is None and str(person.as_of) == "2026-01-16"
    assert (ship.kind, ship.states) == ("ship", ("PAN",))


def test_the_list_of_the_european_union(tmp_path: Path, world: World) -> None:
    person, works = filled("eu-list", EU, tmp_path, world)
    assert (person.name, person.names, person.un) == ("An Example", ("안",), "KPi.901")
    assert (person.states, person.programmes) == (("PRK",), ("PRK",))
    assert (str(person.listed_on), str(person.as_of)) == ("2016-03-05", "2026-01-17")
    assert (works.kind, works.listed_on) == ("entity", None), "an amendment dates no listing"


def test_the_list_of_the_united_kingdom(tmp_path: Path, world: World) -> None:
    person, ship = filled("uk-list", UK, tmp_path, world)
    assert (person.name, person.names) == ("An Example", ("Ann Sample", "안"))
    assert (person.states, person.un) == (("PRK",), "KPi.901")
    assert (str(person.listed_on), str(person.as_of)) == ("2016-03-04", "2026-01-18")
    assert (ship.kind, str(ship.listed_on)) == ("ship", "2018-03-30")


@every
def test_what_cannot_be_used_is_set_aside_with_its_line(
    kind: str, tmp_path: Path, world: World
) -> None:
    file = tmp_path / "list.xml"
    file.write_text(LISTS[kind], encoding="utf-8")
    done = load(sources()[kind], file, tmp_path / "own", world)
    assert done.values == 2
    [(where, why)] = done.left
    number = int(where.removeprefix("line "))
    assert "<" in LISTS[kind].splitlines()[number - 1] and why.startswith("no ")


def test_four_lists_lie_beside_each_other_and_loading_again_replaces(
    tmp_path: Path, world: World
) -> None:
    for kind, text in LISTS.items():
        filled(kind, text, tmp_path, world)
    held = world.with_folder(tmp_path / "own")
    assert {d.list for d in held.designations} == {"UN", "OFAC SDN", "EU", "UK"}
    assert not held.told and str(held.about.through["un-list"]) == "2026-01-15"
    filled("un-list", UN, tmp_path, world)
    assert len(world.with_folder(tmp_path / "own").designations) == 8
    assert world.designations == (), "none is packaged"


@every
def test_a_packed_list_is_read_and_another_is_refused(
    kind: str, tmp_path: Path, world: World
) -> None:
    assert len(filled(kind, gzip.compress(LISTS[kind].encode()), tmp_path, world)) == 2
    other = next(text for name, text in LISTS.items() if name != kind)
    with pytest.raises(InputError, match=r"list\.xml: no .*, but .*; give the list as it is"):
        filled(kind, other, tmp_path, world)


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x SYSTEM "http://example.invalid/x.dtd">'
READS = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]>'


def hostile(kind: str) -> dict[str, tuple[bytes, str]]:
    text = LISTS[kind]
    head, _, body = text.partition("?>")
    deep = "<a>" * 60 + "</a>" * 60
    entry = {"un-list": "<FIRST_NAME>", "ofac-sdn": "<lastName>", "eu-list": "<regulation ",
             "uk-list": "<UniqueID>"}[kind]  # fmt: skip
    return {
        "laughs": (f"{head}?>{LAUGHS}{body}".encode(), "document type definition"),
        "outside": (f"{head}?>{OUTSIDE}{body}".encode(), "document type definition"),
        "file": (f"{head}?>{READS}{body}".encode(), "document type definition"),
        "laughs in UTF-16": (
            f'<?xml version="1.0" encoding="UTF-16"?>{LAUGHS}{body}'.encode("utf-16"),
            "document type definition",
        ),
        "deep": (text.replace(entry, deep + entry, 1).encode(), "nested too deep"),
        "broken": (text[: len(text) // 2].encode(), "broken XML"),
        "huge entry": (
            text.replace(entry, f"<x>{'y' * 5_000_000}</x>{entry}", 1).encode(), "an entry of more"
        ),
        "no XML": (b"uid,name\n1,x\n", "broken XML"),
        "empty": (b"", "broken XML"),
        "a page": (b"<html><body>Not found</body></html>", "but html"),
        "bad gzip": (gzip.compress(text.encode())[:200], "cannot be read"),
    }  # fmt: skip


@every
def test_hostile_lists_are_refused_in_one_line(kind: str, tmp_path: Path, world: World) -> None:
    for name, (data, said) in hostile(kind).items():
        with pytest.raises(InputError) as error:
            filled(kind, data, tmp_path, world)
        assert said in str(error.value), name
        assert "\n" not in str(error.value)
    assert not (tmp_path / "own" / sources()[kind].file).exists(), "nothing half written"


def test_a_name_of_a_list_is_shown_with_its_source(run: Run, tmp_path: Path) -> None:
    file, own = tmp_path / "un.xml", tmp_path / "own"
    file.write_text(UN, encoding="utf-8")
    done = run("load", "un-list", str(file), "--into", str(own))
    assert done.code == 0 and "2 from un.xml" in done.out and "no name" in done.out
    for name in ("KPi.901", "ann sample"):
        shown = " ".join(run("world", "show", name, "--world", str(own)).out.split())
        assert "AN EXAMPLE, person, on the UN list under DPRK" in shown
        assert "UN list of 2026-01-15, KPi.901" in shown
    assert run("world", "show", "Nobody Listed", "--world", str(own)).code == 2
    assert run("world", "check", str(own)).code == 0


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory, world: World) -> World:
    """The packaged world with all four lists."""
    folder = tmp_path_factory.mktemp("lists")
    for kind, text in LISTS.items():
        filled(kind, text, folder, world)
    return world.with_folder(folder / "own")


def ruled(world: World, what: str | None, *sides: str | None, on: str) -> dict[str | None, str]:
    """The finding by list, or by measure of the Council."""
    [judged] = judge(world, what, *sides, on=date.fromisoformat(on)).judged
    return {(r.measure or "").partition(" ")[0]: r.finding for r in judged.rulings}


def test_a_listed_person_may_be_a_side_of_a_flow(listed: World) -> None:
    flow = ("diamonds", "DEU", "an example")
    assert ruled(listed, *flow, on="2026-01-15") == {
        "EU": "breaches", "UN": "breaches", "UK": "not bound", "OFAC": "not bound",
    }  # fmt: skip
    assert ruled(listed, *flow, on="2016-03-03") == {
        "EU": "permitted", "UN": "breaches", "UK": "permitted", "OFAC": "not bound",
    }  # fmt: skip
    assert ruled(listed, *flow, on="2016-03-01")["UN"] == "permitted", "not listed yet"
    assert ruled(listed, "oil", "USA", "An Example", on="2025-01-01")["OFAC"] == "unknown"
    assert ruled(listed, "oil", "An Example", "USA", on="2026-01-16")["OFAC"] == "breaches"
    assert ruled(listed, "training", "USA", "An Example", on="2026-01-16") == {
        "OFAC": "breaches", "UN": "unknown", "EU": "not bound", "UK": "not bound",
    }  # fmt: skip
    assert ruled(listed, "oil", "HAMAS", "An Example", on="2026-01-16")["EU"] == "unknown"


def test_a_listed_name_is_asked_for_alone(listed: World) -> None:
    assert ruled(listed, None, None, "Sample Star", on="2026-02-01") == {
        "OFAC": "breaches", "UK": "unknown",
    }  # fmt: skip
    [judged] = judge(listed, None, None, "SAMPLE STAR", date(2026, 2, 1)).judged
    ofac = judged.rulings[0]
    assert ofac.evidence[0].article == "9002" and "of 2026-01-16" in ofac.evidence[0].citation
    assert "what changed later is not in it: it binds persons of the United States" in ofac.why
    with pytest.raises(UsageError, match="only a name on a loaded list"):
        judge(listed, None, "RUS", None, date(2026, 2, 1))


def test_measures_on_an_actor_stand_beside_the_lists(listed: World) -> None:
    assert ruled(listed, "artillery", "PRK", "Sample Works", on="2024-01-01") == {
        "1874-9": "breaches", "EU": "not bound",
    }  # fmt: skip
    with pytest.raises(UnknownName, match="did you mean Sample Works"):
        judge(listed, "oil", "DEU", "Sample Wroks", date(2024, 1, 1))


def test_what_the_british_list_imposes_is_read(listed: World) -> None:
    imposed = [d.imposed for d in listed.designations if d.list == "UK"]
    assert imposed == [("Asset freeze", "Travel ban"), ()]


def test_a_folder_of_lists_is_counted_by_the_check(run: Run, tmp_path: Path, world: World) -> None:
    filled("un-list", UN, tmp_path, world)
    filled("ofac-sdn", OFAC, tmp_path, world)
    said = run("world", "check", str(tmp_path / "own")).out
    assert "2 loaded from the UN list, of 2026-01-15" in said
    assert "2 loaded from the OFAC SDN list, of 2026-01-16" in said
    assert "Nothing in it" not in said
    whole = ("--to", "an example", "--on", "2026-01-20", "--world", str(tmp_path / "own"))
    assert "BREACHES, UN list, KPi.901" in run("compliance", *whole).out
