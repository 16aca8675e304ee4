"""UCDP's API: the events of some days, page by page, written as JSON Lines once all are there.

The API (`https://ucdpapi.pcr.uu.se/api/gedevents/VERSION`) counts pages from nought, gives at most
a thousand events a page with `TotalCount` and `TotalPages`, and since February 2026 wants a token
in the header `x-ucdp-access-token`. Pages that came stay for the next try; a release of which one
page failed has failed, since pages are not in the order of days.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from ramify._errors import InputError, UsageError
from ramify._files import one_writer, replacing_text
from ramify.record.fetch.transfer import Fetched, Manners, Wanted, fetch_all, made

BASE = "https://ucdpapi.pcr.uu.se"
_PAGE = 1000
_FIRST = date(1989, 1, 1)


@dataclass(frozen=True)
class _Release:
    """A release of the data set, and the days of it that were asked for."""

    version: str
    first: date
    last: date

    @property
    def name(self) -> str:
        version = self.version.replace(".", "_")
        return f"GEDEvent_v{version}_api_{self.first:%Y%m%d}_{self.last:%Y%m%d}.jsonl"

    def page(self, base: str, number: int, rows: int | None = None) -> Wanted:
        return Wanted(
            url=f"{base}/api/gedevents/{self.version}?pagesize={_PAGE}&page={number}"
            f"&StartDate={self.first}&EndDate={self.last}",
            name=f".page-{number:05}.json",
            check=lambda path: _amiss(path, rows),
        )

    def outcome(self, base: str, outcome: str, why: str = "") -> Fetched:
        return Fetched.model_validate({
            "name": self.name, "url": f"{base}/api/gedevents/{self.version}", "outcome": outcome,
            "why": why, "since": datetime.combine(self.first, time()).isoformat(),
            "until": datetime.combine(self.last + timedelta(days=1), time()).isoformat(),
        })  # fmt: skip


def fetch_events(
    first: date, last: date, into: Path, manners: Manners, base: str | None = None
) -> tuple[Fetched, ...]:
    """A file of events for each release that has some of the days, both included.

    Raises:
        UsageError: the last day is before the first, or all are before the data begin.
        InputError: the API wants a token, or a folder or file cannot be written.
    """
    if last < first or last < _FIRST:
        raise UsageError(f"ucdp-api has no events from {first} to {last}")
    base = (base or BASE).rstrip("/")
    with one_writer(made(into)):
        found = [_fetched(one, base, into, manners) for one in releases(first, last)]
    return tuple(found)


def releases(first: date, last: date, today: date | None = None) -> Iterator[_Release]:
    """The yearly release for the years it covers, and the candidates of each month after these.

    >>> [one.version for one in releases(date(2024, 5, 1), date(2026, 2, 9), date(2026, 3, 1))]
    ['26.1', '26.0.1', '26.0.2']
    """
    year = min(last.year, (today or date.today()).year - 1)
    if first.year <= year:
        until = min(last, date(year, 12, 31))
        yield _Release(f"{(year + 1) % 100}.1", max(first, _FIRST), until)
    month = max(first, date(year + 1, 1, 1))
    while month <= last:
        after = (month.replace(day=1) + timedelta(days=32)).replace(day=1)
        version = f"{month.year % 100}.0.{month.month}"
        yield _Release(version, month, min(last, after - timedelta(days=1)))
        month = after


def _fetched(release: _Release, base: str, into: Path, manners: Manners) -> Fetched:
    if (into / release.name).exists():
        return release.outcome(base, "there already")
    pages = into / f".{release.name}.pages"
    (begun,) = fetch_all([release.page(base, 0)], pages, manners)
    if begun.outcome in ("missing on the server", "failed"):
        _refused(begun, base)
        return release.outcome(base, begun.outcome, begun.why)
    told = _read(pages / begun.name)
    total, count = told["TotalCount"], told["TotalPages"]
    if count != -(-total // _PAGE):
        shutil.rmtree(pages)
        return release.outcome(base, "failed", f"{total:,} events are no {count:,} pages")
    rows = [min(_PAGE, total - _PAGE * n) for n in range(count)]
    done = fetch_all([release.page(base, n, rows[n]) for n in range(count)], pages, manners)
    if lost := [one for one in done if one.outcome in ("missing on the server", "failed")]:
        why = lost[0].why or lost[0].outcome
        return release.outcome(base, "failed", f"{len(lost)} of {count} pages: {why}")
    kept = [pages / one.name for one in done]
    if len({event.get("id") for event in _events(kept)}) != total:
        shutil.rmtree(pages)
        why = f"its pages repeat events, and lack others of {total:,}"
        return release.outcome(base, "failed", why)
    with replacing_text(into / release.name) as out:
        out.writelines(json.dumps(event) + "\n" for event in _events(kept))
    shutil.rmtree(pages)
    return release.outcome(base, "fetched")


def _events(pages: Iterable[Path]) -> Iterator[dict[str, object]]:
    for page in pages:
        yield from _read(page)["Result"]


def _refused(begun: Fetched, base: str) -> None:
    if any(f"answers {status}" in begun.why for status in (401, 403)):
        raise InputError(
            "the API wants a token, or takes this one for none of its own",
            where=base,
            repair="ask UCDP for one and set RAMIFY_UCDP_TOKEN; `ramify fetch ucdp` needs none",
        )


def _read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_bytes())
    return found


def _amiss(path: Path, rows: int | None) -> str | None:
    """What is wrong with a page; a page after the first is known to hold so many events."""
    try:
        told = _read(path)
        counts = [told["TotalCount"], told["TotalPages"]]
        events = told["Result"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return "is no page of events"
    if not all(type(count) is int and count >= 0 for count in counts):
        return "is no page of events"
    if not isinstance(events, list) or not all(isinstance(event, dict) for event in events):
        return "is no page of events"
    wanted = min(_PAGE, counts[0]) if rows is None else rows
    return None if len(events) == wanted else f"has {len(events):,} events of {wanted:,}"
