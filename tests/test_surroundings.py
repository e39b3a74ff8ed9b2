"""The same pages are the same bytes of every output, whatever surrounds the build; bench/determinism.py tries more."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import combinations
from pathlib import Path

from surroundings import FOLDERS, LOCALES, ROOT, Cell, Surroundings, covering_cells, every_cell, formats

PAGES = Path(__file__).resolve().parents[1] / "seeds" / "pages"


def test_the_covering_cells_hold_every_pair() -> None:
    for first, second in combinations(Cell.__slots__, 2):
        pairs = {(getattr(c, first), getattr(c, second)) for c in every_cell()}
        assert {(getattr(c, first), getattr(c, second)) for c in covering_cells()} == pairs


def test_no_output_knows_its_surroundings(tmp_path: Path) -> None:
    """Two builds that share nothing but the pages."""
    surroundings = Surroundings(tmp_path, [PAGES / "briefs.jsonl", PAGES / "jinsong.txt"])
    rare = [name for name in LOCALES if name in surroundings.locales][-1]
    first = surroundings.build(Cell(1, rare, FOLDERS[0], 2), "--no-validate")
    assert len(first) >= len(formats()) + 3
    assert surroundings.build(Cell(2, "C", FOLDERS[1], 1), "--no-validate") == first


SPY = """
import os, sys

def spy(event, arguments):
    if event.startswith("socket.") and event.rpartition(".")[2] in ("connect", "getaddrinfo", "gethostbyname", "sendto"):
        address = arguments[1] if event == "socket.connect" else arguments
        if not isinstance(address, (str, bytes)):  # those are places of this machine's file system
            with open(os.environ["SPIED"], "a") as told:
                print(event, address, file=told)

sys.addaudithook(spy)
"""


def test_a_build_asks_no_host(tmp_path: Path) -> None:
    """In none of its processes, whatever a web page, a book or a record names."""
    (tmp_path / "spy").mkdir()
    (tmp_path / "spy" / "sitecustomize.py").write_text(SPY, encoding="utf-8")
    spied, pages = tmp_path / "spied", tmp_path / "pages"
    environment = {**os.environ, "PYTHONPATH": f"{tmp_path}/spy{os.pathsep}{ROOT}", "SPIED": str(spied)}
    probe = "import socket; socket.socket().connect_ex(('127.0.0.1', 9))"
    subprocess.run([sys.executable, "-c", probe], env=environment, check=True)
    assert "connect" in spied.read_text(encoding="utf-8")
    spied.unlink()
    pages.mkdir()
    words = (PAGES / "xiyuan.txt").read_text(encoding="utf-8")
    (pages / "a.txt").write_text(f"http://127.0.0.1:9/ {words}", encoding="utf-8")
    away = "http://127.0.0.1:9/x"
    for name, kind in (
        ("b.html", ""),
        ("c.xhtml", f'<?xml version="1.0"?><!DOCTYPE html SYSTEM "{away}.dtd">'),
    ):
        head = f'<base href="{away}"><link rel="stylesheet" href="{away}"><script src="{away}"></script>'
        body = f'<img src="{away}"><iframe src="{away}"></iframe><p>{words}</p>'
        page = f"{kind}<html><head>{head}</head><body>{body}</body></html>"
        (pages / name).write_text(page, encoding="utf-8")
    command = [sys.executable, "-m", "kg", "build", str(pages), "-o", str(tmp_path / "out"), "--jobs", "2"]
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert not spied.exists(), spied.read_text(encoding="utf-8")
