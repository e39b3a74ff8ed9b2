"""What the content of a store depends on beside the pages: the program, what it knows, what people have decided."""

from __future__ import annotations

import hashlib
import platform
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from kg.codec import dumped
from kg.knowledge.judgements import Judgements
from kg.knowledge.locate import ontology_dir, seeds_dir

#: The form of the store itself: another number, another form.
_FORM = 1
#: Parts of the program that do not show in what is read.
_BESIDE = frozenset(
    {"annotate", "cli", "data", "evaluate", "export", "query", "remote", "serve", "train", "validate", "view"}
)
#: Libraries whose version may show in what is read.
_LIBRARIES = ("ahocorasick-rs", "cn2an", "jieba", "numpy", "pyoxigraph", "rjieba")


def fingerprint(judged: Judgements) -> str:
    """A hash that changes with whatever the same pages may be read differently by."""
    return hashlib.sha256(_program() + dumped(judged)).hexdigest()[:32]


@cache
def _program() -> bytes:
    total = hashlib.sha256(f"{_FORM} {platform.python_version()} {unicodedata.unidata_version}".encode())
    for name in _LIBRARIES:
        total.update(f"{name} {_version(name)}\n".encode())
    for path, name in _files():
        content = path.read_bytes()
        total.update(f"{name}\0{len(content)}\0".encode() + content)
    return total.digest()


def _files() -> Iterator[tuple[Path, str]]:
    package = Path(__file__).resolve().parents[1]
    roots = [(path, "*.py") for path in sorted(package.iterdir()) if path.name not in _BESIDE]
    roots += [(path, "*") for path in sorted(seeds_dir().iterdir()) if path.name != "pages"]
    for root, pattern in (*roots, (ontology_dir(), "*")):
        for path in sorted(root.rglob(pattern)) if root.is_dir() else [root]:
            if path.is_file() and path.suffix != ".pyc":
                yield path, path.relative_to(root.parent).as_posix()


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""
