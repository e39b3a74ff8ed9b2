"""Run as a module: reads N-Quads from standard input, writes the page that draws them to standard output.

A process of its own: drawing a large graph takes seconds and memory that the server does not have to spare.
"""

from __future__ import annotations

import sys

import pyoxigraph as ox

from kg.view import html


def main() -> int:
    """Draw what standard input holds."""
    sys.stdout.buffer.write(html(ox.parse(sys.stdin.buffer.read(), format=ox.RdfFormat.N_QUADS)).encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
