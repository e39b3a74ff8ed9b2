"""Why an input cannot be read."""

from __future__ import annotations


class Unreadable(Exception):
    """An input, or part of one, that cannot be read: ``reason`` says what is wrong and where, ``advice`` what to do."""

    def __init__(self, reason: str, advice: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.advice = advice
