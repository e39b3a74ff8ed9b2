"""A function over many items, in processes that may die of one: it costs that item and nothing else.

It knows nothing of what the items are: whoever reads pages says what is read, this package says where.
"""

from kg.workers.each import Crew, Each, Lost, Outcome, each
from kg.workers.memory import unbounded

__all__ = ["Crew", "Each", "Lost", "Outcome", "each", "unbounded"]
