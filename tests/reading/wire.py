"""A wire story as ten papers print it, and what another paper wrote about the same day."""

from __future__ import annotations

from pathlib import Path

WIRE = [
    "Finland joined NATO on 4 April 2023 as the 31st member of the alliance, ending decades of "
    "military non-alignment and more than doubling the border that the allies share with Russia.",
    "Foreign Minister Pekka Haavisto handed the accession document to United States Secretary of "
    "State Antony Blinken in Brussels, and the Finnish flag was raised outside the headquarters.",
    "Turkey had been the last ally to ratify. Its parliament approved the accession on 30 March, "
    "after months in which Ankara demanded that Helsinki act against groups it calls terrorist.",
    "Russia said that it would strengthen its forces in the northwest. Moscow will probably move "
    "more troops to Karelia within the year, a retired colonel told this agency.",
    "Sweden applied on the same day as its neighbour but still waited for two parliaments. "
    "Stockholm could join before the summit in July, diplomats said, if Hungary gives way.",
    "Finland keeps a conscript army and can call up 280,000 soldiers in war. It has bought 64 "
    "fighter aircraft from the United States, the largest purchase in its history.",
]

OTHER = """The quiet end of a long neutrality

For a generation of Finnish diplomats, staying outside was the policy and the pride. On 4 April
2023 that generation watched a flag go up in Brussels. Finland joined NATO, and the ceremony took
less time than the argument that had preceded it.

Haavisto, who signed for Helsinki, had once doubted that the country needed allies at all. What
changed his mind, he has said, was February 2022. Opinion polls moved faster than any politician:
support for membership doubled within a single spring.

The alliance gains artillery, reservists and a long northern flank. It also gains a frontier of
some 1,300 kilometres to watch. Moscow will answer with forces of its own, though most of its
northern brigades are at present in Ukraine and will hardly return soon.

Stockholm is left behind for now. Nobody in Helsinki wanted to enter alone, and the two
governments had promised to walk hand in hand. Ankara decided otherwise.
"""
"""Another author, the same day: no copy."""

_PAPERS = [
    *("Harbour Gazette", "The Northern Ledger", "Valley Post", "City Courier", "The Examiner"),
    *("Daily Compass", "Lakeside Tribune", "Morning Mail", "The Sentinel", "Prairie Star"),
]
_HEADLINES = [
    *("Finland enters the alliance", "NATO grows to 31", "A flag rises in Brussels"),
    *("Helsinki joins, Moscow bristles", "Finland's new border line", "The 31st ally"),
    *("Non-alignment ends", "Finland is in, Sweden waits", "Allies welcome Finland"),
    "A door closes behind Finland",
]
_DATELINES = [
    *("BRUSSELS, April 4 (Wire) - ", "BRUSSELS — ", "Brüssel, 4. April (Agentur) – ", "", ""),
    *("By our foreign staff. ", "BRUSSELS (Wire): ", "", "HELSINKI/BRUSSELS - ", "(Wire) "),
]
_EDITS = [
    *(("ending decades of", "closing decades of"), ("more than doubling", "doubling")),
    *(("handed", "gave"), ("had been the last ally", "was the last member state")),
    *(("after months in which", "after a year when"), ("said that it would", "vowed to")),
    *(("still waited for", "is still waiting for"), ("keeps", "maintains")),
    *(("the largest purchase", "the biggest purchase"), ("diplomats said, ", "")),
]


def copies() -> list[str]:
    """Ten printings: own headline, date line, edits and furniture; some cut the story short."""
    return [_printed(number) for number in range(10)]


def _printed(number: int) -> str:
    body = _DATELINES[number] + "\n\n".join(WIRE[: 6 - number % 3])
    for old, new in _EDITS[number % 3 : number % 3 + 4]:
        body = body.replace(old, new)
    furniture = [f"{_PAPERS[number]}\nHome | World | Sport | Log in", _HEADLINES[number]]
    tail = ["Share this article", "We use cookies to improve your experience on our site."]
    return "\n\n".join([*furniture, body, *tail[: number % 3]])


def write(folder: Path) -> list[Path]:
    """The ten printings and the other article as files of a folder, the other article last."""
    files = [folder / f"paper-{number}.txt" for number in range(10)] + [folder / "zz-other.txt"]
    for file, text in zip(files, [*copies(), OTHER], strict=True):
        file.write_text(text, encoding="utf-8")
    return files
