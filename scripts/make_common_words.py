"""List the common words that jieba's dictionary takes for names: ``seeds/lexicons/common_words.tsv``.

    python scripts/make_common_words.py people_daily_199801_pos.txt

The dictionary tags 城市 and 上市 as places, 阳光 and 采取措施 as persons. A word is listed if the corpus (words and tags of
the People's Daily, January 1998) has it so often as ``LEAST`` says and never as a name or a part of one; beside it stands
the tag that the corpus gives it, or ``l`` where the corpus divides it and one of the parts is no noun. Names of areas and
what ends as names do are left as they are. The same versions always write the same bytes.
"""

from __future__ import annotations

import sys
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

import jieba

from kg.knowledge.gazetteer import gazetteer

LEAST = 2
PARTS = 3
#: Words longer than ``ENDS_OF`` characters that end so are names, although the corpus does not mark them: 虎林园, 河西走廊.
ENDS_OF = 2
ENDS = (*"园窑矿殿报党派塔宫寺庙山河湖岛港峰峡社", "走廊", "组织")
NAMES = {"ns", "nt", "nr", "nz"}
#: What the corpus marks as names; short forms, places by direction and times may be parts of names.
MARKED = NAMES | {"j", "nx", "s", "f", "t"}
#: The corpus's tags of morphemes and of words in another's place, by those of the dictionary.
SAME = {"an": "n", "Ng": "n", "h": "n", "k": "n", "o": "n", "Vg": "v", "Ag": "a", "ad": "d", "vd": "v"}
NOUNS = {"n", "vn", "Ng", "j", "b", "m", "q", "a"}
TARGET = Path(__file__).resolve().parent.parent / "seeds" / "lexicons" / "common_words.tsv"
HEAD = "# word\ttag\n# Made by scripts/make_common_words.py from the words of the People's Daily, January 1998.\n"


def named() -> dict[str, str]:
    """The words that the dictionary takes for names, with their tags."""
    lines = (line.split() for line in jieba.get_dict_file().read().decode("utf-8").splitlines())
    return {word: tag for word, _, tag in lines if tag in NAMES and len(word) > 1}


def uses(corpus: str, words: dict[str, str]) -> dict[str, Counter[str]]:
    """How the corpus has each of ``words``: by its tag, ``l`` for a phrase, or ``name``."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for line in corpus.splitlines():
        tokens = [token.rpartition("/") for token in line.split()]
        pieces = [
            (unicodedata.normalize("NFKC", word).lstrip("["), tag.split("]")[0]) for word, _, tag in tokens
        ]
        for at in range(len(pieces)):
            for end in range(at + 1, min(len(pieces), at + PARTS) + 1):
                word = "".join(piece for piece, _ in pieces[at:end])
                if word in words:
                    found[word][use([tag for _, tag in pieces[at:end]])] += 1
    return found


def use(tags: list[str]) -> str:
    """What the tags of a word's parts make of it."""
    if not MARKED.isdisjoint(tags):
        return "name"
    if len(tags) == 1:
        return SAME.get(tags[0], tags[0])
    return "n" if NOUNS.issuperset(tags) and tags[-1] != "a" else "l"


def main() -> None:
    words = named()
    found = uses(Path(sys.argv[1]).read_text(encoding="utf-8"), words)
    rows = []
    for word, counts in sorted(found.items()):
        tag = min(counts, key=lambda one: (-counts[one], one))
        known = counts["name"] or gazetteer().find_short(word) or (words[word] == "nt" and tag != "l")
        known = known or (len(word) > ENDS_OF and word.endswith(ENDS))
        if counts.total() >= LEAST and not known:
            rows.append(f"{word}\t{tag}\n")
    TARGET.write_text(HEAD + "".join(rows), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
