"""Known vulnerabilities of what the lock files name, as the package index tells of them.

    python bench/advisories.py [--index URL] [LOCK …]

``pip-audit`` asks for each version of each package; an index that serves only a project's own page (``/pypi/NAME/json``)
answers for its newest version alone. This asks that page for every package of the lock files (by default ``.ci/*.lock``):
where the locked version is the newest, what the index knows of it holds for it; the others are named, since nothing is
told of them. Exit code 1 if a vulnerability is known, 2 if a package could not be asked for.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

_ROOT = Path(__file__).resolve().parents[1]
_PINNED = re.compile(r"^([A-Za-z0-9_.-]+)==([^\s;\\]+)", re.MULTILINE)
_INDEX = "https://pypi.org/pypi"
_SECONDS, _AT_ONCE = 30, 8


@dataclass(frozen=True, slots=True)
class Answer:
    """What the index says of a locked package: its newest version and the ids of what is known against that one;
    ``failure`` why it said nothing."""

    name: str
    locked: str
    newest: str = ""
    known: tuple[str, ...] = ()
    failure: str = ""


def pinned(locks: Iterable[Path]) -> list[tuple[str, str]]:
    """Every package and version that the lock files name, once, in order."""
    found = (pair for lock in locks for pair in _PINNED.findall(lock.read_text(encoding="utf-8")))
    return sorted(set(found))


def answer(index: str, name: str, locked: str) -> Answer:
    """What the index tells of a package."""
    try:
        with urlopen(f"{index}/{name}/json", timeout=_SECONDS) as page:
            told = json.load(page)
        known = tuple(each["id"] for each in told["vulnerabilities"])
        return Answer(name, locked, told["info"]["version"], known)
    except (URLError, TimeoutError, ValueError, KeyError) as error:
        return Answer(name, locked, failure=str(error) or type(error).__name__)


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask for all of them and print what is known."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("locks", nargs="*", type=Path, default=sorted((_ROOT / ".ci").glob("*.lock")))
    parser.add_argument("--index", default=_INDEX, help="where the pages of the projects are")
    asked = parser.parse_args(arguments)
    packages = pinned(asked.locks)
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        answers = list(threads.map(lambda package: answer(asked.index, *package), packages))
    newest = [each for each in answers if each.newest == each.locked]
    known = [each for each in newest if each.known]
    print(f"{len(answers)} packages, {len(newest)} of them in their newest version")
    for each in answers:
        if each.failure:
            print(f"{each.name} {each.locked}: not asked, {each.failure}")
        elif each.newest != each.locked:
            print(f"{each.name} {each.locked}: nothing is told of it, the newest is {each.newest}")
    for each in known:
        print(f"{each.name} {each.locked}: {', '.join(each.known)}")
    print(f"known vulnerabilities in newest versions: {sum(len(each.known) for each in known)}")
    return 1 if known else 2 if any(each.failure for each in answers) else 0


if __name__ == "__main__":
    sys.exit(main())
