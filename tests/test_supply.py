"""What the project is built on: bounds that are tried at both ends, hashes, licences."""

from __future__ import annotations

import ast
import json
import re
import sys
import threading
import tomllib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import ClassVar

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "bench"))

from advisories import main as advisories  # noqa: E402
from licences import closure, copyleft, default_install, stated  # noqa: E402

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
OPTIONAL = [each for extra in PROJECT["optional-dependencies"].values() for each in extra]
ALL = [Requirement(each) for each in dict.fromkeys((*PROJECT["dependencies"], *OPTIONAL))]
NAMED = pytest.mark.parametrize("need", ALL, ids=[str(need) for need in ALL])
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)(.*)$", re.MULTILINE)


def pins(name: str) -> dict[str, list[Version]]:
    """The versions in a lock file; several where the version of Python decides."""
    found: dict[str, list[Version]] = {}
    for package, version, _ in _PIN.findall((ROOT / ".ci" / name).read_text(encoding="utf-8")):
        found.setdefault(canonicalize_name(package), []).append(Version(version))
    return found


NEWEST = pins("requirements.lock") | pins("ftm.lock")
OLDEST = pins("lowest.txt")


@NAMED
def test_every_dependency_has_a_lower_and_an_upper_bound(need: Requirement) -> None:
    operators = sorted(each.operator for each in need.specifier)
    assert operators == ["<", ">="], need


@NAMED
def test_what_is_locked_is_what_is_asked_for(need: Requirement) -> None:
    versions = NEWEST[canonicalize_name(need.name)]
    assert versions and all(need.specifier.contains(version) for version in versions)


@NAMED
def test_the_oldest_that_are_tried_are_those_of_the_lower_bounds(need: Requirement) -> None:
    """Or the next that the others can do with."""
    found = OLDEST.get(canonicalize_name(need.name))
    if found is None:
        assert need.name == "followthemoney"  # one of its own needs builds against the system's ICU
        return
    assert any(need.specifier.contains(version) for version in found)  # the others are for other Pythons


@pytest.mark.parametrize("name", ["requirements.lock", "ftm.lock"])
def test_every_locked_file_has_its_hash(name: str) -> None:
    text = (ROOT / ".ci" / name).read_text(encoding="utf-8")
    blocks = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert len(blocks) > 50 and all("--hash=sha256:" in block for block in blocks)


@NAMED
def test_every_dependency_is_explained(need: Requirement) -> None:
    assert need.name in (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")


def test_nothing_that_the_default_install_brings_along_is_copyleft() -> None:
    found = closure(default_install())
    assert len(found) > 20
    licences = {each.metadata["Name"]: stated(each) for each in found}
    assert [name for name, licence in licences.items() if not licence or copyleft(licence)] == []


@pytest.mark.parametrize(
    ("licence", "wanted"),
    [
        ("MIT", False),
        ("Apache-2.0 OR GPL-2.0-only", False),
        ("GPL-3.0-or-later", True),
        ("GNU General Public License v3 (GPLv3)", True),
        ("GNU Affero General Public License v3", True),
        ("AGPL-3.0", True),
        ("SSPL-1.0", True),
        ("LGPL-2.1-or-later", False),
        ("GNU Lesser General Public License v3 (LGPLv3)", False),
        ("MPL-2.0", False),
    ],
)
def test_copyleft_is_known_by_its_names(licence: str, wanted: bool) -> None:
    assert copyleft(licence) is wanted


def test_every_package_that_is_imported_is_declared() -> None:
    declared = {canonicalize_name(need.name) for need in ALL}
    owners = packages_distributions()
    imported: dict[str, str] = {}
    for path in (ROOT / "kg").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            else:
                names = (
                    [node.module]
                    if isinstance(node, ast.ImportFrom) and not node.level and node.module
                    else []
                )
            imported |= {name.partition(".")[0]: str(path) for name in names}
    foreign = {
        name: path
        for name, path in imported.items()
        if name in owners and name not in sys.stdlib_module_names
    }
    assert {"pyoxigraph", "numpy", "typer"} <= foreign.keys()
    for name, path in foreign.items():
        assert name == "kg" or declared & {canonicalize_name(owner) for owner in owners[name]}, (
            f"{path}: {name}"
        )


class _Index(BaseHTTPRequestHandler):
    """An index of packages that knows two projects."""

    told: ClassVar = {
        "good": {"info": {"version": "2.0"}, "vulnerabilities": []},
        "bad": {"info": {"version": "1.0"}, "vulnerabilities": [{"id": "PYSEC-0-1"}]},
    }

    def do_GET(self) -> None:
        found = self.told.get(self.path.split("/")[1])
        self.send_response(404 if found is None else 200)
        self.end_headers()
        self.wfile.write(json.dumps(found).encode())

    def log_message(self, *_: object) -> None: ...


@pytest.mark.parametrize(
    ("lock", "code", "words"),
    [
        ("good==2.0 \\\n    --hash=sha256:0\n", 0, "1 packages, 1 of them in their newest version"),
        ("good==1.0\n", 0, "good 1.0: nothing is told of it, the newest is 2.0"),
        ("good==2.0\nbad==1.0\n", 1, "bad 1.0: PYSEC-0-1"),
        ("none==1.0\n", 2, "none 1.0: not asked"),
    ],
)
def test_advisories(lock: str, code: int, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "a.lock").write_text(lock, encoding="utf-8")
    with ThreadingHTTPServer(("127.0.0.1", 0), _Index) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        index = f"http://127.0.0.1:{server.server_port}"
        assert advisories(["--index", index, str(tmp_path / "a.lock")]) == code
        server.shutdown()
    assert words in capsys.readouterr().out
