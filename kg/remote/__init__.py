"""Graphs in other people's stores: sent there, brought back, asked there. Nothing is asked but the host that was named."""

from kg.remote.ask import Answer, ask
from kg.remote.client import Client
from kg.remote.credentials import Credentials, Scheme
from kg.remote.profiles import checked, profiles
from kg.remote.pull import pull
from kg.remote.push import Mode, Planned, Push, Sent, planned
from kg.remote.spool import Spool
from kg.remote.store import Store, connect

__all__ = [
    "Answer",
    "Client",
    "Credentials",
    "Mode",
    "Planned",
    "Push",
    "Scheme",
    "Sent",
    "Spool",
    "Store",
    "ask",
    "checked",
    "connect",
    "planned",
    "profiles",
    "pull",
]
