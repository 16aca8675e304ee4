"""A thousand documents read, read again, interrupted and taken up: time, memory, what is kept.

    python benchmarks/reading_batch.py [--documents 1000] [--jobs 2] [--folder DIR]

The documents are made of the paragraphs of the repository's own articles, with other states,
days and numbers in each, half of them as web pages. Goal: a thousand in 180 seconds on
two cores. Processor seconds are given beside the time, as that depends on who else computes.
Memory is that of all processes together, sampled five times a second (Linux).
"""

from __future__ import annotations

import argparse
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from ramify.reading.intake.documents import load

ROOT = Path(__file__).parent.parent
STATES = [
    *("Brazil", "Kenya", "Norway", "Thailand", "Peru", "Poland", "Egypt", "Chile", "Ghana"),
    *("Canada", "Spain", "Jordan", "Vietnam", "Mexico", "Ukraine", "Algeria", "Denmark"),
    *("Pakistan", "Argentina", "Nigeria", "Malaysia", "Morocco", "Portugal", "Uganda"),
]
MONTHS = "January February March April May June July August September October November December"
PAGE = (
    '<html lang="en"><head><title>{title}</title><meta property="article:published_time" '
    'content="{day}"></head><body><nav><a href="/">Home</a> <a href="/w">World</a></nav>'
    "<article><h1>{title}</h1>{body}</article><aside><h2>Most read</h2><ul><li>One</li></ul>"
    "</aside><footer>We use cookies to improve your experience.</footer></body></html>"
)


def paragraphs() -> list[str]:
    """The paragraphs of the example and test articles, page furniture taken away."""
    folders = (ROOT / "tests" / "reading" / "articles", ROOT / "examples" / "summit-2024")
    files = [f for folder in folders for f in sorted(folder.iterdir()) if f.suffix != ".md"]
    found = [part for file in files for part in load(file).text.split("\n\n")]
    return [part for part in found if len(part.split()) > 25]


def varied(text: str, drawn: random.Random) -> str:
    """The paragraph about other states, days and numbers."""
    states = "|".join((*STATES, "Finland", "Sweden", "Russia", "China", "India", "Japan", "Niger"))
    text = re.sub(rf"\b({states})\b", lambda _: drawn.choice(STATES), text)
    months = MONTHS.replace(" ", "|")
    text = re.sub(rf"\b({months})\b", lambda _: drawn.choice(MONTHS.split()), text)
    text = re.sub(r"\b(?:19|20)\d\d\b", lambda _: str(drawn.randint(1995, 2024)), text)
    sentences = re.split(r"(?<=[.!?]) (?=[A-Z])", text)
    return " ".join(drawn.sample(sentences, max(1, len(sentences) - 1)))


def make(folder: Path, count: int) -> None:
    """Write the documents and two bad ones."""
    parts, drawn = paragraphs(), random.Random(20240620)
    for number in range(count):
        body = [varied(part, drawn) for part in drawn.sample(parts, 9)]
        title = " ".join(body[0].split()[:6])
        day = f"{drawn.randint(2005, 2024)}-{drawn.randint(1, 12):02}-{drawn.randint(1, 28):02}"
        if number % 2:
            text = PAGE.format(title=title, day=day, body="".join(f"<p>{p}</p>" for p in body))
            (folder / f"{number:04}.html").write_text(text, encoding="utf-8")
        else:
            text = "\n\n".join([title, f"Posted on {day}", *body])
            (folder / f"{number:04}.txt").write_text(text, encoding="utf-8")
    (folder / "bad-empty.txt").write_bytes(b"")
    (folder / "bad-broken.pdf").write_bytes(b"%PDF-1.7\nnothing")


def resident(process: int) -> float:
    """Megabytes of a process and all below it."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
        below = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20 + sum(resident(int(p)) for p in below)


def run(words: list[str], stop_after: float | None = None) -> dict[str, float]:
    """One run of ramify, interrupted as by Ctrl-C if asked: what it took."""
    before, began, peak = os.times(), time.perf_counter(), 0.0
    child = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    while child.poll() is None:
        peak = max(peak, resident(child.pid))
        if stop_after is not None and time.perf_counter() - began > stop_after:
            child.send_signal(signal.SIGINT)
            stop_after = None
        time.sleep(0.2)
    after = os.times()
    used = after.children_user + after.children_system
    used -= before.children_user + before.children_system
    said = child.stderr.read().decode() if child.stderr else ""
    print("".join(f"    {line}\n" for line in said.splitlines()[:4]), end="")
    seconds = time.perf_counter() - began
    return {"seconds": seconds, "processor": used, "MB": peak, "exit": child.returncode}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--folder", type=Path, help="work here; else in a temporary folder")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        work = args.folder or Path(temporary)
        (documents := work / "documents").mkdir(parents=True, exist_ok=True)
        make(documents, args.documents)
        ramify = str(Path(sys.executable).with_name("ramify"))
        words = [ramify, "read", str(documents), "-f", "json", "-o", str(work / "out.json")]
        words += ["--jobs", str(args.jobs), "--cache-folder"]
        one, other = str(work / "cache-1"), str(work / "cache-2")
        print("load", *(f"{x:.2f}" for x in os.getloadavg()), "cores", os.cpu_count())
        rows = {"first run": run([*words, one]), "same again": run([*words, one])}
        stop = rows["first run"]["seconds"] / 2
        rows["interrupted at half"] = run([*words, other], stop)
        kept = sum(1 for _ in Path(other).rglob("*.json.gz"))
        rows[f"taken up ({kept} kept)"] = run([*words, other])
    print(f"{'run':<24}{'seconds':>9}{'processor':>11}{'documents/s':>13}{'MB':>7}{'exit':>6}")
    for name, row in rows.items():
        rate = args.documents / row["seconds"]
        print(
            f"{name:<24}{row['seconds']:>9.1f}{row['processor']:>11.1f}{rate:>13.1f}"
            f"{row['MB']:>7.0f}{row['exit']:>6.0f}"
        )


if __name__ == "__main__":
    main()
