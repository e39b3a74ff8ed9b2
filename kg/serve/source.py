"""What is served: a graph file, the folder of a build, or a store on disk."""

from __future__ import annotations

import fcntl
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.durable import finish
from kg.errors import InputError
from kg.export import load
from kg.serve.keeper import Keeper


@dataclass(frozen=True, slots=True)
class Source:
    """The quads as N-Quads, the IRIs of the named graphs (also of empty ones), and where changes last."""

    name: str
    nquads: bytes
    graphs: list[str]
    keeper: Keeper | None = None


def read(path: Path, *, write: bool) -> Source:
    """What ``path`` names, in memory.

    With ``write`` a store is opened to be changed, and made if there is none. Raises InputError if there is
    nothing to serve, it is broken, or another process is changing it.
    """
    if (path / "current").is_file():
        return _from_kept(path, write)
    finish(path)
    if path.is_dir() and (path / "graph.ttl").is_file():
        path = path / "graph.ttl"
    if path.is_file():
        return Source(path.name, ox.serialize(load(path), format=ox.RdfFormat.N_QUADS) or b"", [])
    if write and _may_be_made(path):
        keeper = Keeper(path)
        return _from_store(path, keeper.store, keeper)
    if _is_store(path):
        return _from_store(path, _open(path), None)
    if path.is_dir():
        raise InputError(
            f"{path}: holds neither a graph.ttl nor a store; build one with kg build PAGES -o {path}"
        )
    raise InputError(f"{path}: no such graph file or store; build one with kg build PAGES -o output")


def _from_kept(path: Path, write: bool) -> Source:
    """A store that ``kg build --store`` keeps."""
    from kg.store import nquads

    if write:
        raise InputError(f"{path}: kg build keeps this store; serve it without --write, or change its pages")
    return Source(path.name, nquads(path), [])


def _is_store(path: Path) -> bool:
    return (path / "CURRENT").is_file()


def _may_be_made(path: Path) -> bool:
    """A store that is there, or a place where nothing is; not a file name that was mistyped."""
    empty = not any(path.iterdir()) if path.is_dir() else not path.exists() and not path.suffix
    return _is_store(path) or empty


def _from_store(path: Path, store: ox.Store, keeper: Keeper | None) -> Source:
    graphs = sorted(g.value for g in store.named_graphs() if isinstance(g, ox.NamedNode))
    return Source(path.name, store.dump(format=ox.RdfFormat.N_QUADS) or b"", graphs, keeper)


def _open(path: Path) -> ox.Store:
    """For reading, unless another process is writing: what it would read then is not defined."""
    if (path / "kg-journal").exists():
        raise InputError(f"{path}: a change to the store was cut off; start once with --write to finish it")
    try:
        with (path / "LOCK").open("ab") as lock:
            fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        pass  # no lock, no store: opening it says so
    except OSError as error:
        raise InputError(
            f"{path}: another process has the store open ({error.strerror}); end it first"
        ) from error
    try:
        return ox.Store.read_only(str(path))
    except OSError as error:
        raise InputError(
            f"{path}: cannot be opened as a store ({error}); is it one of pyoxigraph's?"
        ) from error
