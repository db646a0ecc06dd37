"""Tests of the house: which module may import which, how long a module may be, and what a question loads."""

from __future__ import annotations

import ast
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for package in ("bot", "index")
    for path in sorted((ROOT / package).rglob("*.py"))
}
LONGEST_MODULE = 400
"""Lines; a longer one has two jobs."""

LAYERS = (
    {"keeping"},
    {"interview", "languages", "dictionary", "lexicon", "text_fragment", "frequencies", "evidence"},
    {"forms", "phrases", "answer_kind", "sentences", "interview_file"},
    {"analysis", "spelling", "passages", "reading", "folder"},
    {"widening", "library", "naming", "metadata", "revising", "quoted"},
    {"question", "comparing", "linting"},
    {"excerpt", "ranking", "tracing", "verifying"},
    {"weighing", "about"},
    {"search"},
    {"evaluation"},
)
"""The modules of `index`, a package as one: each imports from the layers above it in this list and from none else."""


def imported(path: Path) -> set[str]:
    """Return the dotted names that a module imports anywhere in it, for types too, `from a import b` as `a.b`."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import; write it in full"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def packages(path: Path) -> set[str]:
    """Return the top-level packages that a module imports from."""
    return {name.partition(".")[0] for name in imported(path)}


def own_imports(module: str) -> set[str]:
    """Return the modules of this project that a module imports, itself not counted."""
    # `from a import b` is an import of the module a.b if there is one, and of a if b is something in it.
    named = {name if name in MODULES else name.rpartition(".")[0] for name in imported(MODULES[module])}
    return (named & set(MODULES)) - {module}


def room(module: str) -> str:
    """Return the name under `index` that a module stands in: its own, or its package's."""
    return module.split(".")[1]


IN_INDEX = sorted(module for module in MODULES if module.startswith("index."))


@pytest.mark.parametrize("module", sorted(module for module in MODULES if module.partition(".")[0] == "index"))
def test_the_index_knows_no_bot(module: str) -> None:
    """Nothing in `index` imports the bot or Telegram."""
    assert not packages(MODULES[module]) & {"bot", "telegram"}


@pytest.mark.parametrize("module", sorted(module for module in MODULES if module.partition(".")[0] == "bot"))
def test_only_its_package_knows_telegram(module: str) -> None:
    """Telegram's library is imported in `bot.telegram` and nowhere else."""
    assert "telegram" not in packages(MODULES[module]) or module.startswith("bot.telegram")


@pytest.mark.parametrize("module", IN_INDEX)
def test_every_module_of_the_index_has_its_layer(module: str) -> None:
    """A new module is given its place in the order before anything imports it."""
    assert sum(room(module) in layer for layer in LAYERS) == 1


@pytest.mark.parametrize("module", IN_INDEX)
def test_imports_run_downward(module: str) -> None:
    """A module of `index` imports from lower layers alone, and within its own package."""
    own = next(number for number, layer in enumerate(LAYERS) if room(module) in layer)
    allowed = {room(module)}.union(*LAYERS[:own])
    assert {room(other) for other in own_imports(module) if other != "index"} <= allowed


def test_nothing_imports_in_circles() -> None:
    """The modules stand in an order in which each imports earlier ones alone."""
    order = list(TopologicalSorter({module: own_imports(module) for module in MODULES}).static_order())
    assert set(order) == set(MODULES)


@pytest.mark.parametrize("module", sorted(MODULES))
def test_no_module_is_too_long(module: str) -> None:
    """A module that grows past 400 lines has two jobs."""
    assert len(MODULES[module].read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE


@pytest.mark.parametrize("arguments", [["ask", "Vilka fördelar finns?"], ["ask", "--json", "hej"], ["list"]])
def test_a_question_does_not_load_telegram(arguments: list[str]) -> None:
    """A question in a new process is answered at once, so Telegram's library is not imported for it."""
    run = [sys.executable, "-X", "importtime", "-m", "bot", *arguments]
    ended = subprocess.run(run, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)  # noqa: S603  # our own
    loaded = {line.rpartition("|")[2].strip() for line in ended.stderr.splitlines() if line.startswith("import time:")}
    assert "bot.cli" in loaded
    assert not {name for name in loaded if name.partition(".")[0] == "telegram" or name.startswith("bot.telegram")}
