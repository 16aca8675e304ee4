"""How fast one core reads, how long the reader takes to load, and what it occupies.

    python benchmarks/reading_speed.py [FOLDER]

Reads the articles of the tests and the example (or of FOLDER), three rounds, and gives the
best. Seconds are the processor's, one thread, so they hold on a busy machine too. Goals: 300
sentences a second after loading, loading within 1.5 s, 600 MB, 20 MB of package data.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

os.environ |= dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
ROOT = Path(__file__).parent.parent
FOLDERS = (ROOT / "tests" / "reading" / "articles", ROOT / "examples" / "summit-2024")
ROUNDS = 3


def package_megabytes() -> float:
    """Size of the parser's package and of the reader's word lists, compiled code left out."""
    import ramify_english

    import ramify.reading

    homes = (Path(ramify_english.__file__).parent, Path(ramify.reading.__file__).parent / "data")
    files = [f for home in homes for f in home.rglob("*") if "__pycache__" not in f.parts]
    return sum(file.stat().st_size for file in files) / 1e6


def main() -> None:
    """Print the numbers."""
    began = time.process_time()
    from ramify import World
    from ramify.reading.intake import documents
    from ramify.reading.rules import RulesReader
    from ramify.reading.syntax.parsers import packaged_parser

    world, parser, reader = World.packaged(), packaged_parser(), RulesReader()
    first = documents.from_bytes(b"Peru condemned Chile on 3 May 2019.", name="note.txt")
    reader.read(first, world)
    loading = time.process_time() - began
    folders = [Path(word) for word in sys.argv[1:]] or FOLDERS
    files = [f for folder in folders for f in sorted(folder.iterdir()) if f.suffix != ".md"]
    opening = time.process_time()
    found = [documents.load(file) for file in files]
    opening = time.process_time() - opening
    sentences = sum(1 for document in found for _ in parser.sentences(document.text))
    parsing = reading = float("inf")
    for _ in range(ROUNDS):
        began = time.process_time()
        for document in found:
            list(parser.sentences(document.text))
        parsing, began = min(parsing, time.process_time() - began), time.process_time()
        for document in found:
            reader.read(document, world)
        reading = min(reading, time.process_time() - began)
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    peak /= 1024 if sys.platform == "linux" else 2**20
    print(f"{len(found)} documents, {sentences} sentences, parser {parser.name}")
    print(f"loading, first sentence included  {loading:6.2f} s")
    print(f"opening a document, cleaning it   {1000 * opening / len(found):6.1f} ms")
    print(f"parsing                           {sentences / parsing:6.0f} sentences/s")
    print(f"reading, parsing included         {sentences / reading:6.0f} sentences/s")
    print(f"peak memory                       {peak:6.0f} MB")
    print(f"package data                      {package_megabytes():6.1f} MB")


if __name__ == "__main__":
    main()
