"""Files that are there whole or not at all, whatever ends the process that writes them.

Every command writes through here. What is made lies first in a hidden folder beside its place, is put onto the disk there
(fsync), and only then gets its name. Several files of one folder get their names together: see `kg.durable.staging`.
"""

from __future__ import annotations

from kg.durable.claim import claimed
from kg.durable.disk import sync, told
from kg.durable.files import append, extend, shorten, write_files
from kg.durable.scratch import Scratch
from kg.durable.small import read_small, read_small_text
from kg.durable.staging import finish, staged

__all__ = [
    "Scratch",
    "append",
    "claimed",
    "extend",
    "finish",
    "read_small",
    "read_small_text",
    "shorten",
    "staged",
    "sync",
    "told",
    "write_files",
]
