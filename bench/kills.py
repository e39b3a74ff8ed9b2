"""Kills a build of a store at random moments and at each call that makes something last, and looks at what is left.

python bench/kills.py [--moments N] [--calls] [--seed N] [--folder DIR]

The store holds some pages; the build that is killed adds some, changes some and drops some. After each kill, in processes
of their own: every page that was reported as stored is in the store as it was reported; the graph is, byte for byte, that of
a build from scratch of exactly the pages that the store lists; the same build, run again, completes, and leaves the graph of
a build from scratch. Prints how many kills there were, and everything that was not so.

The processes are forks of one that has everything loaded, so that a kill hits the work and not the start of Python.
"""

from __future__ import annotations

import argparse
import hashlib
import multiprocessing
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from pyoxigraph import Quad

from kg.assemble import assemble
from kg.pipeline import PageRead, read_page
from kg.reader import read
from kg.resolve import resolve
from kg.store import Change, Reading, Update, is_store, result, to_build
from kg.store import quads as stored_quads
from kg.store.database import Database
from kg.store.graph import Graph
from kg.store.reading import pages_of
from kg.types import Page

ROOT = Path(__file__).resolve().parents[1]
SEEDS = ROOT / "seeds" / "pages"

#: Pages that are reported together: few, so that builds are killed after reports, too.
_BATCH = 3

_AT_RANDOM = "at a random moment"

Texts = dict[str, str]


@dataclass(frozen=True, slots=True)
class Scene:
    """What the store holds before, and what the folder of pages holds when the build is killed: texts by file name."""

    before: Texts
    after: Texts


@dataclass(slots=True)
class Tally:
    """What was done, and what was wrong."""

    kills: Counter[str] = field(default_factory=Counter)
    reported: int = 0
    wrong: list[str] = field(default_factory=list)


class Place:
    """A folder with pages and the store as it is before a build, copied for every kill."""

    def __init__(self, folder: Path, scene: Scene) -> None:
        self._folder = folder
        self.scene = scene
        self.pages, self.store = folder / "pages", folder / "store"
        self._prepared = folder / "prepared"
        self._fill(scene.before)
        if scene.before:
            _in_child(lambda say: _build(self.pages, self._prepared, say))
        self.anew()

    def anew(self) -> None:
        """The pages as they are to become, the store as it was."""
        self._fill(self.scene.after)
        shutil.rmtree(self.store, ignore_errors=True)
        if self._prepared.exists():
            shutil.copytree(self._prepared, self.store)

    def _fill(self, texts: Texts) -> None:
        shutil.rmtree(self.pages, ignore_errors=True)
        self.pages.mkdir(parents=True)
        for name, text in texts.items():
            (self.pages / name).write_text(text, encoding="utf-8")
        # Read once here, so that every fork has all that reading needs, and knows what to expect.
        if texts:
            from_scratch(page for page in read([str(self.pages)]) if isinstance(page, Page))


def apart(trial: Callable[..., Tally], *args: object) -> Tally:
    """What ``trial`` finds in a new process: forks of one that has had a store open may wait for threads they lack."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(trial, *args).result()


def calls_in(folder: Path, scene: Scene, batch: int = _BATCH) -> Tally:
    """``at_calls`` in a folder of its own."""
    return at_calls(Place(folder, scene), batch)


def moments_in(folder: Path, scene: Scene, moments: int, seed: int, batch: int = _BATCH) -> Tally:
    """``at_random`` in a folder of its own."""
    return at_random(Place(folder, scene), moments, seed, batch)


def at_random(place: Place, moments: int, seed: int, batch: int = _BATCH) -> Tally:
    """Kill so many builds, each at a random moment between its start and its end."""
    tally, chance = Tally(), random.Random(seed)
    start = time.perf_counter()
    _in_child(lambda say: _build(place.pages, place.store, say, batch))
    length = time.perf_counter() - start
    while tally.kills[_AT_RANDOM] < moments:
        place.anew()
        wait = chance.uniform(0, length)
        said, killed = _in_child(lambda say: _build(place.pages, place.store, say, batch), kill_after=wait)
        tally.kills[_AT_RANDOM if killed else "after the end"] += 1
        _look(place, said, f"killed after {wait:.4f} s", tally)
    return tally


def at_calls(place: Place, batch: int = _BATCH) -> Tally:
    """Kill a build after each of its calls that make something last: what it does from one to the next, but for the call
    itself, is lost with it."""
    tally = Tally()
    (total,), _ = _in_child(lambda say: _counted(place, say, batch))
    for number in range(int(total)):
        place.anew()

        def build(say: Callable[[str], None], number: int = number) -> None:
            with _durable(_Killer(number)):
                _build(place.pages, place.store, say, batch)

        said, killed = _in_child(build)
        tally.kills["after a call"] += killed
        if not killed:
            tally.wrong.append(f"call {number}: the build came to its end")
        _look(place, said, f"killed after call {number}", tally)
    return tally


def _counted(place: Place, say: Callable[[str], None], batch: int) -> None:
    counter = _Killer(-1)
    with _durable(counter):
        _build(place.pages, place.store, lambda _: None, batch)
    say(str(counter.calls))


@dataclass(slots=True)
class _Killer:
    """Ends this process at a call, as if it were pulled out of the socket."""

    number: int
    calls: int = 0

    def around(self, call: Callable[[], object]) -> object:
        """Do it; if it is the one, do no more."""
        mine = self.calls == self.number
        self.calls += 1
        done = call()
        if mine:
            os.kill(os.getpid(), signal.SIGKILL)
        return done


@contextmanager
def _durable(killer: _Killer) -> Iterator[None]:
    """Every call that makes something last goes through ``killer``."""
    for owner, name in (
        (Database, "commit"),
        (Graph, "replace"),
        (Graph, "flush"),
        (Path, "replace"),
        (os, "fsync"),
        (shutil, "rmtree"),
    ):
        _wrap(owner, name, killer)
    yield  # the process ends with what was put in their place


def _wrap(owner: object, name: str, killer: _Killer) -> None:
    plain = getattr(owner, name)
    setattr(owner, name, lambda *args, **options: killer.around(lambda: plain(*args, **options)))


def _build(pages: Path, store: Path, say: Callable[[str], None], batch: int = _BATCH) -> None:
    """The build as the command does it, in this process."""

    def tell(change: Change) -> None:
        page = Path(change.page)
        digest = "" if change.what == "removed" else _digest(page.read_bytes())
        say(f"{change.what}\t{change.page}\t{digest}")

    with to_build(store) as content:
        Update(content, Reading(), tell, batch=batch).run([str(pages)], prune=True)


def _look(place: Place, said: Iterable[str], where: str, tally: Tally) -> None:
    """Whether what the store holds now is whole, and becomes what it should."""
    reported = [line.split("\t") for line in said]
    tally.reported += len(reported)
    lines, _ = _in_child(lambda say: _seen_before_and_after(place, say))
    at = lines.index("then")
    _check_reported(reported, lines[:at], where, tally)
    final = lines[at + 1 :]
    names = {str(place.pages / name): text for name, text in place.scene.after.items()}
    if final[:1] != ["whole"]:
        tally.wrong.append(f"{where}: the build after it left another graph than a build from scratch")
    if sorted(final[1:]) != sorted(f"{name}\t{_digest(text.encode())}" for name, text in names.items()):
        tally.wrong.append(f"{where}: the build after it left other pages than those of the folder")


def _check_reported(reported: list[list[str]], seen: list[str], where: str, tally: Tally) -> None:
    if seen[:1] != ["whole"]:
        tally.wrong.append(f"{where}: the graph is not that of the pages: {seen[:1]}")
    held = dict(line.split("\t") for line in seen[1:])
    for what, page, digest in reported:
        if (what == "removed") != (page not in held) or held.get(page, "") != digest:
            tally.wrong.append(f"{where}: {what} {page} was reported, and is not so")


def _seen_before_and_after(place: Place, say: Callable[[str], None]) -> None:
    """What a reader sees, then what there is after the same build."""
    if is_store(place.store):
        _say_seen(stored_quads(place.store), pages_of(place.store), say)
    else:
        say("whole")
    say("then")
    with to_build(place.store) as content:
        Update(content, Reading(), lambda _: None).run([str(place.pages)], prune=True)
        found = result(content, (), {}).quads
    _say_seen(found, pages_of(place.store), say)


def _say_seen(quads: tuple[Quad, ...], pages: list[Page], say: Callable[[str], None]) -> None:
    """Whether the graph is that of a build from scratch of the pages that the store lists; and these pages."""
    say("whole" if quads == from_scratch(pages) else "not whole")
    for page in pages:
        say(f"{page.id}\t{_digest(page.text.encode())}")


def from_scratch(pages: Iterable[Page]) -> tuple[Quad, ...]:
    """The quads of a build of these pages."""
    read = [_read(page) for page in sorted(pages, key=lambda page: page.id)]
    return assemble(resolve([one.page for one in read], [one.resolved for one in read]))


@cache
def _read(page: Page) -> PageRead:
    read = read_page(page)
    assert isinstance(read, PageRead), read
    return read


def _in_child(
    work: Callable[[Callable[[str], None]], None], kill_after: float | None = None
) -> tuple[list[str], bool]:
    """The lines that ``work`` says in a fork of this process, and whether it was killed."""
    source, sink = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(source)
        _work(work, sink)
    os.close(sink)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(pid, signal.SIGKILL)
    with os.fdopen(source, "rb") as pipe:
        lines = pipe.read().decode().splitlines()
    _, state = os.waitpid(pid, 0)
    if os.WIFEXITED(state) and os.WEXITSTATUS(state):
        raise RuntimeError("a process failed: " + "; ".join(lines[-3:]))
    return lines, os.WIFSIGNALED(state)


def _work(work: Callable[[Callable[[str], None]], None], sink: int) -> None:
    """Never returns: this process is a copy, and nobody else's business is to be done twice."""
    code = 1
    try:
        work(lambda line: os.write(sink, f"{line}\n".encode()) and None)
        code = 0
    except BaseException as error:
        os.write(sink, f"{type(error).__name__}: {error}\n".encode())
    finally:
        os._exit(code)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


def seed_scene(pages: int) -> Scene:
    """Stretches of the sample pages: two thirds of them are there before; of these some change and some go."""
    texts = [item.text for item in read([str(SEEDS)]) if isinstance(item, Page) and "#" not in item.id]
    made = {}
    for number in range(pages):
        lines = [line for line in texts[number % len(texts)].splitlines() if line.strip()]
        at = number // len(texts) * 3 % max(1, len(lines) - 4)
        made[f"{number:03}.txt"] = "\n".join(lines[at : at + 4]) + "\n"
    names = sorted(made)
    before = {name: made[name] for name in names[: pages * 2 // 3]}
    after = {name: text for number, (name, text) in enumerate(made.items()) if number % 4 != 1}
    for number, name in enumerate(sorted(set(before) & set(after))):
        if number % 3 == 0:
            after[name] = "\n".join(after[name].splitlines()[:3]) + "\n"
    return Scene(before, after)


def main() -> int:
    """Kill, look, say; 1 if anything was wrong."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--moments", type=int, default=200, help="how many builds to kill at a random moment")
    parser.add_argument("--calls", action="store_true", help="also after each call that makes something last")
    parser.add_argument("--pages", type=int, default=24, help="how many pages the folder has, about")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--folder", type=Path, help="where to work; by default a temporary folder")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=args.folder) as folder:
        scene = seed_scene(args.pages)
        tallies = [apart(moments_in, Path(folder) / "a", scene, args.moments, args.seed)]
        if args.calls:
            tallies.append(apart(calls_in, Path(folder) / "b", scene))
            tallies.append(apart(calls_in, Path(folder) / "c", Scene({}, seed_scene(3).after)))
    wrong = [line for tally in tallies for line in tally.wrong]
    for tally in tallies:
        kills = ", ".join(f"{number} {where}" for where, number in sorted(tally.kills.items()))
        print(
            f"kills: {kills}; pages reported as stored before them: {tally.reported}; wrong: {len(tally.wrong)}"
        )
    print("\n".join(wrong), end="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
