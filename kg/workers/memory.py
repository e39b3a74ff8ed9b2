"""What a process may take."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path


def limit(kind: str, value: int | None) -> None:
    """Set a soft limit, or lift it; not every system has every limit."""
    with contextlib.suppress(ImportError, AttributeError, ValueError, OSError):
        import resource

        which = getattr(resource, kind)
        most = resource.getrlimit(which)[1]
        if value is None or (most != resource.RLIM_INFINITY and value > most):
            value = most
        resource.setrlimit(which, (value, most))


@contextlib.contextmanager
def unbounded() -> Iterator[None]:
    """Let this process take what it needs: for what may not fail. What one page may take is no measure of it."""
    before = _now("RLIMIT_AS")
    limit("RLIMIT_AS", None)
    try:
        yield
    finally:
        if before is not None:
            limit("RLIMIT_AS", before)


def _now(kind: str) -> int | None:
    """The soft limit; None where there is none."""
    try:
        import resource

        now = resource.getrlimit(getattr(resource, kind))[0]
        return None if now == resource.RLIM_INFINITY else now
    except (ImportError, AttributeError, OSError):
        return None


def used() -> int:
    """Bytes of address space that this process has taken; 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0
