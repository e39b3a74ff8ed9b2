"""Run as a script: reads RDF/XML or JSON-LD from a file and writes N-Quads to standard output.

Usage: reader.py PATH rdf|jsonld|canonical MEMORY (bytes); canonical reads N-Quads and names their blank nodes as RDFC-1.0
does. Ends with 3 and one line on standard error if the file is not
valid; with a signal if it was made to break its reader, which then takes nobody else along.
"""

import sys

import pyoxigraph as ox

_FORMATS = {"rdf": ox.RdfFormat.RDF_XML, "jsonld": ox.RdfFormat.JSON_LD, "canonical": ox.RdfFormat.N_QUADS}


def main(path: str, kind: str, memory: str) -> int:
    _limit(int(memory))
    try:
        quads = ox.parse(path=path, format=_FORMATS[kind])
        ox.serialize(
            _named(quads) if kind == "canonical" else quads, sys.stdout.buffer, format=ox.RdfFormat.N_QUADS
        )
    except (SyntaxError, ValueError, OSError) as error:
        print(f"not valid {_FORMATS[kind].name}: {error}".replace("\n", " "), file=sys.stderr)
        return 3
    return 0


def _named(quads: ox.QuadParser) -> ox.Dataset:
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


def _limit(memory: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
