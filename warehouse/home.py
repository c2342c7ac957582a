"""Where the data of one installation lies, and who may change it.

A home holds ``lake/`` (what was extracted), ``generations/gen-<digest>.duckdb`` and the symbolic link ``current.duckdb``.
"""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from warehouse.errors import Busy, WarehouseError

POLL_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Layout:
    """The paths of one home."""

    home: Path

    @property
    def lake(self) -> Path:
        """Folder of the lake."""
        return self.home / "lake"

    @property
    def generations(self) -> Path:
        """Folder of the generations' files."""
        return self.home / "generations"

    @property
    def current(self) -> Path:
        """Symbolic link to the generation that is served."""
        return self.home / "current.duckdb"

    @property
    def corrections(self) -> Path:
        """Table of analysts' corrections; need not exist."""
        return self.home / "corrections.csv"


def data_home(option: str | None = None) -> Path:
    """The home to use: ``--home``, else ``ENTENTE_HOME``, else ``warehouse/data``, else the user's data folder if that is read-only.

    Only looks; creates nothing.
    """
    chosen = option or os.environ.get("ENTENTE_HOME")
    if chosen:
        return Path(chosen).expanduser().absolute()
    beside = Path(__file__).resolve().parent / "data"
    installed = "site-packages" in beside.parts or "dist-packages" in beside.parts
    if not installed and os.access(beside if beside.exists() else beside.parent, os.W_OK):
        return beside
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "entente"


@contextmanager
def exclusive(home: Path, purpose: str, *, wait_seconds: float = 0.0) -> Iterator[None]:
    """Hold the lock ``<home>/<purpose>.lock``; the system frees it when the process ends, however it ends.

    Raises:
        Busy: another process still holds it after ``wait_seconds``; the message names that process.
        WarehouseError: the home cannot be written to.
    """
    path = home / f"{purpose}.lock"
    try:
        home.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as err:
        raise WarehouseError(f"{home}: cannot write there ({err.strerror}). Choose another folder with --home or ENTENTE_HOME.") from err
    try:
        _acquire(handle, path, wait_seconds)
        report_work(home, purpose)
        try:
            yield
        finally:
            with suppress(OSError):
                os.ftruncate(handle, 0)
    finally:
        os.close(handle)


@dataclass(frozen=True, slots=True)
class Work:
    """What the holder of a lock is doing.

    Attributes:
        stage: What it is at, in its own words; empty if it has not said.
        count: How many articles have passed the stage.
    """

    pid: int
    stage: str = ""
    count: int = 0


def report_work(home: Path, purpose: str, stage: str = "", count: int = 0) -> None:
    """Note in the lock file how far its holder, this process, is; for those who wait and for readers."""
    note = json.dumps({"pid": os.getpid(), "purpose": purpose, "stage": stage, "count": count})
    with suppress(OSError):  # on a full disk the lock holds without the note
        (home / f"{purpose}.lock").write_text(note, encoding="utf-8")


def at_work(home: Path, purpose: str) -> Work | None:
    """What the holder of the lock ``purpose`` is doing; None when nobody holds it. Takes no lock, so that it stands in nobody's way."""
    try:
        note = json.loads((home / f"{purpose}.lock").read_text(encoding="utf-8"))
        work = Work(int(note["pid"]), str(note.get("stage", "")), int(note.get("count", 0)))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    try:
        os.kill(work.pid, 0)  # a killed holder leaves its note behind
    except ProcessLookupError:
        return None
    except PermissionError:
        pass  # it lives, and belongs to somebody else
    return work


def _acquire(handle: int, path: Path, wait_seconds: float) -> None:
    deadline = time.monotonic() + wait_seconds
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise Busy(f"{path}: process {_holder(handle)} is at work here. Wait until it has ended, then run again.") from None
            time.sleep(POLL_SECONDS)
        else:
            return


def _holder(handle: int) -> str:
    try:
        return str(json.loads(os.pread(handle, 1000, 0))["pid"])
    except (ValueError, KeyError, TypeError):
        return "(unknown)"


def write_durably(path: Path, text: str) -> None:
    """Replace ``path`` by ``text`` so that a crash leaves either the old or the new file whole."""
    draft = path.with_name(f".{path.name}-{os.getpid()}")
    try:
        with draft.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except BaseException:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make renames and new names in ``folder`` survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
