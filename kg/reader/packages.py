"""Documents that are packages of XML files (DOCX, ODT, EPUB): opened within caps, their XML read without entities."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from kg.reader.document import Document
from kg.reader.members import unpacked
from kg.reader.unreadable import Unreadable
from kg.reader.web.parsing import Element

_BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError, RuntimeError)
_MENDED = "open it with the program it was made with, and save it again"


class Package:
    """The files inside a document."""

    def __init__(self, document: Document, archive: zipfile.ZipFile) -> None:
        self._document, self._archive = document, archive
        self.names = frozenset(archive.namelist())

    def read(self, name: str) -> bytes:
        """The bytes of a file. Raises `Unreadable` if it is not there, damaged, encrypted or too large."""
        try:
            with self._archive.open(name) as stream:
                return unpacked(stream, self._document.budget)
        except KeyError:
            raise Unreadable(f"damaged: {name} is not in it", _MENDED) from None
        except _BROKEN as error:
            if "password" in str(error):
                raise Unreadable("it has a password", "save it without one", "locked") from None
            raise Unreadable(f"{name}: damaged: {error}", _MENDED) from None

    def xml(self, name: str) -> Element:
        """The root element of a file. Raises `Unreadable` also for XML that is broken or declares entities."""
        return xml(self.read(name), name)

    def check(self) -> None:
        """Raises `Unreadable` if all files together are more than may be unpacked."""
        for info in self._archive.infolist():
            self._document.budget.member()
            self._document.budget.unpack(info.file_size)


@contextmanager
def opened(document: Document) -> Iterator[Package]:
    """The package that a document is."""
    with document.open() as stream:
        try:
            archive = zipfile.ZipFile(stream)
        except _BROKEN as error:
            raise Unreadable(f"damaged: {error}", _MENDED) from None
        with archive:
            yield Package(document, archive)


def xml(data: bytes, name: str) -> Element:
    """The root element of XML that nobody trusts: nothing is fetched, no entity is expanded, none may be declared."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        raise Unreadable(f"{name}: broken XML: {error}", _MENDED) from None
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        raise Unreadable(f"{name} declares entities, as no such document does", "leave it out")
    return root
