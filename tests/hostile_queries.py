"""Two hundred queries that mean no good, by what they try."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

SPO = "?s{0} ?p{0} ?o{0}"


def hostile(host: str, secret: Path) -> dict[str, str]:
    """Queries by name. ``host`` is an address that must never be called, ``secret`` a file never read."""
    families = (
        cross_products(),
        paths(),
        growth(),
        patterns(),
        nesting(),
        elsewhere(host, secret),
        writing(host, secret),
        malformed(),
        large_answers(),
        aggregates(),
        long_texts(),
    )
    return {name: query for family in families for name, query in family}


def cross_products() -> Iterator[tuple[str, str]]:
    for size in (3, 4, 5, 6, 8, 12):
        join = " . ".join(SPO.format(i) for i in range(size))
        yield f"cross product of {size}", f"SELECT * {{ {join} }}"
        yield f"cross product of {size}, sorted", f"SELECT * {{ {join} }} ORDER BY ?s0 DESC(?o1)"
        yield f"cross product of {size}, counted", f"SELECT (COUNT(*) AS ?n) {{ {join} }}"
        yield f"cross product of {size}, distinct", f"SELECT DISTINCT ?s0 ?o1 {{ {join} }}"
        filtered = f"{join} FILTER(?s0 != ?s1 && ?o1 != ?o2 && STR(?s0) = STR(?o2))"
        yield f"cross product of {size}, filtered", f"ASK {{ {filtered} FILTER(1 = 2) }}"
    for size in (5, 10, 20):
        optional = " ".join(f"OPTIONAL {{ {SPO.format(i)} }}" for i in range(size))
        yield f"{size} free OPTIONALs", f"SELECT * {{ {optional} }}"
        union = " ".join(f"{{ {SPO.format(i)} }} UNION {{ {SPO.format(i)} }}" for i in range(size))
        yield f"{size} joined UNIONs", f"SELECT (COUNT(*) AS ?n) {{ {union} }}"
        minus = " ".join(f"MINUS {{ {SPO.format(i)} . ?x{i} ?y{i} ?z{i} }}" for i in range(size))
        yield f"{size} MINUS of products", f"SELECT * {{ ?a ?b ?c . {minus} }}"


def paths() -> Iterator[tuple[str, str]]:
    any_path = "(<a:x>|!<a:x>)"
    either = "(<a:x>|!<a:x>|^<a:x>|^!(<a:x>))".replace("^!(<a:x>)", "!(^<a:x>)")
    for path in (any_path, either):
        for star in ("*", "+", "*/" + path + "*"):
            yield f"every path {path}{star}", f"SELECT (COUNT(*) AS ?n) {{ ?s {path}{star} ?o }}"
            yield f"two paths {path}{star}", f"SELECT * {{ ?a {path}{star} ?b . ?c {path}{star} ?d }}"
            yield (
                f"three paths {path}{star}",
                f"ASK {{ ?a {path}{star} ?b . ?c {path}{star} ?d . ?e {path}{star} ?f FILTER(?a = 1 && ?d = 2) }}",
            )
    yield "nested stars", f"SELECT * {{ ?s (({any_path}*)*)* ?o }}"
    yield "nested plus", f"SELECT * {{ ?s ((({any_path}+)+)/({any_path}?)*)+ ?o }}"
    for size in (10, 100, 1000, 5000):
        yield f"sequence of {size}", f"ASK {{ ?s {'/'.join([any_path] * size)} ?o }}"
        yield (
            f"alternative of {size}",
            f"ASK {{ ?s ({'|'.join(['!<a:x>'] * size)})* ?o . ?o !<a:y>* ?p FILTER(1=2) }}",
        )
    for size in (20, 3000, 40000):
        yield f"{size} inverses", f"ASK {{ ?s {'^' * size}<a:x> ?o }}"


def growth() -> Iterator[tuple[str, str]]:
    for steps in (16, 24, 28, 32, 40, 64):
        binds = 'BIND("aaaaaaaa" AS ?v0) ' + " ".join(
            f"BIND(CONCAT(?v{i}, ?v{i}) AS ?v{i + 1})" for i in range(steps)
        )
        yield f"doubled {steps} times", f"SELECT (STRLEN(?v{steps}) AS ?n) {{ {binds} }}"
        replaced = 'BIND("aa" AS ?v0) ' + " ".join(
            f'BIND(REPLACE(?v{i}, "a", "aa") AS ?v{i + 1})' for i in range(steps)
        )
        yield f"replaced {steps} times", f"SELECT ?v{steps} {{ {replaced} }}"
        encoded = 'BIND("%%%" AS ?v0) ' + " ".join(
            f"BIND(ENCODE_FOR_URI(CONCAT(?v{i}, ?v{i})) AS ?v{i + 1})" for i in range(steps)
        )
        yield f"encoded {steps} times", f"SELECT ?v{steps} {{ {encoded} }}"
        joined = "BIND(STR(?s) AS ?v0) " + " ".join(
            f"BIND(CONCAT(?v{i}, ?v{i}) AS ?v{i + 1})" for i in range(steps)
        )
        yield (
            f"grouped and doubled {steps} times",
            (f"SELECT (GROUP_CONCAT(?v{steps}) AS ?x) {{ ?s ?p ?o . {joined} }}"),
        )


def patterns() -> Iterator[tuple[str, str]]:
    bait = "a" * 5000 + "!"
    for pattern in (
        "(a+)+$",
        "(a|a)*$",
        "(a|aa)+$",
        "(.*)*b",
        "([a-z]+)*\\\\d",
        "(a?){200}a{200}",
        "a{1,1000}{1,1000}",
    ):
        yield f"regex {pattern}", f'ASK {{ FILTER(REGEX("{bait}", "{pattern}")) }}'
        yield f"replace {pattern}", f'SELECT (REPLACE("{bait}", "{pattern}", "$1$1$1") AS ?x) {{}}'
        yield (
            f"regex of every pair {pattern}",
            (
                f'SELECT (COUNT(*) AS ?n) {{ ?s ?p ?o . ?a ?b ?c FILTER(REGEX(CONCAT(STR(?o), STR(?c)), "{pattern}")) }}'
            ),
        )
    yield "a regex of 60 kB", f'ASK {{ FILTER(REGEX("x", "{"(x|y)" * 12000}")) }}'
    yield "a regex with unending repetition", 'ASK { FILTER(REGEX("x", "((((x{99}){99}){99}){99}){99}")) }'


def nesting() -> Iterator[tuple[str, str]]:
    for size in (90, 101, 1000, 20000):
        yield f"{size} groups", f"SELECT * {{ {'{' * size} ?s ?p ?o {'}' * size} }}"
        yield f"{size} brackets", f"ASK {{ FILTER({'(' * size}1{')' * size}) }}"
        yield f"{size} subselects", f"SELECT * {{ {'{ SELECT * ' * size}{{ ?s ?p ?o }}{'}' * size} }}"
        yield f"{size} EXISTS", f"ASK {{ {'FILTER EXISTS { ' * size} ?s ?p ?o {'}' * size} }}"
        yield f"{size} blank nodes", f"ASK {{ {'[ <a:p> ' * size} 1 {']' * size} }}"
        yield f"{size} lists", f"ASK {{ ?s ?p {'(' * size} {')' * size} }}"
    for size in (2000, 40000):
        yield f"{size} negations", f"ASK {{ FILTER({'!' * size}true) }}"
        yield f"{size} minus signs", f"ASK {{ FILTER({'- ' * size}?x = 1) }}"
        yield f"{size} additions", f"SELECT ({'1+' * size}1 AS ?x) {{}}"
        yield f"{size} ors", f"ASK {{ FILTER({'true||' * (size // 4)}true) }}"
    yield "40 kB never closed", "SELECT * { " + "{ " * 20000
    yield "40 kB of IFs", f"SELECT ({'IF(true,' * 5000}1{',0)' * 5000} AS ?x) {{}}"
    yield "40 kB of calls", f"SELECT ({'STR(' * 8000}1{')' * 8000} AS ?x) {{}}"


def elsewhere(host: str, secret: Path) -> Iterator[tuple[str, str]]:
    here = f"http://{host}/sparql"
    for spelling in (
        "SERVICE", "service", "SeRvIcE", "\\u0053ERVICE", "S\\u0045RVICE", "\\U00000053ERVICE",
        "SERVIC\\u0045", "SERVICE SILENT", "\\u0073ervice silent", "SERVICESILENT", "SERVICE#\n",
        "SERVICE\t\r\n", "SERVICE/**/",
    ):  # fmt: skip
        yield f"call {spelling!r}", f"SELECT * {{ {spelling} <{here}> {{ ?s ?p ?o }} }}"
    yield "call a variable", f"SELECT * {{ BIND(<{here}> AS ?x) SERVICE ?x {{ ?s ?p ?o }} }}"
    yield "call by prefix", f"PREFIX x: <http://{host}/> SELECT * {{ SERVICE x:sparql {{ ?s ?p ?o }} }}"
    yield "call by base", f"BASE <http://{host}/> SELECT * {{ SERVICE <sparql> {{ ?s ?p ?o }} }}"
    yield "call after a string", f"SELECT * {{ ?s ?p '' SERVICE <{here}> {{ ?s ?p ?o }} }}"
    yield "call after a comment", f"SELECT * {{ # SERVICE\n SERVICE <{here}> {{ ?s ?p ?o }} }}"
    yield "call in EXISTS", f"ASK {{ FILTER EXISTS {{ SERVICE <{here}> {{ ?s ?p ?o }} }} }}"
    yield "call in a subselect", f"SELECT * {{ {{ SELECT * {{ SERVICE <{here}> {{ ?s ?p ?o }} }} }} }}"
    for clause in (f"FROM <{here}>", f"FROM NAMED <{here}>", f"FROM <file://{secret}>", f"FROM NAMED <file://{secret}>",
                   f"FR\\u004fM <{here}>", "FROM <sparql>", "FROM NAMED x:y", f"FROM\n#\n<{here}>"):  # fmt: skip
        yield f"from {clause!r}", f"BASE <http://{host}/> SELECT * {clause} {{ ?s ?p ?o }}"
    yield "a function elsewhere", f"SELECT (<{here}>(1) AS ?x) {{}}"
    yield "describe elsewhere", f"DESCRIBE <{here}>"


def writing(host: str, secret: Path) -> Iterator[tuple[str, str]]:
    for update in (
        f"LOAD <http://{host}/x.ttl>", f"LOAD SILENT <http://{host}/x.ttl>", f"LOAD <file://{secret}>",
        f"LOAD <file://{secret}> INTO GRAPH <a:g>", f"L\\u004fAD <file://{secret}>", "CLEAR ALL", "DROP ALL",
        "INSERT DATA { <a:s> <a:p> 1 }", "DELETE WHERE { ?s ?p ?o }", "CREATE GRAPH <a:g>",
        "COPY DEFAULT TO <a:g>", "MOVE <a:g> TO DEFAULT", "ADD <a:g> TO DEFAULT", "ASK {} ; DROP ALL",
        "SELECT * {} ; DELETE WHERE { ?s ?p ?o }", "\\u0044ROP ALL",
    ):  # fmt: skip
        yield f"write {update!r}", update


def malformed() -> Iterator[tuple[str, str]]:
    yield "nothing", ""
    yield "spaces", " " * 50000
    yield "a null byte", "ASK { ?s ?p '\0' }"
    yield "two queries", "ASK {} ASK {}"
    yield "two queries with a semicolon", "SELECT * {} ; SELECT * {}"
    yield "an open string", 'ASK { ?s ?p "' + "x" * 40000
    yield "an open comment", "ASK {} # " + "x" * 40000
    yield "an escape beyond Unicode", "ASK { ?s ?p '\\UFFFFFFFF' }"
    yield "half a surrogate pair", "ASK { ?s ?p '\\uD800' }"
    yield "prefixes without end", "".join(f"PREFIX p{i}: <a:{i}> " for i in range(4000)) + "ASK {}"
    yield "a prefix that is not there", "ASK { ?s nobody:knows ?o }"
    yield "SQL", "'; DROP TABLE graph; --"
    yield "HTML", "<script>alert(1)</script>"
    yield "a format string", "%s%n{0}{{}}${x}"


def large_answers() -> Iterator[tuple[str, str]]:
    yield "a million rows", "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 1000000"
    yield "a million triples", "CONSTRUCT { ?a ?b ?f } { ?a ?b ?c . ?d ?e ?f }"
    yield "describe everything", "DESCRIBE * { ?a ?b ?c . ?d ?e ?f }"
    yield "an offset without end", "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } OFFSET 99999999 LIMIT 1"
    yield (
        "long cells",
        (
            'SELECT ?x { ?s ?p ?o BIND("xxxxxxxxxxxxxxxx" AS ?a) BIND(CONCAT(?a,?a,?a,?a,?a,?a,?a,?a) AS ?b) '
            "BIND(CONCAT(?b,?b,?b,?b,?b,?b,?b,?b) AS ?c) BIND(CONCAT(?c,?c,?c,?c,?c,?c,?c,?c) AS ?x) }"
        ),
    )


def aggregates() -> Iterator[tuple[str, str]]:
    product = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
    for function in (
        "COUNT(DISTINCT *)",
        "GROUP_CONCAT(?c)",
        "SUM(STRLEN(STR(?i)))",
        "SAMPLE(?i)",
        "MAX(?f)",
    ):
        yield f"{function} of a product", f"SELECT ({function} AS ?x) {{ {product} }}"
        yield f"{function} by three", f"SELECT ({function} AS ?x) {{ {product} }} GROUP BY ?a ?d ?g"
    yield "HAVING on a product", f"SELECT ?a {{ {product} }} GROUP BY ?a HAVING (COUNT(?i) < 0)"
    yield "random order of a product", f"SELECT * {{ {product} }} ORDER BY RAND()"
    yield "digests of a product", f"SELECT (SHA512(STR(?i)) AS ?x) {{ {product} }} ORDER BY ?x"


def long_texts() -> Iterator[tuple[str, str]]:
    yield "an IRI of 90 kB", f"ASK {{ <http://x/{'y' * 90000}> ?p ?o }}"
    yield "a literal of 90 kB", f"SELECT ('{'y' * 90000}' AS ?x) {{}}"
    yield "a variable of 90 kB", f"SELECT * {{ ?{'y' * 90000} ?p ?o }}"
    yield "200 kB", f"ASK {{ ?s ?p '{'y' * 200000}' }}"
    yield "2 MB", f"ASK {{ ?s ?p '{'y' * 2000000}' }}"
    for size in (1000, 5000):
        values = " ".join(f"(<a:{i}> {i})" for i in range(size))
        yield (
            f"{size} VALUES, crossed",
            (
                f"SELECT (COUNT(*) AS ?n) {{ VALUES (?a ?b) {{ {values} }} VALUES (?c ?d) {{ {values} }} ?s ?p ?o }}"
            ),
        )
        yield f"{size} variables", f"SELECT * {{ {' '.join(f'BIND({i} AS ?v{i})' for i in range(size))} }}"
        yield (
            f"{size} columns",
            f"SELECT {' '.join(f'({i} AS ?v{i})' for i in range(size))} {{ ?s ?p ?o . ?a ?b ?c }}",
        )
