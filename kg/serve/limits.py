"""What one request may cost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """``timeout_s``: seconds a query may run, and as long again it may wait for its turn; ``body_s``: seconds
    a client may take to send its request; ``memory_mb``: MiB a query may take beside the graph; ``rows`` and
    ``answer_bytes``: the longest answer; ``body_bytes``: the longest request; ``depth``: of brackets in a
    query; ``workers``: queries at the same time; ``queue``: requests that wait for one of them."""

    timeout_s: float = 30.0
    body_s: float = 10.0
    memory_mb: int = 1024
    rows: int = 100_000
    answer_bytes: int = 64 << 20
    body_bytes: int = 32 << 20
    depth: int = 100
    workers: int = 4
    queue: int = 128
