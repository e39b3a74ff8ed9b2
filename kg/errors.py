"""The errors a user can meet. Each class's docstring says what it means; each message says what, where, why, what to do."""

from __future__ import annotations


class KgError(Exception):
    """Something the user can mend: printed as one line, without a traceback."""


class InputError(KgError):
    """An input cannot be read, or none was found."""


class KnowledgeError(KgError):
    """A file in ``ontology/`` or ``seeds/`` is wrong: names the file, the line, and what is expected."""


class QueryError(KgError):
    """A query is malformed, not allowed, or took longer than its limit."""


class ExportError(KgError):
    """A graph cannot be written in the format asked for."""


class OutputError(ExportError):
    """A file cannot be written: no right, no room, or another process is writing there."""


class ViewError(KgError):
    """The part of a graph that is to be drawn does not exist, or is not clearly named."""


class RemoteError(KgError):
    """A store or endpoint cannot be reached, refuses, or answers something that is not an answer."""


class StoreError(KgError):
    """A store of pages cannot be used: another process writes to it, it is damaged, or there is no room."""


class EngineError(KgError):
    """What a build is to run on is not there, does not start, or gave up."""
