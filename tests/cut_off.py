"""A process that is killed at a certain one of the calls by which files get onto the disk, and what it leaves."""

from __future__ import annotations

import os
import signal
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

#: The calls, of the module ``os``, that everything else which writes goes through.
CALLS = ("fsync", "rename", "replace", "mkdir", "rmdir", "unlink", "ftruncate")


def killed_at(point: int, work: Callable[[], object]) -> bool:
    """Do ``work`` in a copy of this process, which is killed (SIGKILL) before its call number ``point // 2``, or, if the
    point is odd, after it. Whether it came to that call."""
    child = os.fork()
    if child == 0:
        try:
            _arm(point)
            work()
            os._exit(0)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
    status = os.waitpid(child, 0)[1]
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.WEXITSTATUS(status) == 0
    return False


def _arm(point: int) -> None:
    made = 0

    def watched(call: Callable[..., Any]) -> Callable[..., Any]:
        def instead(*args: Any, **named: Any) -> Any:
            nonlocal made
            mine, made = made, made + 1
            if point == 2 * mine:
                os.kill(os.getpid(), signal.SIGKILL)
            try:
                return call(*args, **named)
            finally:
                if point == 2 * mine + 1:
                    os.kill(os.getpid(), signal.SIGKILL)

        return instead

    for name in CALLS:
        setattr(os, name, watched(getattr(os, name)))


def held(folder: Path) -> dict[str, bytes]:
    """All files below a folder but those in hidden folders, by their paths."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    inside = {path.relative_to(folder): path for path in files}
    return {
        str(name): path.read_bytes() for name, path in inside.items() if not name.parts[0].startswith(".kg-")
    }


def hidden(folder: Path) -> list[str]:
    """What writers have left behind."""
    return sorted(path.name for path in folder.iterdir() if path.name.startswith(".kg-"))
