"""Why an input cannot be read."""

from __future__ import annotations

from kg.types import Code, Skipped


class Unreadable(Exception):
    """An input, or part of one, that cannot be read: ``reason`` says what is wrong and where, ``advice`` what to do."""

    def __init__(self, reason: str, advice: str = "", code: Code = "unreadable") -> None:
        super().__init__(reason)
        self.reason = reason
        self.advice = advice
        self.code: Code = code

    def skipped(self, identifier: str) -> Skipped:
        """The input of that id, skipped for this reason."""
        return Skipped(identifier, self.reason, self.advice, self.code)


class Exhausted(Unreadable):
    """All that an archive may unpack is used up: nothing more is read from it, nor from those around it."""


def too_large(what: str, most: int) -> Unreadable:
    """``what`` has more than ``most`` bytes."""
    return Unreadable(
        f"too large: {what} of more than {most:,} bytes",
        "split it, or allow more with --max-bytes",
        code="too-large",
    )
