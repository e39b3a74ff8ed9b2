"""What ``kg build`` itself has written, and does not read where it lies among the inputs."""

from __future__ import annotations

import json
import os
from pathlib import Path

from kg.durable import finish, read_small
from kg.knowledge.judgement_file import NAME

_REPORT = "report.json"
#: Bytes of a report, which tells of each page.
_MOST = 1 << 30


def own(out: Path | None, *folders: Path | None) -> frozenset[str]:
    """Real paths: the files that the report of an earlier build in ``out`` names, the report, the judgements beside it, and
    ``folders`` with all that is in them."""
    found = [folder for folder in folders if folder is not None]
    if out is not None and out.is_dir():
        finish(out)
        found += [out / name for name in _reported(out / _REPORT)]
    return frozenset(map(os.path.realpath, found))


def _reported(report: Path) -> list[str]:
    try:
        files = json.loads(read_small(report, _MOST))["files"] if report.is_file() else {}
        return [_REPORT, NAME, *map(str, files)]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return []
