"""What the server's own processes are started with."""

from __future__ import annotations

import os
from pathlib import Path

import kg


def environment() -> dict[str, str]:
    """That of this process, with this package found where this process has found it."""
    root = str(Path(kg.__file__).parents[1])
    known = os.environ.get("PYTHONPATH")
    return {
        **{name: value for name, value in os.environ.items() if name != "KG_TOKEN"},
        "PYTHONPATH": f"{root}{os.pathsep}{known}" if known else root,
    }
