"""The same bytes in all surroundings: python bench/determinism.py [--full] [--pages FOLDER]

Builds the same pages with 10 hash seeds, 3 locales, in 2 folders, with 1, 2 and 4 workers, the
inputs in another order each time, and compares every file: all export formats, the page, the description, the report
without its timings. By default 30 builds in which every value of each stands together with every value of each other; with
``--full`` all 180. Exit code 1 if a file of any build differs from that of the first.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from surroundings import Surroundings, covering_cells, every_cell

SAMPLES = Path(__file__).resolve().parents[1] / "seeds" / "pages"


def main() -> int:
    """Build, compare and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--full", action="store_true", help="all combinations")
    parser.add_argument("--pages", type=Path, default=SAMPLES, help="folder of pages to build")
    parser.add_argument("--no-validate", action="store_true", help="do not check the shapes (quicker)")
    asked = parser.parse_args()
    options = ["--no-validate"] if asked.no_validate else []
    differing, first = 0, None
    with tempfile.TemporaryDirectory() as folder:
        surroundings = Surroundings(Path(folder), sorted(p for p in asked.pages.iterdir() if p.is_file()))
        cells = [
            c for c in (every_cell() if asked.full else covering_cells()) if c.locale in surroundings.locales
        ]
        for cell in cells:
            found = surroundings.build(cell, *options)
            first = first or found
            if found != first:
                differing += 1
                names = sorted(
                    name for name in found.keys() | first.keys() if found.get(name) != first.get(name)
                )
                print(f"{cell}: {', '.join(names)}")
    print(
        f"{len(cells)} builds, {len(first or ())} files each, locales {', '.join(sorted(surroundings.locales))}: "
        f"{differing or 'none'} differ"
    )
    return 1 if differing or not first else 0


if __name__ == "__main__":
    sys.exit(main())
