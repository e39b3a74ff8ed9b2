"""The README: its commands are those that are checked, its program runs, its Chinese twin says the same."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
READMES = [ROOT / "README.md", ROOT / "README.zh-CN.md"]


def blocks(path: Path, language: str) -> list[str]:
    fences = re.findall(r"^```(\w*)\n(.*?)^```$", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    return [text for name, text in fences if name == language]


def without_comments(block: str) -> list[str]:
    return [line.split("#")[0].strip() for line in block.splitlines()]


def test_the_first_two_commands_build_and_test() -> None:
    assert blocks(READMES[0], "sh") == [
        "pip install . && kg build seeds/pages -o output\n",
        "pip install '.[dev]' && pytest\n",
    ]


@pytest.mark.parametrize("language", ["sh", "python", ""])
def test_both_languages_give_the_same_commands(language: str) -> None:
    english, chinese = (list(map(without_comments, blocks(path, language))) for path in READMES)
    assert english == chinese != []


@pytest.mark.parametrize("path", READMES, ids=lambda path: path.name)
def test_every_link_leads_somewhere(path: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8"))
    assert links and [link for link in links if not (ROOT / link).exists()] == []


def test_the_program_runs(tmp_path: Path) -> None:
    (program,) = blocks(READMES[0], "python")
    (tmp_path / "output").mkdir()
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{program}"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.count(b"\n") > 3 and (tmp_path / "output" / "graph.nq").stat().st_size > 0


def test_every_dependency_is_explained() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [
        *project["dependencies"],
        *(p for extra in project["optional-dependencies"].values() for p in extra),
    ]
    names = {re.split(r"[^\w.-]", requirement)[0] for requirement in wanted}
    text = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    assert [name for name in sorted(names) if not re.search(rf"\b{re.escape(name)}\b", text)] == []


def test_ci_runs_what_the_readme_says() -> None:
    """The script's own words for the two commands, as a shell would get them."""
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    (function,) = re.findall(r"^readme_command\(\) \{.*?^\}$", script, re.MULTILINE | re.DOTALL)
    for number, block in enumerate(blocks(READMES[0], "sh"), start=1):
        done = subprocess.run(
            ["bash", "-euc", f"{function}\nreadme_command {number}"],
            cwd=ROOT,
            capture_output=True,
            check=True,
        )
        assert done.stdout.decode() == block
