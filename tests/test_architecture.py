"""What may import what, and what must not stand in a file: the invariants of the architecture."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]

# Stages in their order: a module imports only what stands before it (or beside it, in the same package).
ORDER = (
    *("etl.errors", "etl.model", "etl.document", "etl.identity", "etl.terms", "etl.version"),
    *("etl.automaton", "etl.clean", "etl.sentences", "etl.wrapped"),
    *("etl.annotate.quantities", "etl.annotate.dates", "etl.annotate.countries", "etl.annotate.offices"),
    *("etl.annotate.represented", "etl.annotate.leaders", "etl.annotate.people"),
    *("etl.dateline", "etl.published", "etl.annotate"),
    *("etl.facts", "etl.inputs", "etl.events", "etl.pipeline", "etl.printing"),
    *(
        "etl.sources",
        "etl.sketch",
        "etl.lake",
        "etl.recall",
        "etl.engine",
        "etl.survey",
        "etl.update",
        "etl.plan",
        "etl.watch",
        "etl.report",
        "etl.export",
    ),
    *("etl.compiled", "etl.commands", "etl.cli"),
)
EXTRACTION = ORDER[: ORDER.index("etl.pipeline") + 1]
MAY_USE_WAREHOUSE = {
    "etl.update",
    "etl.plan",
    "etl.watch",
    "etl.export",
    "etl.cli",
    "etl.commands.warehouse",
    "etl.commands.table",
    "etl.commands.lake",
}
# No clock, network, database, chance or process in extraction.
FORBIDDEN_IN_EXTRACTION = {
    *("duckdb", "pyarrow", "pandas", "sqlite3", "socket", "ssl", "urllib", "http", "requests", "asyncio"),
    *("time", "random", "secrets", "uuid", "os", "subprocess", "multiprocessing", "threading", "logging", "pathlib", "locale"),
}
CLOCK_CALLS = {"now", "today", "utcnow"}


def python_files(package: str) -> list[Path]:
    return sorted((REPOSITORY / package).rglob("*.py"))


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(REPOSITORY).with_suffix("").parts).removesuffix(".__init__")


def imports(path: Path) -> Iterator[str]:
    """Full names of all modules a file imports, inside functions too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module
            if node.module in ("etl", "etl.annotate", "warehouse", "dashboard"):
                yield from (f"{node.module}.{alias.name}" for alias in node.names)


def stage(module: str) -> str | None:
    """The entry of ORDER that a module belongs to: the longest one that begins its name."""
    fitting = [name for name in ORDER if module == name or module.startswith(f"{name}.")]
    return max(fitting, key=len) if fitting else None


@pytest.mark.parametrize(("package", "others"), [("etl", {"dashboard"}), ("dashboard", {"etl"}), ("warehouse", {"etl", "dashboard"})])
def test_the_halves_do_not_import_each_other(package: str, others: set[str]) -> None:
    wrong = [
        f"{module_name(path)} imports {name}" for path in python_files(package) for name in imports(path) if name.split(".")[0] in others
    ]
    assert wrong == []


def test_only_the_way_to_the_warehouse_imports_it() -> None:
    wrong = [
        f"{module_name(path)} imports {name}"
        for path in python_files("etl")
        for name in imports(path)
        if name.split(".")[0] == "warehouse" and module_name(path) not in MAY_USE_WAREHOUSE
    ]
    assert wrong == []


def test_stages_import_only_earlier_stages() -> None:
    wrong = []
    for path in python_files("etl"):
        here = stage(module_name(path))
        assert here or module_name(path) == "etl", f"{module_name(path)} has no place in ORDER"
        for name in imports(path):
            there = stage(name)
            if here and there and ORDER.index(there) > ORDER.index(here):
                wrong.append(f"{module_name(path)} imports {name}")
    assert wrong == []


def test_extraction_knows_no_clock_network_or_database() -> None:
    wrong = []
    for path in python_files("etl"):
        if stage(module_name(path)) not in EXTRACTION or path.name.startswith("generate_"):
            continue
        wrong += [f"{module_name(path)} imports {name}" for name in imports(path) if name.split(".")[0] in FORBIDDEN_IN_EXTRACTION]
        wrong += [f"{module_name(path)} asks for {name}()" for name in called_names(path) if name in CLOCK_CALLS]
    assert wrong == []


def called_names(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.func.attr


def test_only_the_command_line_prints() -> None:
    allowed = {
        "etl.cli",
        "etl.compiled.build",
        "etl.compiled.compare",
        "etl.commands.lake",
        "etl.commands.warehouse",
        "dashboard.briefing.__main__",
        "dashboard.serve",
        "dashboard.__main__",
    }
    wrong = []
    for package in ("etl", "warehouse", "dashboard"):
        for path in python_files(package):
            calls = (node.func for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call))
            prints = any(isinstance(function, ast.Name) and function.id == "print" for function in calls)
            if prints and module_name(path) not in allowed and not path.name.startswith("generate_"):
                wrong.append(module_name(path))
    assert wrong == []


def test_no_committed_file_names_this_machine_or_a_package_index() -> None:
    hosts = ("py" + "pi.org", "python" + "hosted.org", "npm" + "js.org", "deb." + "debian.org")
    places = re.compile(r"(?<![\w.])/" + r"(?:work|root|home/\w+)/|" + "|".join(map(re.escape, hosts)))
    wrong = []
    for name in committed_files():
        if name.suffix in (".png", ".jpg", ".gz", ".parquet", ".zip"):
            continue
        found = places.search(name.read_text(encoding="utf-8", errors="replace"))
        if found:
            wrong.append(f"{name.relative_to(REPOSITORY)}: {found[0]}")
    assert wrong == []


def committed_files() -> list[Path]:
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    if listing.returncode:
        pytest.skip("not a git repository")
    return [path for name in listing.stdout.split("\0") if name and (path := REPOSITORY / name).is_file()]
