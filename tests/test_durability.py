"""Files are there whole or not at all: processes are killed at every call, disks are full, two write at once."""

from __future__ import annotations

import json
import os
import resource
import shutil
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from cut_off import held, hidden, killed_at
from resolutions import corpus, hostile_corpus

from kg.assemble import assemble
from kg.cli import main
from kg.durable import claimed, finish, staged, write_files
from kg.engine import Built, of_quads
from kg.errors import OutputError
from kg.export import FORMATS
from kg.knowledge.judgement_file import JudgementFile
from kg.knowledge.judgement_rows import JudgementRow
from kg.output import compare, write
from kg.remote.journal import Journal
from kg.tagger.features import BITS
from kg.tagger.labels import COUNT, NAMES
from kg.tagger.store import save

ROOT = Path(__file__).resolve().parents[1]
PAGE = sorted((ROOT / "seeds" / "pages").glob("*.txt"))[0]
Work = Callable[[Path], object]


def built(resolution: object) -> Built:
    return of_quads(assemble(resolution), resolution)  # type: ignore[arg-type]


OLD, NEW = built(corpus()), built(hostile_corpus(("王甲", "李乙")))
FORMATS_OF_A_BUILD = ("nq", "csv", "neo4j")


def build(result: Built) -> Work:
    return lambda out: write(result, out, formats=FORMATS_OF_A_BUILD, view=False, validate=False)


def one_file(content: bytes) -> Work:
    return lambda out: write_files({out / "graph.ttl": content})


def several(content: bytes) -> Work:
    return lambda out: write_files({out / name: content for name in ("nodes.csv", "edges.csv", "facts.csv")})


@pytest.mark.parametrize(
    ("old", "new", "step"),
    [
        # Every seventh of the more than a hundred points; bench/durability.py tries all.
        (build(OLD), build(NEW), 7),
        (one_file(b"old"), one_file(b"new"), 1),
        (several(b"old"), several(b"new"), 1),
    ],
    ids=["build", "one file", "several files"],
)
def test_a_writer_that_is_killed_leaves_the_old_files_or_the_new_ones(
    old: Work, new: Work, step: int, tmp_path: Path
) -> None:
    """Before and after each call that reaches the disk; the next reader sees all of one set, the next writer tidies up."""
    (tmp_path / "new").mkdir()
    new(tmp_path / "new")
    wanted = without_timings(held(tmp_path / "new"))
    seen: list[bool] = []
    point = 0
    while True:
        out = tmp_path / str(point)
        old(out)
        before = without_timings(held(out))
        if not killed_at(point, lambda: new(out)):  # noqa: B023
            break
        finish(out)
        after = without_timings(held(out))
        assert after in (before, wanted), point
        seen.append(after == wanted)
        if "report.json" in after:
            assert all(compare(out / "report.json").values())
        new(out)
        assert without_timings(held(out)) == wanted and hidden(out) == []
        shutil.rmtree(out)
        point += step
    assert seen == sorted(seen) and {False, True} == set(seen), "old, and from one call on new"


def without_timings(files: dict[str, bytes]) -> dict[str, object]:
    report = json.loads(files.get("report.json", b"{}"))
    report.pop("timings", None)
    return {**files, "report.json": report} if report else dict(files)


def test_commands_that_read_see_the_new_files_of_a_build_that_was_cut_off(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build(NEW)(tmp_path / "new")
    wanted = held(tmp_path / "new")["graph.ttl"]
    build(OLD)(tmp_path / "cut off")
    point = 0
    while not (tmp_path / "cut off" / ".kg-ready").exists():
        assert killed_at(point, lambda: build(NEW)(tmp_path / "cut off"))
        point += 3
    for command in (["stats"], ["query", "SELECT (COUNT(*) AS ?n) {?s ?p ?o}", "--format", "csv"], ["hash"]):
        out = tmp_path / command[0]
        shutil.copytree(tmp_path / "cut off", out)
        assert held(out)["graph.ttl"] != wanted
        assert main([*command, str(out / "graph.ttl")]) == 0
        assert held(out)["graph.ttl"] == wanted and hidden(out) == []
    capsys.readouterr()


def test_a_draft_is_left_to_the_one_who_works_on_it(tmp_path: Path) -> None:
    with staged(tmp_path) as made:
        (made / "a").write_text("a")
        write_files({tmp_path / "b": b"b"})
        assert made.is_dir()
    assert held(tmp_path) == {"a": b"a", "b": b"b"} and hidden(tmp_path) == []


def test_a_failure_leaves_what_was_there(tmp_path: Path) -> None:
    write_files({tmp_path / "a": b"old"})
    with pytest.raises(ValueError, match="stop"), staged(tmp_path) as made:
        (made / "a").write_bytes(b"new")
        raise ValueError("stop")
    assert held(tmp_path) == {"a": b"old"} and hidden(tmp_path) == []


def test_many_who_write_at_once_leave_one_whole_set(tmp_path: Path) -> None:
    sets = [{name: bytes([n]) * 20_000 for name in ("x", "y", "z")} for n in range(8)]

    def work(files: dict[str, bytes]) -> None:
        for _ in range(5):
            write_files({tmp_path / name: content for name, content in files.items()})

    threads = [threading.Thread(target=work, args=(files,)) for files in sets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert held(tmp_path) in sets and hidden(tmp_path) == []


# -- places that are not plain


def test_a_link_is_followed_and_the_mode_is_kept(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "graph.ttl").touch(mode=0o640)
    (tmp_path / "graph.ttl").symlink_to("real/graph.ttl")
    write_files({tmp_path / "graph.ttl": b"new"})
    assert (tmp_path / "graph.ttl").is_symlink()
    real = tmp_path / "real" / "graph.ttl"
    assert real.read_bytes() == b"new" and stat.S_IMODE(real.stat().st_mode) == 0o640


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    write_files({pipe: [b"a", b"b"]})
    reader.join()
    assert read == [b"ab"] and stat.S_ISFIFO(pipe.stat().st_mode)


def test_the_longest_name_can_be_written(tmp_path: Path) -> None:
    write_files({tmp_path / ("名" * 85): b"x"})
    with pytest.raises(OutputError, match="File name too long"):
        write_files({tmp_path / ("名" * 86): b"x"})
    assert hidden(tmp_path) == []


@pytest.mark.parametrize("wrong", ["file for a folder", "folder for a file"])
def test_a_file_and_a_folder_do_not_replace_each_other(tmp_path: Path, wrong: str) -> None:
    folder = wrong == "folder for a file"
    (tmp_path / "b").write_bytes(b"kept") if folder else (tmp_path / "b").mkdir()
    with pytest.raises(OutputError, match="cannot be written"), staged(tmp_path) as made:
        (made / "a").write_bytes(b"new")
        (made / "b").mkdir() if folder else (made / "b").write_bytes(b"new")
    assert held(tmp_path) == ({"b": b"kept"} if folder else {}) and hidden(tmp_path) == []


# -- a disk that takes no more

ARRAYS = (
    np.zeros((1 << BITS, COUNT), np.float32),
    np.zeros(1 << BITS, np.uint16),
    np.eye(COUNT, dtype=np.float32),
)


def command(*args: str) -> Work:
    def work(out: Path) -> int:
        return main([arg.replace("OUT", str(out)) for arg in args])

    return work


def journal(out: Path) -> int:
    out.mkdir(exist_ok=True)
    steps = Journal(out / "journal")
    try:
        steps.begin("http://e.org/g", "put", 0)
        for number in range(10_000):
            steps.done("http://e.org/g", f"{number:064}")
    except OutputError as error:
        print(f"kg: {error}", file=sys.stderr)
        return 1
    finally:
        steps.close()
    return 0


def weights(out: Path) -> int:
    try:
        save(out / "weights.npz", *ARRAYS, NAMES)
    except OutputError as error:
        print(f"kg: {error}", file=sys.stderr)
        return 1
    return 0


def verdict(out: Path) -> int:
    try:
        JudgementFile(out / "judgements.tsv").append([JudgementRow("drop", "Person/某人", why="因" * 3000)])
    except OutputError as error:
        print(f"kg: {error}", file=sys.stderr)
        return 1
    return 0


def writers(graph: Path, corrected: Path) -> dict[str, Work]:
    """Every command that writes files."""
    page = str(PAGE)
    formats = [name for name in FORMATS if name not in ("ftm", "wikibase-quickstatements")]
    return {
        "build": command("build", page, "-o", "OUT", "--no-validate"),
        **{
            f"export {name}": command(
                "export", str(graph), "--to", name, "-o", f"OUT/g.{FORMATS[name].ending}"
            )
            for name in formats
        },
        **{
            f"export {tool}": command("export", page, "--to", tool, "-o", "OUT/x")
            for tool in ("doccano", "brat", "labelstudio")
        },
        "build --store": command("build", page, "--store", "OUT/store", "--no-validate"),
        "review (its verdicts)": verdict,
        "import": command("import", str(corrected), "--from", "doccano", "-o", "OUT/j.toml"),
        "import gold": command(
            "import", str(corrected), "--from", "doccano", "--to", "gold", "-o", "OUT/gold"
        ),
        "view": command("view", str(graph), "-o", "OUT/v.html"),
        "push (its journal)": journal,
        "train (its weights)": weights,
    }


@pytest.fixture(scope="module")
def commands(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Work]:
    folder = tmp_path_factory.mktemp("inputs")
    write(OLD, folder, view=False, validate=False)
    page = PAGE
    assert main(["export", str(page), "--to", "doccano", "-o", str(folder / "d.jsonl")]) == 0
    sheet = json.loads((folder / "d.jsonl").read_text(encoding="utf-8"))
    sheet["entities"], sheet["relations"] = [], []
    (folder / "d.jsonl").write_text(json.dumps(sheet, ensure_ascii=False) + "\n", encoding="utf-8")
    return writers(folder / "graph.ttl", folder / "d.jsonl")


@pytest.fixture(scope="module")
def small_disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A disk of 12 MiB, most of which each test fills."""
    place = tmp_path_factory.mktemp("disk")
    mount = ["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(place)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("needs the right to mount a small disk (tmpfs): run as root")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_leaves_the_old_files_and_is_told(
    commands: dict[str, Work], small_disk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, work in commands.items():
        out = small_disk / "out"
        assert work(out) in (0, 3, 4), (name, capsys.readouterr())
        before = held(out)
        assert before, name
        filler = small_disk / "filler"
        fill(filler)
        capsys.readouterr()
        assert work(out) == 1, name
        said = capsys.readouterr().err
        assert "No space left on device" in said and "make room" in said and "Traceback" not in said, (
            name,
            said,
        )
        assert said.count("\n") == 1, (name, said)
        if name != "push (its journal)":
            assert held(out) == before, name
        filler.unlink()
        assert hidden(out) == [], name
        assert work(out) in (0, 3, 4), name
        shutil.rmtree(out)


def fill(path: Path) -> None:
    with path.open("wb") as file:
        for size in (1 << 16, 1):
            try:
                while True:
                    os.write(file.fileno(), bytes(size))
            except OSError:
                pass


def test_a_file_that_may_not_grow_leaves_the_old_ones_and_is_told(
    commands: dict[str, Work], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same without a disk of one's own: the system refuses what goes beyond a size (ulimit -f)."""
    some = ("build", "export ttl", "export csv", "export brat", "import", "view", "push (its journal)")
    for name, work in ((name, commands[name]) for name in some):
        out = tmp_path / "out"
        assert work(out) in (0, 3, 4), name
        before = held(out)
        code, said = bounded(min(200, max(map(len, before.values())) - 1), work, out)
        assert code == 1, (name, said)
        assert "File too large" in said and "ulimit" in said and "Traceback" not in said, (name, said)
        if name != "push (its journal)":
            assert held(out) == before, name
        assert hidden(out) == [], name
        shutil.rmtree(out)
    capsys.readouterr()


def test_a_table_that_could_not_be_begun_is_not_there(tmp_path: Path) -> None:
    """An empty one would be in the way of the next build."""
    code, said = bounded(10, verdict, tmp_path)
    assert code == 1 and "File too large" in said
    assert held(tmp_path) == {}


def bounded(size: int, work: Work, out: Path) -> tuple[int, str]:
    """Exit code and standard error of ``work`` in a copy of this process none of whose files may become larger than
    ``size``."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        code = 99
        try:
            os.close(read)
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
            with os.fdopen(write, "w") as sys.stderr:
                code = int(work(out))  # type: ignore[call-overload]
        finally:
            os._exit(code)
    os.close(write)
    with os.fdopen(read) as pipe:
        said = pipe.read()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), said


def test_standard_output_that_is_full_is_told(tmp_path: Path) -> None:
    graph = tmp_path / "graph.ttl"
    write(OLD, tmp_path, view=False, validate=False)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    for args in (
        ["stats", graph],
        ["query", "SELECT * {?s ?p ?o}", graph, "--format", "csv"],
        ["hash", graph],
    ):
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run(
                [sys.executable, "-m", "kg", *map(str, args)], stdout=full, stderr=subprocess.PIPE, env=environment
            )  # fmt: skip
        assert done.returncode == 1, args
        assert b"No space left on device" in done.stderr and b"Traceback" not in done.stderr


# -- two at once


def test_of_two_builders_one_works_and_the_other_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The first waits for its page on standard input, so that both are there at the same time."""
    out = tmp_path / "out"
    page = PAGE
    args = ["build", "-", "-o", str(out), "--no-view", "--no-validate"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    first = subprocess.Popen([sys.executable, "-m", "kg", *args], stdin=subprocess.PIPE, env=environment)
    try:
        while not claimed_by_another(out):
            assert first.poll() is None
            time.sleep(0.05)
        second = ["build", str(page), "-o", str(out), "--no-view", "--no-validate"]
        assert main(second) == 1
        assert "another process is building there" in capsys.readouterr().err
        first.communicate(page.read_bytes(), timeout=120)
        assert first.returncode == 0
        built = held(out)
        assert all(compare(out / "report.json").values())
        assert main(second) == 0
        assert held(out)["graph.ttl"] != built["graph.ttl"] or held(out)["graph.ttl"]
        assert hidden(out) == []
    finally:
        first.kill()
        first.wait()


def claimed_by_another(folder: Path) -> bool:
    if not folder.is_dir():
        return False
    try:
        with claimed(folder):
            return False
    except OutputError:
        return True


def test_who_claimed_a_folder_and_died_keeps_nobody_out(tmp_path: Path) -> None:
    def work() -> None:
        with claimed(tmp_path):
            (tmp_path / "x").mkdir()

    assert killed_at(3, work)
    with claimed(tmp_path):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


# -- the report knows its files


def test_files_that_are_not_those_of_the_report_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(OLD, tmp_path, view=False, validate=False)
    report = str(tmp_path / "report.json")
    assert main(["hash", "--report", report]) == 0
    assert capsys.readouterr().out == "dataset.ttl: as built\ndecisions.tsv: as built\ngraph.ttl: as built\n"
    (tmp_path / "graph.ttl").write_bytes(b"")
    (tmp_path / "dataset.ttl").unlink()
    assert main(["hash", "--report", report]) == 5
    assert capsys.readouterr().out == "dataset.ttl: missing\ndecisions.tsv: as built\ngraph.ttl: differs\n"
    assert main(["hash", "--report", str(tmp_path / "graph.ttl")]) == 1
    assert "name its report.json" in capsys.readouterr().err
    assert main(["hash", "--report", report, report]) == 2
