"""Workers may die of an item, hang on it or want all memory for it: it costs that item, and nothing else."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from worker_tasks import behave, parts, pause, refuse, take

from kg.errors import KgError
from kg.pipeline import PageRead, read_sources
from kg.reader import sources
from kg.types import Limits, Skipped
from kg.workers import Each, Lost, Outcome, each

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the system does not fork processes")

LIMITS = Limits(seconds=2.0, memory_mb=128)
#: What an item does to its worker, and what is then said of it.
DEADLY = {
    "SIGSEGV": Lost("died", "SIGSEGV"),
    "SIGABRT": Lost("died", "SIGABRT"),
    "SIGKILL": Lost("died", "SIGKILL"),
    "exit": Lost("died", ""),
    "hang": Lost("time", ""),
    "memory": Lost("memory", ""),
    "raise": Lost("broke", "ValueError: not that one"),
}


@pytest.fixture(scope="module", params=[1, 2, 3])
def outcomes(request: pytest.FixtureRequest) -> list[Outcome[object, object]]:
    """Each deadly item between good ones, and a list that holds one."""
    items = [item for name in DEADLY for item in (f"before {name}", name, f"after {name}")]
    work = Each(behave, LIMITS, split=parts)
    return list(each(work, [*items, ["x", "SIGSEGV", "y"], *range(200)], request.param))


@pytest.mark.parametrize("name", DEADLY)
def test_a_deadly_item_costs_only_itself(name: str, outcomes: list[Outcome[object, object]]) -> None:
    at = next(place for place, outcome in enumerate(outcomes) if outcome.item == name)
    assert outcomes[at - 1 : at + 2] == [
        Outcome(f"before {name}", [f"before {name}"]),
        Outcome(name, (), DEADLY[name]),
        Outcome(f"after {name}", [f"after {name}"]),
    ]


def test_of_an_item_with_parts_only_the_deadly_one_is_lost(outcomes: list[Outcome[object, object]]) -> None:
    at = next(place for place, outcome in enumerate(outcomes) if outcome.item == "x")
    assert [outcome.item for outcome in outcomes[at : at + 3]] == ["x", "SIGSEGV", "y"]
    assert [outcome.lost for outcome in outcomes[at : at + 3]] == [None, Lost("died", "SIGSEGV"), None]


def test_all_others_come_in_their_order(outcomes: list[Outcome[object, object]]) -> None:
    assert [outcome.item for outcome in outcomes[-200:]] == list(range(200))
    assert all(outcome.results == [outcome.item] for outcome in outcomes[-200:])


def test_time_is_counted_for_each_result() -> None:
    work = Each(pause, Limits(seconds=0.8))
    assert [o.lost for o in each(work, [0.4, 0.0], 1)] == [None, None]


def test_what_weighs_more_may_take_longer() -> None:
    work = Each(pause, Limits(seconds=0.2), weight=lambda item: 10 if item == 0.5 else 1)
    assert [o.lost for o in each(work, [0.5, 0.4], 1)] == [None, Lost("time")]


def test_the_time_of_whoever_asks_is_no_workers() -> None:
    work = Each(pause, Limits(seconds=0.6))
    lost = []
    for outcome in each(work, [0.0, 0.3, 0.3, 0.3], 2):
        time.sleep(0.8)
        lost.append(outcome.lost)
    assert lost == [None] * 4


def test_here_what_fails_is_tried_again_in_a_worker() -> None:
    found = list(each(Each(behave, LIMITS, split=parts), ["a", ["hang", "b"], "raise", "c"], 0))
    assert [(o.item, o.lost and o.lost.cause) for o in found] == [
        ("a", None),
        ("hang", "time"),
        ("b", None),
        ("raise", "broke"),
        ("c", None),
    ]


@pytest.mark.parametrize("workers", [0, 1, 2])
def test_an_error_of_the_users_stops_it_all(workers: int) -> None:
    with pytest.raises(KgError, match="wrong knowledge"):
        list(each(Each(behave, LIMITS), ["a", "stop", "b"], workers))


def test_what_cannot_be_prepared_is_told() -> None:
    with pytest.raises(KgError, match="the lexicon is wrong"):
        list(each(Each(behave, LIMITS, prepare=refuse), ["a"], 1))


def test_what_may_not_fail_takes_what_it_needs() -> None:
    work = Each(take, Limits(memory_mb=64))
    asked = [(False, 32 << 20), (False, 256 << 20), (True, 256 << 20), (False, 256 << 20)]
    lost = [o.lost is not None for o in each(work, asked, 1)]
    assert lost == [False, True, False, True]


def test_giving_up_leaves_no_process_behind() -> None:
    running = each(Each(behave, LIMITS), range(1000), 2)
    next(running)
    host = _children(os.getpid())
    workers = [worker for pid in host for worker in _children(pid)]
    running.close()
    assert workers and _all_gone((*host, *workers))


def _all_gone(processes: Sequence[int]) -> bool:
    """Whether none of the processes is left: on a loaded machine the system clears away what has ended a little later."""
    for _ in range(100):
        if not any(Path(f"/proc/{pid}").exists() for pid in processes):
            return True
        time.sleep(0.1)
    return False


# -- the same with pages

NEWS = "近日，清河县住房和城乡建设局局长赵明远介绍，今年以来全县改造老旧小区{}个，惠及群众三千余户。\n"


def _children(pid: int) -> list[int]:
    path = Path(f"/proc/{pid}/task/{pid}/children")
    if not path.exists():
        pytest.skip("the system does not tell which processes a process has started")
    return [int(word) for word in path.read_text().split()]


def _pages(folder: Path) -> list[PageRead | Skipped]:
    return list(read_sources(sources([str(folder)]), jobs=2))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("pages")
    for number in range(40):
        (made / f"{number}.txt").write_text(NEWS.format(number) * 6, encoding="utf-8")
    return made


@pytest.mark.skipif(sys.platform != "linux", reason="looks for the workers in /proc")
def test_workers_that_are_killed_change_nothing(folder: Path) -> None:
    running: Iterator[PageRead | Skipped] = read_sources(sources([str(folder)]), jobs=2)
    read = [next(running)]
    killed = [worker for host in _children(os.getpid()) for worker in _children(host)]
    for worker in killed:
        os.kill(worker, signal.SIGKILL)
    read += list(running)
    assert killed and read == _pages(folder)


@pytest.mark.parametrize(
    ("limits", "codes"),
    [
        (Limits(seconds=1.0), {"too-slow"}),
        # A library that gets no memory may end the process without a word.
        (Limits(memory_mb=16), {"too-much-memory", "crash"}),
        (Limits(bytes=9), {"too-large"}),
    ],
)
def test_a_page_that_is_too_much_costs_only_itself(limits: Limits, codes: set[str], tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("好人好事，改造老旧小区。\n" * 20_000, encoding="utf-8")
    (tmp_path / "short.txt").write_text("好", encoding="utf-8")
    long, short = read_sources(sources([str(tmp_path)]), jobs=2, limits=limits)
    assert isinstance(long, Skipped) and long.id == f"{tmp_path}/long.txt" and long.code in codes
    assert "memory" in long.reason or not codes & {"crash"}
    assert isinstance(short, PageRead)
