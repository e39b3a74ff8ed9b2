"""``kg review``: walks the doubtful cases of a graph in the terminal, one key a verdict, and writes the verdicts down.

Every verdict is on the disk before the next case is shown, so that the walk can be broken off anywhere.
"""

from __future__ import annotations

import getpass
import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.exits import Exit
from kg.cli.graphs import is_kept, load
from kg.cli.options import DEFAULT_GRAPH, Graph, choice
from kg.cli.terminal import note, visible

if TYPE_CHECKING:
    from rich.text import Text

    from kg.knowledge.judgement_file import JudgementFile
    from kg.query import Case, Evidence

_SKIP, _UNDO, _QUIT = (" ", "\r", "\n"), ("u", "\x7f"), ("q", "\x1b", "\x04", "\x03", "")
#: A key as a terminal sends it: an arrow or the like, or a character.
_KEY = re.compile(r"\x1b\[[0-9;]*[A-Za-z~]|\x1bO.|.", re.DOTALL)
#: Passages that are shown for each side of a case.
_PASSAGES = 3


def review(
    graph: Graph = DEFAULT_GRAPH,
    judgements: Annotated[
        Path | None,
        typer.Option(
            "--judgements", metavar="FILE", help="The table to add to; judgements.tsv beside GRAPH."
        ),
    ] = None,
    decisions: Annotated[
        Path | None,
        typer.Option("--decisions", metavar="FILE", help="The near merges; decisions.tsv beside GRAPH."),
    ] = None,
    only: Annotated[
        str | None, typer.Option("--only", metavar="KIND", help="conflicts, merges or facts; else all.")
    ] = None,
    below: Annotated[
        float, typer.Option("--below", min=0, max=1, help="Ask for facts that are less sure than this.")
    ] = 0.8,
    who: Annotated[
        str | None, typer.Option("--who", metavar="NAME", help="Who decides; else the user's name.")
    ] = None,
) -> int:
    """Walk the doubtful cases of GRAPH: conflicts, near merges, unsure facts. One key gives a verdict, which is added to the
    table of judgements that the next kg build obeys."""
    from kg.knowledge.judgement_file import NAME, JudgementFile
    from kg.query import KINDS, cases, without_judged

    kinds = KINDS if only is None else (choice(only, KINDS, "--only"),)
    folder = graph if is_kept(graph) else graph.parent  # where the next build looks for what was judged
    table = JudgementFile(judgements or folder / NAME)
    near = decisions or folder / "decisions.tsv"
    found = cases(
        load(graph), below=below, decisions=near if decisions or near.is_file() else None, kinds=kinds
    )
    left = list(without_judged(found, table.rows))
    walk = _Walk(left, table, _name(who))
    with walk.keys.listening():
        walk.through()
    note(f"kg: {walk.judged} judged, {len(left) - walk.judged} left; {table.path}")
    return Exit.DONE


def _name(who: str | None) -> str:
    if who is not None:
        return who
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""  # a system that knows no names


class _Walk:
    """The cases in order, and what was answered to each."""

    def __init__(self, left: Sequence[Case], table: JudgementFile, who: str) -> None:
        from rich.console import Console

        self._left, self._table, self._who = left, table, who
        self._console = Console(file=sys.stdout, highlight=False)
        self.keys = _Keys()
        self._given: list[tuple[int, int]] = []

    @property
    def judged(self) -> int:
        """How many cases have got a verdict."""
        return len(self._given)

    def through(self) -> None:
        """Ask case by case, until there is none left or the person has had enough."""
        at = 0
        while at < len(self._left):
            self._show(at)
            step = self._ask(at)
            if step is None:
                return
            at = step

    def _ask(self, at: int) -> int | None:
        """The case to go on with, None to end."""
        case = self._left[at]
        while True:
            key = self.keys.next()
            if key in _QUIT:
                return None
            if key in _SKIP:
                return at + 1
            if key in _UNDO and self._given:
                return self._undo()
            answer = next((each for each in case.answers if each.key == key.lower()), None)
            if answer is not None:
                rows = [replace(row, who=self._who, why=f"kg review: {case.question}") for row in answer.rows]
                self._table.append(rows)
                self._given.append((at, len(rows)))
                self._say(f"    {answer.meaning}", "bold")
                return at + 1

    def _undo(self) -> int:
        at, count = self._given.pop()
        self._table.undo(count)
        self._say("    taken back", "bold")
        return at

    def _show(self, at: int) -> None:
        case = self._left[at]
        self._say(f"\n{at + 1}/{len(self._left)}  {case.kind}  {case.question}", "bold")
        for words, passages in case.lines:
            self._say(f"  {words}")
            for passage in passages[:_PASSAGES]:
                self._console.print(_marked(passage, case.marked), soft_wrap=True)
        keys = [f"[{answer.key}] {answer.meaning}" for answer in case.answers]
        self._say("  " + "  ".join([*keys, "[space] later", "[u] undo", "[q] quit"]), "dim")

    def _say(self, words: str, style: str = "") -> None:
        from rich.text import Text

        lines = "\n".join(map(visible, words.split("\n")))
        self._console.print(Text(lines, style=style), soft_wrap=True)


def _marked(passage: Evidence, names: Sequence[str]) -> Text:
    """A passage with the words around it; the words that say it underlined, the names in them in colour."""
    from rich.text import Text

    line = Text("    ")
    line.append(visible(passage.before), style="dim")
    quote = Text(visible(passage.quote), style="underline")
    quote.highlight_words([visible(name) for name in names], style="bold yellow")
    line.append_text(quote)
    line.append(visible(passage.after), style="dim")
    line.append(f"  {visible(passage.page)}:{passage.start}-{passage.end}", style="dim cyan")
    return line


class _Keys:
    """The keys that are pressed, one by one; of what is no terminal its characters. Nothing at the end.

    The terminal hands out keys as they are pressed from the first case to the last: in between it would lose those that
    are pressed while a case is drawn. Ctrl-C is a key like others then: as a signal it could come just before a key is
    waited for, and only the next key would let the program see it.
    """

    def __init__(self) -> None:
        self._typed: list[str] = []

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Have the terminal hand out single keys, and as it was before in the end."""
        if sys.platform == "win32" or not sys.stdin.isatty():
            yield
            return
        import termios
        import tty

        handle = sys.stdin.fileno()
        before = termios.tcgetattr(handle)
        tty.setcbreak(handle, termios.TCSADRAIN)
        single = termios.tcgetattr(handle)
        single[6][termios.VINTR] = b"\0"
        termios.tcsetattr(handle, termios.TCSADRAIN, single)
        try:
            yield
        finally:
            termios.tcsetattr(handle, termios.TCSADRAIN, before)

    def next(self) -> str:
        """The next key: a character, or the whole of what an arrow sends."""
        while not self._typed:
            self._typed += self._read()
        return self._typed.pop(0)

    def _read(self) -> list[str]:
        if not sys.stdin.isatty():
            return [sys.stdin.read(1)]
        if sys.platform == "win32":
            import msvcrt

            return [msvcrt.getwch()]
        try:
            keys = os.read(sys.stdin.fileno(), 256)  # all that was typed since the last time
        except KeyboardInterrupt:
            return [""]
        return _KEY.findall(keys.decode("utf-8", "ignore")) if keys else [""]
