"""The compiled extraction: made from these sources or not used at all, and the sources are such that they can be compiled."""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from etl.compiled import MANIFEST, CompiledModules, build
from etl.version import code_version

ETL = Path(build.__file__).parents[1]
SOURCES = sorted(Path(path) for path in build._modules(ETL))


def refused(tree: ast.AST) -> list[str]:
    """What mypyc cannot take, or takes otherwise than Python."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            lists = [side.elts for side in node.comparators if isinstance(side, (ast.Tuple, ast.List, ast.Set))]
            if any(isinstance(one, ast.Starred) for items in lists for one in items):
                found.append(f"line {node.lineno}: a star in a comparison; make the collection before")
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and any("\ud800" <= char <= "\udfff" for char in node.value):
            found.append(f"line {node.lineno}: half a character in a string; write it in a raw string where it is a pattern")
        elif isinstance(node, ast.Attribute) and node.attr == "__slots__":
            found.append(f"line {node.lineno}: compiled classes have no __slots__")
        elif isinstance(node, ast.BinOp) and isinstance(node.right, ast.Call) and getattr(node.right.func, "attr", "") == "keys":
            found.append(f"line {node.lineno}: a frozenset joined with keys() is a set; write frozenset(...)")
    return found


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.relative_to(ETL).as_posix())
def test_the_compiler_can_take_a_module(source: Path) -> None:
    assert refused(ast.parse(source.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    "code", ["a in (1, *b)", 'x = "\\ud800"', "names = Frame.__slots__", "both = a | b.keys()"], ids=["star", "half", "slots", "keys"]
)
def test_what_the_compiler_cannot_take_is_noticed(code: str) -> None:
    assert len(refused(ast.parse(code))) == 1


def test_nothing_is_used_that_was_made_from_other_sources(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_text(json.dumps({"code": "0" * 12, "files": {"etl.clean": "clean.so"}}))
    assert CompiledModules(tmp_path).find_spec("etl.clean", None) is None
    (tmp_path / MANIFEST).write_text(json.dumps({"code": code_version(), "files": {"etl.clean": "clean.so"}}))
    found = CompiledModules(tmp_path).find_spec("etl.clean", None)
    assert found is not None and found.origin == str(tmp_path / "clean.so")
    assert CompiledModules(tmp_path).find_spec("etl.model", None) is None


@pytest.mark.parametrize("manifest", ["", "{", "[]", '{"code": 1}'])
def test_a_damaged_manifest_is_as_none(manifest: str, tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_text(manifest)
    assert CompiledModules(tmp_path).files == {}


def test_the_examples_are_read_alike_with_and_without_a_library(tmp_path: Path) -> None:
    compiler = (sysconfig.get_config_var("CC") or "cc").split()[0]
    if shutil.which(compiler) is None or not Path(sysconfig.get_path("include"), "Python.h").exists():
        pytest.skip("no C compiler or no headers of Python here")
    made = tmp_path / "made"
    build.build(made, ["etl/identity.py", "etl/wrapped.py"])
    files = json.loads((made / MANIFEST).read_text())["files"]
    assert {"etl.identity", "etl.wrapped"} <= files.keys()
    code = (
        "import sys; from pathlib import Path; from etl.compiled import use_compiled;"
        f"use_compiled(Path({str(made)!r})); import etl.identity as i; print(i.__file__); print(i.text_hash('a'))"
    )
    here = os.environ | {"ENTENTE_COMPILED": "yes"}
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=here).stdout.split()
    from etl.identity import text_hash

    assert said == [str(made / files["etl.identity"]), text_hash("a")]


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("CC", "no-such-compiler")
    assert build.main() == 1
    assert "the C compiler no-such-compiler is missing" in capsys.readouterr().err
