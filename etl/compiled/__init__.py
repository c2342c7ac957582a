"""Compiled modules in the place of the extraction's own, where somebody made them (`make fast`) from the very sources that lie here.

They find the same, only faster. After any change of the sources, under another Python or with ``ENTENTE_COMPILED=no`` the sources are read
as if nothing had been compiled: what lies in ``library/`` can be out of date, but never wrong.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ExtensionFileLoader, ModuleSpec
from importlib.util import spec_from_file_location
from pathlib import Path
from sysconfig import get_platform
from types import ModuleType

LIBRARY = Path(__file__).parent / "library" / f"{sys.implementation.cache_tag}-{get_platform()}"
MANIFEST = "manifest.json"
"""``{"code": digest of the sources, "files": {"etl.facts.finder": "etl/facts/finder.so", ...}}``."""


def use_compiled(library: Path = LIBRARY) -> None:
    """Let the modules of ``library`` be imported instead of the sources they were made from; nothing happens where there are none."""
    if os.environ.get("ENTENTE_COMPILED") != "no" and (library / MANIFEST).exists():
        sys.meta_path.insert(0, CompiledModules(library))


def is_compiled() -> bool:
    """Whether this process extracts with compiled modules."""
    return any(isinstance(finder, CompiledModules) and finder.files for finder in sys.meta_path)


class CompiledModules(MetaPathFinder):
    """Finds the compiled modules of a library, all of them or none."""

    def __init__(self, library: Path) -> None:
        self._library = library
        self._files: dict[str, str] | None = None

    @property
    def files(self) -> dict[str, str]:
        """The file of each module; empty where the sources have changed since. Read when the first module is asked for."""
        if self._files is None:
            self._files = {}  # the look at the sources imports modules, too
            self._files = _files(self._library)
        return self._files

    def find_spec(self, fullname: str, _path: Sequence[str] | None, _target: ModuleType | None = None) -> ModuleSpec | None:
        """Where the compiled module lies, if there is one."""
        file = self.files.get(fullname) if fullname.startswith(("etl.", "entente__")) else None
        if file is None:
            return None
        where = str(self._library / file)
        return spec_from_file_location(fullname, where, loader=ExtensionFileLoader(fullname, where))


def _files(library: Path) -> dict[str, str]:
    from etl.version import code_version  # it is part of the package that is being imported

    try:
        manifest = json.loads((library / MANIFEST).read_text("utf-8"))
        return dict(manifest["files"]) if manifest["code"] == code_version() else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}  # being made anew, or damaged: the sources are there
