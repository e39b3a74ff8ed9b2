"""A folder that keeps pages, what was read on them and their graph, and is changed page by page.

The result is that of a build from scratch of the same pages. ``pages.sqlite`` holds pages, what each says by itself and
what they have in common; ``graph`` (pyoxigraph) holds the graph, which can be made again from the former.
"""

from kg.store.changed import Reading
from kg.store.opening import is_store, to_build
from kg.store.reading import nquads, page_ids, quads, result, status
from kg.store.update import Change, Update, forget

__all__ = [
    "Change",
    "Reading",
    "Update",
    "forget",
    "is_store",
    "nquads",
    "page_ids",
    "quads",
    "result",
    "status",
    "to_build",
]
