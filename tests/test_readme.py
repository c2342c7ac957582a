"""What the README tells people to type works, and what it points at is there."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]
README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
COMMANDS = [line for line in re.findall(r"^\.venv/bin/(entente .*)$", README, re.MULTILINE) if not line.startswith("entente up")]


def test_every_command_works(tmp_path: Path) -> None:
    shutil.copytree(REPOSITORY / "seeds", tmp_path / "seeds")
    environment = {**os.environ, "ENTENTE_HOME": str(tmp_path / "home")}
    for line in sorted(COMMANDS, key=lambda line: "export" in line):  # there is nothing to export before the first run
        command = [sys.executable, "-c", "from etl.cli import main; main()", *shlex.split(line)[1:]]
        run = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert run.returncode == 0, f"{line}: {run.stderr}"
    assert (tmp_path / "facts.csv").exists()


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\(([^)#:]+)\)", README))))
def test_every_file_it_points_at_is_there(target: str) -> None:
    assert (REPOSITORY / target).exists()


def test_every_command_of_the_program_is_in_its_table() -> None:
    from typer.main import get_command

    from etl.cli import app

    table = re.findall(r"^\| `entente (\w+)", README, re.MULTILINE)
    assert sorted(table) == sorted(get_command(app).commands)  # type: ignore[attr-defined]
