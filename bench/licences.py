"""The licences of what is installed: python bench/licences.py [--check] [PACKAGE…]

Lists each package that the default install of minsheng-kg brings along (or that the named ones do), with its version, the
licence that it states, and whether that is copyleft: for each of its licences GPL, AGPL or SSPL by name. With ``--check``
the exit code is 1 if one is, or states no licence at all.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
#: The copyleft that would bind whoever passes the program on. LGPL and MPL bind changes of the library alone.
COPYLEFT = re.compile(r"\b(?:AGPL|GPL|SSPL|GNU (?:Affero )?General Public|Server Side Public)", re.IGNORECASE)
#: What may be taken instead.
_EITHER = re.compile(r"\s+OR\s+|\s*/\s*", re.IGNORECASE)


def main() -> int:
    """List, and judge."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("packages", nargs="*", help="begin with these instead of the project's dependencies")
    parser.add_argument("--check", action="store_true")
    asked = parser.parse_args()
    wanted = [Requirement(name) for name in asked.packages] or default_install()
    bad = 0
    for found in closure(wanted):
        licence = stated(found)
        verdict = "" if licence else "states no licence"
        verdict = "copyleft" if licence and copyleft(licence) else verdict
        bad += bool(verdict)
        print(f"{found.metadata['Name']:24} {found.version:16} {licence or '-':48} {verdict}".rstrip())
    return 1 if bad and asked.check else 0


def default_install() -> list[Requirement]:
    """What `pip install .` asks for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [Requirement(each) for each in project["dependencies"]]


def closure(wanted: Iterable[Requirement]) -> list[Distribution]:
    """The installed packages that ``wanted`` need, and what those need, by name."""
    seen: dict[tuple[str, str], Distribution] = {}
    todo = list(wanted)
    while todo:
        need = todo.pop()
        if need.marker and not need.marker.evaluate({"extra": ""}):
            continue
        for extra in ("", *sorted(need.extras)):
            key = (re.sub(r"[-_.]+", "-", need.name).lower(), extra)
            if key in seen:
                continue
            try:
                seen[key] = found = distribution(need.name)
            except PackageNotFoundError:
                print(f"{need.name}: not installed", file=sys.stderr)
                continue
            todo += _needs(found, extra)
    return [found for (_, extra), found in sorted(seen.items()) if not extra]


def _needs(found: Distribution, extra: str) -> Iterator[Requirement]:
    for line in found.requires or ():
        need = Requirement(line)
        if not need.marker or need.marker.evaluate({"extra": extra}):
            need.marker = None
            yield need


def stated(found: Distribution) -> str:
    """The licence in the metadata: as an expression, by classifiers, or in the first words of its text."""
    meta = found.metadata
    if expression := meta.get("License-Expression"):
        return str(expression)
    classes = [str(each).rsplit("::", 1)[-1].strip() for each in meta.get_all("Classifier") or ()
               if str(each).startswith("License ::")]  # fmt: skip
    named = [each for each in classes if each != "OSI Approved"]
    first = str(meta.get("License") or "").strip().split("\n", 1)[0][:48]
    return " AND ".join(named) or first or _of_files(found)


def _of_files(found: Distribution) -> str:
    """The first line of a licence file, where nothing else says it."""
    for file in found.files or ():
        if re.match(r"(?:LICEN[CS]E|COPYING)", file.name, re.IGNORECASE):
            lines = file.read_text(encoding="utf-8").splitlines()
            return next((line.strip()[:48] for line in lines if line.strip()), "")
    return ""


def copyleft(licence: str) -> bool:
    """Whether every licence that may be chosen is copyleft."""
    return all(
        COPYLEFT.search(part.replace("LGPL", "")) and "Lesser" not in part for part in _EITHER.split(licence)
    )


if __name__ == "__main__":
    sys.exit(main())
