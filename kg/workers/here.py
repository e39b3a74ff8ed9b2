"""One item in this process: for what is small and safe, where a process of its own would only cost time."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


class Overdue(BaseException):
    """The time is over. No ``Exception``: nothing on the way may take it for an error of its own."""


def here(function: Callable[[Item], Iterator[Result]], item: Item, seconds: float) -> list[Result]:
    """The results of one item. Raises Overdue if one of them takes longer than ``seconds``.

    The time is kept in the main thread only, and only where nobody else uses the alarm clock of the process.
    """
    results: list[Result] = []
    with _alarm() as wind:
        wind(seconds)
        for result in function(item):
            wind(seconds)
            results.append(result)
    return results


@contextmanager
def _alarm() -> Iterator[Callable[[float], object]]:
    if not _free():
        yield lambda _: None
        return
    before = signal.signal(signal.SIGALRM, _ring)
    try:
        yield lambda seconds: signal.setitimer(signal.ITIMER_REAL, seconds)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _free() -> bool:
    return (
        hasattr(signal, "setitimer")
        and threading.current_thread() is threading.main_thread()
        and signal.getsignal(signal.SIGALRM) is signal.SIG_DFL
        and signal.getitimer(signal.ITIMER_REAL)[0] == 0
    )


def _ring(_number: int, _frame: FrameType | None) -> None:
    raise Overdue
