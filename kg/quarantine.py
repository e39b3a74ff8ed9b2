"""A folder that holds copies of what could not be read, each with the reason beside it."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from kg.durable import write_files
from kg.reader import Source, copy
from kg.types import Limits, Skipped

#: What is not there, was never to be read, or holds nothing: a copy of it would tell nobody anything.
_NOT_HELD = frozenset({"empty", "no-file", "not-found", "unknown-kind"})
#: What is named in quarantine, yet not copied there: it cannot be, or it is too much.
_NOT_COPIED = frozenset({"too-large", "unreadable"})
_OWN = re.compile(r"[0-9a-f]{8}-.*", re.DOTALL)
_REASON = ".reason.json"
#: Bytes of the names of files, of the 255 that file systems allow.
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Quarantine:
    """A folder, made when there is something to hold. ``limits`` say how large a copy may be."""

    folder: Path
    limits: Limits = field(default_factory=Limits)

    def clear(self) -> None:
        """Remove what an earlier build held here, and nothing else."""
        if not self.folder.is_dir():
            return
        for path in sorted(self.folder.iterdir()):
            if _OWN.fullmatch(path.name) and path.is_file():
                path.unlink()
        if not any(self.folder.iterdir()):
            self.folder.rmdir()

    def hold(self, source: Source, skip: Skipped) -> Skipped:
        """Put a copy and the reason there; ``skip`` with the name that the copy has.

        Where ``skip`` is only one page of many of ``source``, its reason alone is held. Raises OutputError if the folder
        cannot be written to.
        """
        if skip.code in _NOT_HELD:
            return skip
        self.folder.mkdir(parents=True, exist_ok=True)
        name = _name(skip.id)
        whole = source.single or skip.id == source.id
        copied = whole and skip.code not in _NOT_COPIED and copy(source, self.folder / name, self.limits)
        held = replace(skip, held=name if copied else f"{name}{_REASON}")
        reason = {
            "what": skip.id,
            "code": skip.code,
            "why": skip.reason,
            "what to do": skip.advice,
            "copy": name if copied else None,
        }
        text = json.dumps(reason, ensure_ascii=False, indent=1) + "\n"
        write_files({self.folder / f"{name}{_REASON}": text.encode("utf-8", "backslashreplace")})
        return held


def _name(identifier: str) -> str:
    """A name that any file system takes, the same for the same input and for no other."""
    start = hashlib.sha256(identifier.encode("utf-8", "backslashreplace")).hexdigest()[:8]
    last = re.sub(r"[^\w.\-]", "_", identifier.rsplit("/", 1)[-1])
    cut = last.encode("utf-8")[-_LONGEST:].decode("utf-8", "ignore")
    return f"{start}-{cut}"
