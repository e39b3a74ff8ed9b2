"""Functions for the workers of the tests, in a module that they can import."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from contextlib import nullcontext

from kg.errors import KgError
from kg.workers import unbounded


def behave(item: object) -> Iterator[object]:
    """Do what the item says; a list is done one after the other."""
    if isinstance(item, list):
        for each in item:
            yield from behave(each)
        return
    yield item
    if item in ("SIGSEGV", "SIGKILL", "SIGABRT"):
        os.kill(os.getpid(), signal.Signals[str(item)])
    elif item == "exit":
        os._exit(0)
    elif item == "hang":
        time.sleep(3600)
    elif item == "memory":
        held = []
        while True:
            held.append(bytearray(8 << 20))
    elif item == "raise":
        raise ValueError("not that one")
    elif item == "stop":
        raise KgError("wrong knowledge")


def pause(item: float) -> Iterator[str]:
    """Three results, with so many seconds before each."""
    for _ in range(3):
        time.sleep(item)
        yield f"after {item}"


def take(item: tuple[bool, int]) -> Iterator[int]:
    """So many bytes, without a bound or within that of the worker."""
    with unbounded() if item[0] else nullcontext():
        yield len(bytearray(item[1]))


def refuse() -> None:
    """What is to be done before cannot be done."""
    raise KgError("the lexicon is wrong")


def parts(item: object) -> list[object]:
    """A list's parts, anything else whole."""
    return item if isinstance(item, list) else [item]
