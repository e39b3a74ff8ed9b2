"""How the parts of the reader say that they cannot read something."""

from __future__ import annotations

from kg.types import Code, Skipped


class Refused(Exception):
    """Something that is no readable page: ``reason`` says what is wrong and where, ``advice`` what to do."""

    def __init__(self, reason: str, advice: str, code: Code) -> None:
        super().__init__(reason)
        self.reason = reason
        self.advice = advice
        self.code: Code = code

    def skipped(self, identifier: str) -> Skipped:
        """The input of that id, skipped for this reason."""
        return Skipped(identifier, self.reason, self.advice, self.code)


def too_large(what: str, most: int) -> Refused:
    """``what`` has more than ``most`` bytes."""
    return Refused(
        f"too large: {what} of more than {most:,} bytes",
        "split it, or allow more with --max-bytes",
        code="too-large",
    )
