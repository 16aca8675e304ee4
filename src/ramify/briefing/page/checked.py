"""What was held against the facts: how much agrees, and each thing that differs."""

from __future__ import annotations

from ramify._value import Value
from ramify.briefing.page.row import PageRow, Sheet


class CheckedCount(Value):
    """How many statements agree, differ, or are not covered; those that differ as rows."""

    agree: int = 0
    differ: int = 0
    open: int = 0
    rows: tuple[PageRow, ...] = ()


def checked(sheet: Sheet) -> CheckedCount:
    """The checks of all documents, those counted once that two documents share."""
    found = [
        (f"/checked/{n}/checks/{m}", check)
        for n, document in enumerate(sheet.brief.checked)
        for m, check in enumerate(document.checks)
    ]
    verdicts = [check.verdict for _, check in found]
    rows = [
        PageRow(words=f"{check.says}; on file: {check.value}", cites=sheet.cite(at))
        for at, check in found
        if check.verdict == "differs"
    ]
    rows += [
        PageRow(words=f"cannot be checked: {check.says}", cites=sheet.cite(at))
        for at, check in found
        if check.verdict == "not in the record" and check.why and "complete list" in check.why
    ]
    return CheckedCount(
        agree=verdicts.count("agrees"),
        differ=verdicts.count("differs"),
        open=verdicts.count("not in the record"),
        rows=tuple(rows),
    )
