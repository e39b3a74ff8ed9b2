"""Names that nobody would bear, made up at random: what breaks a file format, within whatever Unicode has."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

#: Pieces that mean something to one format or another.
PIECES = (
    *"\"'\\`,;|:#/<>&{}[]()=+-@$%^~*?!",
    *"\t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x01\x7f\x85\xa0\u2028\u2029\u200b\u200d\u202e\ufeff\ufffe\ufffd",
    *"＝＋－＠　“”《》王县局",
    *"𠮷😀👨‍👩‍👧🏘\U000e0001",
    '"""',
    "\\u0041",
    "\\U",
    "\\n",
    "\r\n",
    "]]>",
    "&amp;",
    "<b>",
    "||",
    "/* x */",
    "=HYPERLINK(",
    "://",
    "_:b",
    "@zh",
    "^^",
    "; DROP",
    "e\u0301",
    "null",
    "true",
    "0",
    "-1.5",
)
_ANY = st.characters(exclude_categories=("Cs",), exclude_characters="\x00")
NAMES = st.lists(st.one_of(st.sampled_from(PIECES), _ANY), min_size=1, max_size=8).map("".join)
#: Fifty names a time, which is enough at once for a file.
BATCHES = st.lists(NAMES, min_size=50, max_size=50, unique=True)

#: More than two thousand names, the same every time.
THOUSANDS = settings(
    max_examples=45,
    derandomize=True,
    deadline=None,
    # Fifty names that fail are told quickly; making them fewer takes long.
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
