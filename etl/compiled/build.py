"""Compile the extraction for this machine and this Python: ``python -m etl.compiled.build`` (``make fast``).

mypyc turns the typed modules into C, the machine's C compiler makes a library of them: about three minutes of one core, 12 MB. At the end
the examples of all word lists are read with and without the library; only if their findings are the same, byte for byte, it is kept.
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import chdir, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

from etl.compiled import LIBRARY, MANIFEST
from etl.compiled.compare import compare
from etl.errors import EtlError
from etl.version import code_version

PACKAGES = ("annotate", "facts", "events")
MODULES = ("clean", "dateline", "document", "identity", "published", "sentences", "wrapped")
GROUP = "entente"
_OPTIMISATION = "2"
_SUFFIX = sysconfig.get_config_var("EXT_SUFFIX")


def main() -> int:
    """Compile, compare, keep; 1 with a line that says what is missing."""
    try:
        ratio = build(LIBRARY)
    except EtlError as err:
        print(f"entente: {err}", file=sys.stderr)
        return 1
    print(f"The extraction is compiled: the same findings, {ratio:.2f} times as fast on the examples. ENTENTE_COMPILED=no turns it off.")
    return 0


def build(library: Path, modules: list[str] | None = None) -> float:
    """Compile modules (default: all of the extraction) into ``library``; returns how many times as fast the examples are read.

    Raises:
        EtlError: A tool is missing, the compiler refuses, or the findings differ; ``library`` is then as it was.
    """
    _require_tools()
    package, code = Path(__file__).parents[1], code_version()
    with tempfile.TemporaryDirectory(prefix="entente-") as workshop:
        shutil.copytree(package, Path(workshop, "etl"), ignore=shutil.ignore_patterns("__pycache__", "library"))
        if code != code_version.__wrapped__():
            raise EtlError("The sources changed while they were copied. Run it again.")
        with chdir(workshop):
            made = _compile(modules or sorted(_modules(Path("etl"))))
        fresh = library.with_name(f"{library.name}.{os.getpid()}")
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.copytree(Path(workshop, "made"), fresh)
    (fresh / MANIFEST).write_text(json.dumps({"code": code, "files": made}, indent=1), "utf-8")
    try:
        ratio = compare(fresh)
        shutil.rmtree(library, ignore_errors=True)
        fresh.rename(library)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return ratio


def _require_tools() -> None:
    try:
        import mypyc.build  # noqa: F401
        import setuptools  # noqa: F401
    except ImportError as err:
        raise EtlError(f"To compile the extraction, {err.name} is missing. Install it: pip install 'entente[fast]'.") from err
    compiler = shlex.split(os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc")[0]
    if shutil.which(compiler) is None:
        raise EtlError(f"To compile the extraction, the C compiler {compiler} is missing. Install it (Debian: apt-get install gcc).")
    if not Path(sysconfig.get_path("include"), "Python.h").exists():
        version = f"python{sys.version_info[0]}.{sys.version_info[1]}-dev"
        raise EtlError(f"To compile the extraction, Python's C headers are missing. Install them (Debian: apt-get install {version}).")


def _modules(package: Path) -> Iterator[str]:
    """The sources that are compiled; packages' own modules and programs that make word lists are not."""
    for folder in PACKAGES:
        for path in (package / folder).rglob("*.py"):
            if path.name != "__init__.py" and not path.name.startswith("generate"):
                yield path.as_posix()
    for name in MODULES:
        yield (package / f"{name}.py").as_posix()


def _compile(modules: list[str]) -> dict[str, str]:
    """Compile sources that lie below the working directory into ``made/``; returns the file of each module."""
    from distutils import ccompiler  # setuptools' own; it must be imported first
    from distutils import sysconfig as settings

    compiler = ccompiler.new_compiler()
    settings.customize_compiler(compiler)
    extensions = _to_c(modules)
    objects = sum(len(extension.sources) for extension in extensions)
    say = _Progress(objects + len(extensions))

    def compile_one(source: str, extension: Any) -> str:
        include = [*extension.include_dirs, "build", sysconfig.get_path("include")]
        (made,) = compiler.compile([source], "objects", include_dirs=include, extra_postargs=[*extension.extra_compile_args, "-w"])
        say.step()
        return str(made)

    found: dict[str, str] = {}
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for extension in extensions:
            parts = list(pool.map(compile_one, extension.sources, [extension] * len(extension.sources)))
            file = f"{extension.name.replace('.', '/')}{_SUFFIX}"
            compiler.link_shared_object(parts, f"made/{file}", extra_postargs=["-s"])
            found[extension.name] = file
            say.step()
    return found


def _to_c(modules: list[str]) -> list[Any]:
    """The extensions of mypyc, whose C lies in ``build/`` below the working directory."""
    import setuptools  # noqa: F401  # brings distutils where Python has none
    from mypyc.build import mypycify

    print(f"Translating {len(modules)} modules into C (about half a minute) ...", file=sys.stderr)
    said = StringIO()
    try:
        with redirect_stdout(said):
            return list(mypycify(modules, opt_level=_OPTIMISATION, debug_level="0", multi_file=True, group_name=GROUP))
    except SystemExit as err:
        raise EtlError(f"mypyc refuses a module; the sources are used as before. It says:\n{said.getvalue()}") from err


class _Progress:
    def __init__(self, total: int) -> None:
        self._total, self._done = total, 0

    def step(self) -> None:
        self._done += 1
        if sys.stderr.isatty() or self._done % 50 == 0 or self._done == self._total:
            end = "\r" if sys.stderr.isatty() and self._done < self._total else "\n"
            print(f"Compiling: {self._done} of {self._total}", end=end, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
