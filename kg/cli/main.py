"""Runs a command line and turns whatever happens into one line and an exit code."""

from __future__ import annotations

import atexit
import gc
import os
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import typer

from kg.cli.app import app
from kg.cli.exits import Exit
from kg.cli.options import choice
from kg.cli.streams import speak_utf8, stand_in
from kg.cli.terminal import LOG_FORMATS, log_as, logs_json, note
from kg.errors import KgError

#: After so many new objects the garbage collector looks for circles. A command makes hardly any and loads a great deal:
#: Python's own 700 costs a tenth of the time it takes to start.
_OBJECTS = 100_000


def main(args: Sequence[str] | None = None) -> int:
    """Run ``kg ARGS`` (by default those of the process) and return its exit code; nothing else escapes."""
    words, debug = _without_debug(sys.argv[1:] if args is None else args)
    _collect_rarely()
    closed = stand_in()
    speak_utf8()
    try:
        words = _logging(words)
        _refuse_empty(words)
        if "stdout" in closed:
            note("standard output is closed: what would be printed there is lost", level="warning")
        code = app(args=words, prog_name="kg", standalone_mode=False)
        sys.stdout.flush()
        return _say("interrupted", Exit.INTERRUPTED) if code == Exit.INTERRUPTED else int(code or Exit.DONE)
    except KgError as error:
        return _failed(str(error), debug)
    except (KeyboardInterrupt, typer.Abort):
        return _say("interrupted", Exit.INTERRUPTED)
    except BrokenPipeError:  # the reader of our output has seen enough
        return _hang_up()
    except SystemExit as stop:
        return _hang_up() if stop.code == 1 else int(stop.code or 0)
    except Exception as error:
        if hasattr(error, "show"):  # wrong usage, told by click or by typer's own copy of it
            return _misused(error)
        return _failed(_surprise(error), debug)


@cache
def _collect_rarely() -> None:
    gc.set_threshold(_OBJECTS)
    atexit.register(gc.freeze)  # at the end, when everything goes, it would look through all once more


def _without_debug(args: Sequence[str]) -> tuple[list[str], bool]:
    """``--debug`` may stand anywhere before ``--``."""
    end = args.index("--") if "--" in args else len(args)
    words = [word for word in args[:end] if word != "--debug"]
    return [*words, *args[end:]], len(words) < end


def _logging(args: Sequence[str]) -> list[str]:
    """``--log-format FORMAT`` may stand anywhere before ``--``, too."""
    log_as("text")
    end = args.index("--") if "--" in args else len(args)
    words: list[str] = []
    given = iter(args[:end])
    for word in given:
        name, equals, value = word.partition("=")
        if name != "--log-format":
            words.append(word)
        else:
            log_as(choice(value if equals else next(given, ""), LOG_FORMATS, "--log-format"))
    return [*words, *args[end:]]


def _refuse_empty(args: Sequence[str]) -> None:
    """Wrong usage, if an option is given nothing: a script whose variable is not set means no file of that name."""
    end = args.index("--") if "--" in args else len(args)
    for option, value in pairwise(args[:end]):
        if option.startswith("-") and option != "-" and not value:
            raise typer.BadParameter(
                "what stands behind it is empty: is a variable not set?", param_hint=option
            )
    for word in args[:end]:
        if word.startswith("--") and word.endswith("="):
            raise typer.BadParameter("it is given nothing: is a variable not set?", param_hint=word[:-1])


def _misused(error: Any) -> Exit:
    """Wrong usage: as the library tells it, which shows the usage; or in a line of JSON."""
    if logs_json():
        note(error.format_message(), level="error", event="usage", exit=int(Exit.USAGE))
    else:
        error.show()
    return Exit.USAGE


def _failed(reason: str, debug: bool) -> Exit:
    if debug and logs_json():
        return _say(reason, Exit.FAILED, traceback=traceback.format_exc())
    if debug:
        traceback.print_exc()
    return _say(reason, Exit.FAILED)


def _surprise(error: Exception) -> str:
    if isinstance(error, MemoryError):
        return "out of memory: give fewer pages at a time, or fewer --jobs"
    if isinstance(error, OSError) and error.strerror:
        where = error.filename or _here()
        return f"{where}: {error.strerror}: check that it exists, is writable and has room"
    what = " ".join(f"{type(error).__name__}: {error}".split())
    return f"unexpected {what} (a defect: run again with --debug and report what it prints)"


def _here() -> str:
    """What the system may mean that names no file."""
    try:
        Path.cwd()
    except OSError:
        return "the folder that this is started in"
    return "the system"


def _say(what: str, code: Exit, **fields: object) -> Exit:
    event = "interrupted" if code == Exit.INTERRUPTED else "failed"
    note(what, level="error", event=event, exit=int(code), **fields)
    return code


def _hang_up() -> Exit:
    """Point standard output at nothing, so that the interpreter's last flush does not complain."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return Exit.DONE
