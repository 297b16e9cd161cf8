"""Mutated PDF files through the reader, to find what ends it: ``python tests/fuzz_pdf.py``.

Each file is read in the child process as in a crawl. What isn't answered by a reading or by an
issue that says what is wrong with the file (a crash, a time-out, an error of our own) is written
to a folder with its seed, to become a test in ``tests/test_bad_files.py``.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from pipelines.records import Hints, Original  # noqa: E402
from pipelines.worker import Worker  # noqa: E402

SAMPLES = ROOT.parent / "shared" / "samples" / "pdf"
OUR_FAULT = ("readerCrashed", "readerTimeout")
_NUMBER = re.compile(rb"\d+")
_NAME = re.compile(rb"/[A-Z][A-Za-z]+")
Mutation = Callable[[bytearray, random.Random], bytearray]


def flipped(body: bytearray, chance: random.Random) -> bytearray:
    """Some bytes are others."""
    for _ in range(chance.randint(1, 40)):
        body[chance.randrange(len(body))] = chance.randrange(256)
    return body


def cut(body: bytearray, chance: random.Random) -> bytearray:
    """The file breaks off, or misses a part."""
    start = chance.randrange(len(body))
    end = len(body) if chance.random() < 0.5 else min(len(body), start + chance.randrange(5000))
    del body[start:end]
    return body


def repeated(body: bytearray, chance: random.Random) -> bytearray:
    """A part stands twice, somewhere else too."""
    start = chance.randrange(len(body))
    part = body[start : start + chance.randrange(1, 3000)]
    at = chance.randrange(len(body))
    body[at:at] = part
    return body


def numbers(body: bytearray, chance: random.Random) -> bytearray:
    """Numbers of objects, lengths and sizes are others: references that run in a circle."""
    found = list(_NUMBER.finditer(bytes(body)))
    for match in sorted(chance.sample(found, min(len(found), 8)), key=lambda m: -m.start()):
        value = chance.choice((b"0", b"1", b"-1", b"99999999999", b"2147483647", b"7"))
        body[match.start() : match.end()] = value
    return body


def names(body: bytearray, chance: random.Random) -> bytearray:
    """Keys and values of dictionaries change places."""
    found = list(_NAME.finditer(bytes(body)))
    if len(found) > 1:
        one, other = sorted(chance.sample(found, 2), key=lambda match: match.start())
        body[other.start() : other.end()] = one[0]
    return body


MUTATIONS: tuple[Mutation, ...] = (flipped, cut, repeated, numbers, names)


def mutated(seeds: list[bytes], count: int, start: int) -> Iterator[tuple[int, bytes]]:
    """The files by their number: the same number is always the same file."""
    for number in range(start, start + count):
        chance = random.Random(number)
        body = bytearray(chance.choice(seeds))
        for mutation in chance.sample(MUTATIONS, chance.randint(1, 3)):
            if body:
                body = mutation(body, chance)
        yield number, bytes(body)


def seed_files(largest: int = 200_000) -> list[bytes]:
    """The real files that are mutated, those of more bytes left out; none without the samples."""
    paths = [path for path in sorted(SAMPLES.glob("*.pdf")) if path.stat().st_size < largest]
    return [path.read_bytes() for path in paths]


def main() -> None:
    """Read so many mutated files and tell what came of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--start", type=int, default=0)
    parser.add_argument("--largest", type=int, default=200_000, help="bytes of a seed")
    parser.add_argument("--keep", type=Path, default=Path("fuzzed"))
    args = parser.parse_args()
    seeds = seed_files(args.largest)
    told: Counter[str] = Counter()
    with Worker(time_limit=20) as worker:
        for number, body in mutated(seeds, args.count, args.start):
            original = Original(f"file:///{number}.pdf", body, datetime.now(UTC), Hints())
            codes = [issue.code for issue in worker.read(original).issues]
            told[codes[0] if codes else "read"] += 1
            if any(code in OUR_FAULT for code in codes):
                args.keep.mkdir(exist_ok=True)
                (args.keep / f"{number}-{codes[0]}.pdf").write_bytes(body)
                print(number, [issue.text for issue in worker.read(original).issues], flush=True)
            if sum(told.values()) % 500 == 0:
                print(dict(told), flush=True)
    print(dict(told))


if __name__ == "__main__":
    main()
