"""Run as a script: reads RDF/XML or JSON-LD from a file and writes N-Quads to standard output.

Usage: reader.py PATH rdf|jsonld MEMORY (bytes). Ends with 3 and one line on standard error if the file is not
valid; with a signal if it was made to break its reader, which then takes nobody else along.
"""

import sys

import pyoxigraph as ox

_FORMATS = {"rdf": ox.RdfFormat.RDF_XML, "jsonld": ox.RdfFormat.JSON_LD}


def main(path: str, kind: str, memory: str) -> int:
    _limit(int(memory))
    try:
        quads = ox.parse(path=path, format=_FORMATS[kind])
        ox.serialize(quads, sys.stdout.buffer, format=ox.RdfFormat.N_QUADS)
    except (SyntaxError, ValueError, OSError) as error:
        print(f"not valid {_FORMATS[kind].name}: {error}".replace("\n", " "), file=sys.stderr)
        return 3
    return 0


def _limit(memory: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
