"""Lists the sentences of a document with their positions, to begin an annotation.

    python tests/reading/gold/positions.py FILE

Prints the head of a gold file: the digest, and every block cut at what looks
like the end of a sentence. Move the blocks that are page furniture to `junk`,
leave the title out, mend wrong cuts, number the rest, then add events and claims.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from ramify.reading.evaluation.gold import plain_text

_END = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+(?=[\"'“‘(]?[A-Z0-9])|\n+")
_SHORT_FORMS = re.compile(r"\b(?:U\.S|i\.e|e\.g|Mr|Ms|Mrs|Dr|Gen|Lt|Col|St|No)\.$")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Positions of what looks like sentences."""
    start = 0
    for match in _END.finditer(text):
        if _SHORT_FORMS.search(text[start : match.start()]):
            continue
        yield start, match.end() - len(match[0].lstrip("\"'”’)]"))
        start = match.end()
    yield start, len(text)


def main(path: Path) -> None:
    """Print the head of a gold file."""
    text = plain_text(path)
    print(f'file = "{path.name}"')
    print(f'sha256 = "{hashlib.sha256(path.read_bytes()).hexdigest()[:16]}"')
    print("junk = []\n\n[sentences]")
    number = 0
    for start, end in sentences(text):
        body = text[start:end]
        if not body.strip():
            continue
        start += len(body) - len(body.lstrip())
        end -= len(body) - len(body.rstrip())
        number += 1
        print(f"s{number} = [{start}, {end}]  # {' '.join(text[start:end].split())[:90]}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
