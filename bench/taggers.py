"""Finds names in held-back sentences with several taggers: F1 by class, speed, memory, start-up and size of each.

    python -m bench.taggers CORPORA [--with NAME …] [--json FILE]

CORPORA is the folder that ``kg train`` learns from; only what it holds back is read here. Each tagger works in a process
of its own, one after the other, on the same sentences. Others than jieba take part where they are installed
(``pip install rjieba thulac jiojio``). A name is right where both ends and the class (person, place, body) agree.
"""

from __future__ import annotations

import argparse
import importlib
import json
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.metadata import files
from pathlib import Path
from typing import Any

from kg.tagger.labels import BODY, NAMES, PERSON, PLACE
from kg.train.corpora import Sentence, read_corpora
from kg.train.examples import joined
from kg.train.measure import Span, tally

Tag = Callable[[str], Iterable[Span]]
_NOUNS = {"nr": PERSON, "nrt": PERSON, "nrfg": PERSON, "ns": PLACE, "nt": BODY}
_PAGE = 50
_THULAC = {"np": PERSON, "ns": PLACE, "ni": BODY}


def spans(pairs: Iterable[Sequence[str]], classes: dict[str, str]) -> Iterator[Span]:
    """The names among words and tags that follow each other without a gap."""
    at = 0
    for word, tag in pairs:
        if tag in classes:
            yield at, at + len(word), classes[tag]
        at += len(word)


def _kg() -> Tag:
    from kg.knowledge.words import words
    from kg.tagger import tagger

    model = tagger()

    def tag(text: str) -> Iterator[Span]:
        lines = [m.span() for m in re.finditer(r"[^\n]+", text)]
        return ((t.start, t.end, t.name) for t in model.tag(text, list(words(text)), lines))

    return tag


def _mentions() -> Tag:
    """What ``kg mentions`` finds: rules and tagger together."""
    from kg.pipeline import PageRead, read_page
    from kg.resolve import resolve
    from kg.types import Page
    from kg.verbs import named

    classes = {"Person": PERSON, "Agency": BODY, "Organization": BODY} | dict.fromkeys(
        ("Area", "Community", "Place"), PLACE
    )

    def tag(text: str) -> Iterator[Span]:
        page = Page("p", text)
        read = read_page(page)
        found = named(resolve([page], [read.resolved])) if isinstance(read, PageRead) else ()
        return ((m.start, m.end, classes[m.type]) for m in found if m.type in classes)

    return tag


def _posseg() -> Tag:
    posseg = importlib.import_module("jieba.posseg")
    return lambda text: spans(((pair.word, pair.flag) for pair in posseg.cut(text)), _NOUNS)


def _rjieba() -> Tag:
    rjieba = importlib.import_module("rjieba")
    return lambda text: spans(rjieba.tag(text), _NOUNS)


def _thulac() -> Tag:
    model = importlib.import_module("thulac").thulac()
    return lambda text: spans(model.cut(text), _THULAC)


def _jiojio() -> Tag:
    jiojio: Any = importlib.import_module("jiojio")
    jiojio.init(pos=True)
    return lambda text: spans(jiojio.cut(text), _NOUNS)


#: By name: what makes it, and the package whose files count as its size.
TAGGERS: dict[str, tuple[Callable[[], Tag], str]] = {
    "kg.tagger": (_kg, ""),
    "kg mentions": (_mentions, ""),
    "jieba.posseg": (_posseg, "jieba"),
    "rjieba": (_rjieba, "rjieba"),
    "thulac": (_thulac, "thulac"),
    "jiojio": (_jiojio, "jiojio"),
}


def main() -> int:
    """Print a table; 1 if nothing could be measured."""
    args = _arguments()
    if args.one:
        print(json.dumps(_measure(args.one, args.corpora, args.most)))
        return 0
    results = {name: found for name in args.taggers or TAGGERS if (found := _run(name, args))}
    print(_table(results))
    if args.json:
        args.json.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    return 0 if results else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--with", dest="taggers", action="append", choices=TAGGERS, help="only these")
    parser.add_argument("--most", type=int, default=1000, help="sentences of each corpus at most")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--one", choices=TAGGERS, help=argparse.SUPPRESS)
    return parser.parse_args()


def _run(name: str, args: argparse.Namespace) -> dict[str, Any] | None:
    command = [
        sys.executable,
        "-m",
        "bench.taggers",
        str(args.corpora),
        "--one",
        name,
        "--most",
        str(args.most),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        print(
            f"taggers: {name} left out: {(done.stderr.strip() or 'no output').splitlines()[-1]}",
            file=sys.stderr,
        )
        return None
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _measure(name: str, folder: Path, most: int) -> dict[str, Any]:
    make, package = TAGGERS[name]
    held = {c.name: c.held[:: max(1, len(c.held) // most)][:most] for c in read_corpora(folder) if c.held}
    before, begun = _memory(), time.perf_counter()
    tag = make()
    list(tag("市长"))
    started = time.perf_counter() - begun
    tallies = {corpus: tally(sentences, tag) for corpus, sentences in held.items()}
    pages = [joined(part)[0] for sentences in held.values() for part in _parts(sentences)]
    spent = time.process_time()
    for page in pages:
        list(tag(page))
    spent = time.process_time() - spent
    return {
        "f1": {c: {**{k: t.f1(k) for k in NAMES}, "all": t.f1()} for c, t in tallies.items()},
        "mb_per_cpu_s": sum(len(page.encode()) for page in pages) / 1e6 / spent,
        "start_s": started,
        "memory_mb": _memory() - before,
        "disk_mb": _disk(package),
    }


def _parts(sentences: Sequence[Sentence]) -> Iterator[Sequence[Sentence]]:
    """As many sentences together as a page has: what a tagger needs for each call must not count for each sentence."""
    return (sentences[at : at + _PAGE] for at in range(0, len(sentences), _PAGE))


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _disk(package: str) -> float:
    """Megabytes of a package's files; without one, of the project's weights."""
    if not package:
        return (Path(__file__).resolve().parents[1] / "seeds/tagger/names.npz").stat().st_size / 1e6
    installed = (Path(str(file.locate())) for file in files(package) or ())
    return sum(path.stat().st_size for path in installed if path.is_file()) / 1e6


def _table(results: dict[str, dict[str, Any]]) -> str:
    corpora = list(next(iter(results.values()))["f1"]) if results else []
    lines = [
        "| tagger | "
        + " | ".join(f"{c} (person/place/body)" for c in corpora)
        + " | MB/s | start s | memory MB | disk MB |",
        "|---" * (len(corpora) + 5) + "|",
    ]
    for name, found in results.items():
        cells = [
            f"{f['all']:.3f} (" + "/".join(f"{f[k]:.2f}" for k in NAMES) + ")" for f in found["f1"].values()
        ]
        figures = f"{found['mb_per_cpu_s']:.2f} | {found['start_s']:.1f} | {found['memory_mb']:.0f} | {found['disk_mb']:.0f}"
        lines.append(f"| {name} | " + " | ".join(cells) + f" | {figures} |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
