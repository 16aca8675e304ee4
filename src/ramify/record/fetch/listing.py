"""Listings: which files a publisher has for a stretch of days, with sizes and checksums."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from ramify._errors import InputError, UsageError
from ramify.record.fetch import ucdp_api
from ramify.record.fetch.transfer import Fetched, Manners, Wanted, client, fetch_all

if TYPE_CHECKING:
    import httpx

_QUARTER, _DAY = timedelta(minutes=15), timedelta(days=1)
_FIRST2 = date(2015, 2, 18)
_FIRST1 = date(2013, 4, 1)
_LINE = re.compile(r"(\d+) ([0-9a-f]{32}) (\S+)")
_MOST = 400 << 20

BASES = {
    "gdelt": "http://data.gdeltproject.org",
    "gdelt1": "http://data.gdeltproject.org",
    "ucdp": "https://ucdp.uu.se",
    "ucdp-api": ucdp_api.BASE,
    "icews": "https://dataverse.harvard.edu",
    "polecat": "https://dataverse.harvard.edu",
}
"""Where each feed is published; `--mirror` names another place laid out alike."""

_DOI = {"icews": "doi:10.7910/DVN/28075", "polecat": "doi:10.7910/DVN/AJGVIT"}


def fetch_feed(
    feed: str, first: date, last: date, into: Path, manners: Manners, base: str | None = None
) -> tuple[Fetched, ...]:
    """Fetch what a feed has from the first day to the last, both included, into a folder.

    Raises:
        UsageError: no such feed, or it has nothing for those days.
        InputError: the publisher's list cannot be had, or a file cannot be written.
    """
    if feed == "ucdp-api":
        return ucdp_api.fetch_events(first, last, into, manners, base)
    with client(manners) as http:
        wanted = listing(feed, first, last, http, base)
    return fetch_all(wanted, into, manners)


def listing(
    feed: str, first: date, last: date, http: httpx.Client, base: str | None = None
) -> tuple[Wanted, ...]:
    """The files of a feed from the first day to the last, both included.

    Raises:
        UsageError: no such feed, or it has nothing for those days.
        InputError: the publisher's list cannot be had.
    """
    if feed not in _WAYS:
        raise UsageError(
            f"{feed!r} is not fetched", repair=f"fetch {', '.join(sorted(BASES))}; load other files"
        )
    if last < first:
        raise UsageError(f"{first} to {last} ends before it starts")
    found = tuple(_WAYS[feed](first, last, http, (base or BASES[feed]).rstrip("/")))
    if not found:
        raise UsageError(f"{feed} has no files from {first} to {last}")
    return found


def _gdelt2(first: date, last: date, http: httpx.Client, base: str) -> Iterator[Wanted]:
    """Every quarter of an hour; one that the master list lacks is missing on the server."""
    listed = {}
    for line in _text(http, f"{base}/gdeltv2/masterfilelist.txt").splitlines():
        match = _LINE.fullmatch(line.strip())
        if match and match[3].endswith(".export.CSV.zip"):
            listed[match[3].rpartition("/")[2]] = (int(match[1]), match[2])
    moment = datetime.combine(max(first, _FIRST2), time())
    while moment < datetime.combine(last + _DAY, time()):
        name = f"{moment:%Y%m%d%H%M%S}.export.CSV.zip"
        size, md5 = listed.get(name, (None, None))
        yield Wanted(
            url=f"{base}/gdeltv2/{name}",
            name=name,
            size=size,
            md5=md5,
            since=moment.isoformat(),
            until=(moment + _QUARTER).isoformat(),
        )
        moment += _QUARTER


def _gdelt1(first: date, last: date, http: httpx.Client, base: str) -> Iterator[Wanted]:
    """Every day from April 2013; sizes and checksums are in lists of their own."""
    sums = dict(_pairs(_text(http, f"{base}/events/md5sums")))
    sizes = {name: size for size, name in _pairs(_text(http, f"{base}/events/filesizes"))}
    names = {name: md5 for md5, name in sums.items()}
    day = max(first, _FIRST1)
    while day <= last:
        name = f"{day:%Y%m%d}.export.CSV.zip"
        size = sizes.get(name, "")
        yield Wanted(
            url=f"{base}/events/{name}",
            name=name,
            size=int(size) if size.isdecimal() else None,
            md5=names.get(name),
            since=datetime.combine(day, time()).isoformat(),
            until=datetime.combine(day + _DAY, time()).isoformat(),
        )
        day += _DAY


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        one, _, other = line.strip().partition(" ")
        if other:
            yield one, other.strip()


def _ucdp(first: date, last: date, http: httpx.Client, base: str) -> Iterator[Wanted]:
    """The yearly release that covers the first years, and the monthly candidates after it.

    The release of year Y+1 covers to the end of year Y; candidates of a month come out in the
    next. Candidate files that do not exist are missing on the server.
    """
    release = min(last.year, date.today().year - 1) + 1
    short = f"{release % 100}1"
    if first.year < release:
        yield Wanted(
            url=f"{base}/downloads/ged/ged{short}-csv.zip",
            name=f"ged{short}-csv.zip",
            since=datetime(1989, 1, 1).isoformat(),
            until=datetime(release, 1, 1).isoformat(),
        )
    month = date(max(first.year, release), first.month if first.year >= release else 1, 1)
    while month <= last:
        name = f"GEDEvent_v{month.year % 100}_0_{month.month}.csv"
        after = (month + timedelta(days=32)).replace(day=1)
        yield Wanted(
            url=f"{base}/downloads/candidateged/{name}",
            name=name,
            since=datetime.combine(month, time()).isoformat(),
            until=datetime.combine(after, time()).isoformat(),
        )
        month = after


def _dataverse(feed: str) -> Callable[[date, date, httpx.Client, str], Iterator[Wanted]]:
    def files(first: date, last: date, http: httpx.Client, base: str) -> Iterator[Wanted]:
        """The files of a Dataverse deposit whose name has a year that was asked for."""
        address = f"{base}/api/datasets/:persistentId/?persistentId={_DOI[feed]}"
        data = _json(http, address)
        try:
            listed = [entry["dataFile"] for entry in data["data"]["latestVersion"]["files"]]
        except (KeyError, TypeError):
            raise InputError("is no list of a Dataverse deposit", where=address) from None
        years = set(range(first.year, last.year + 1))
        for file in listed:
            name = PurePath(str(file.get("filename", ""))).name
            told = {int(y) for y in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", name)}
            if not told & years or not name.lower().endswith((".tab", ".txt", ".zip", ".gz")):
                continue
            ask = "?format=original" if name.endswith(".tab") else ""
            yield Wanted(
                url=f"{base}/api/access/datafile/{_whole(file.get('id'))}{ask}",
                name=name,
                size=None if ask else _whole(file.get("filesize")),
                md5=None if ask else _hex(file.get("md5")),
            )

    return files


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) and value >= 0 else None


def _hex(value: object) -> str | None:
    return value if isinstance(value, str) and re.fullmatch(r"[0-9a-fA-F]{32}", value) else None


def _text(http: httpx.Client, url: str) -> str:
    """A list of the publisher's, tried a few times.

    Raises:
        InputError: it cannot be had.
    """
    import httpx

    why = ""
    for _ in range(3):
        try:
            with http.stream("GET", url) as answer:
                if answer.status_code == 200:
                    return _limited(answer, url)
                why = f"the server answers {answer.status_code}"
        except httpx.TransportError as error:
            why = type(error).__name__
    raise InputError(
        f"the publisher's list cannot be had ({why})", where=url, repair="try again, or a --mirror"
    )


def _limited(answer: httpx.Response, url: str) -> str:
    parts, done = [], 0
    for chunk in answer.iter_bytes():
        done += len(chunk)
        if done > _MOST:
            raise InputError("is longer than a list should be", where=url)
        parts.append(chunk)
    return b"".join(parts).decode("utf-8", "replace")


def _json(
    http: httpx.Client, url: str
) -> dict[str, dict[str, dict[str, list[dict[str, dict[str, object]]]]]]:
    import json

    try:
        found = json.loads(_text(http, url))
    except json.JSONDecodeError:
        raise InputError("is not JSON", where=url) from None
    return found if isinstance(found, dict) else {}


_WAYS: dict[str, Callable[[date, date, httpx.Client, str], Iterator[Wanted]]] = {
    "gdelt": _gdelt2,
    "gdelt1": _gdelt1,
    "ucdp": _ucdp,
    "icews": _dataverse("icews"),
    "polecat": _dataverse("polecat"),
}
