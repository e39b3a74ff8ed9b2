"""How long kg takes to be there: seconds of a process from its start to its end, and its memory at most.

python -m bench.startup [--rounds N] [--json] [--short]

The processor's seconds say more than those on the clock where the machine has other work; medians.
"""

from __future__ import annotations

import statistics
import sys

from bench.running import ROOT, Row, arguments, run, show

_CALL = "import sys; from kg.cli import main; main(sys.argv[1:])"
_PAGE = str(ROOT / "seeds" / "pages" / "wenfeng.txt")
_COMMANDS = {
    "python -c pass": ("", ()),
    "kg --help": (_CALL, ("--help",)),
    "kg mentions, one page": (_CALL, ("mentions", _PAGE)),
}


def main() -> int:
    """Measure and print."""
    parser = arguments(str(__doc__))
    parser.add_argument("--rounds", type=int, default=9, help="starts of each command")
    args = parser.parse_args()
    rows: list[Row] = []
    for name, (code, words) in _COMMANDS.items():
        spent = [run(code, *words) for _ in range(1 if args.short else args.rounds)]
        rows.append(
            {
                "command": name,
                "processor s": round(statistics.median(one.processor for one in spent), 2),
                "clock s": round(statistics.median(one.seconds for one in spent), 2),
                "MB": round(max(one.megabytes for one in spent)),
            }
        )
    show(rows, args.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
