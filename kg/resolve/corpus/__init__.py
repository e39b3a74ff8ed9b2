"""Who is who over all pages, in small steps: what the pages show of each key (``node``), who is worth comparing
(``blocks``), comparison (``things``, ``people``), decision (``decide``), clusters (``cluster``), their keys (``keys``).

Every step is a pure function of what it is given, and none depends on the order of the pages. A page that is added,
changed or removed touches its own nodes, the blocks that these are in, and the clusters that hang on decisions there.
"""

from kg.resolve.corpus.link import Links, link

__all__ = ["Links", "link"]
