"""Files at an address such as s3://bucket/news/*.parquet, by fsspec and the library it needs for that kind of address."""

from __future__ import annotations

from functools import partial
from pathlib import PurePosixPath
from typing import Any, BinaryIO, cast
from urllib.parse import urlsplit, urlunsplit

from etl.errors import EtlError
from etl.sources.blob import Blob
from etl.sources.extras import remedy
from etl.sources.shelf import Shelf

_SIGNS = "*?["


def is_address(source: str) -> bool:
    """Whether a source is an address rather than a path.

    >>> is_address("s3://bucket/news"), is_address("C:/news")
    (True, False)
    """
    scheme, separator, _ = source.partition("://")
    return bool(separator) and len(scheme) > 1 and scheme.replace("+", "").replace("-", "").isalnum()


def open_address(address: str) -> Shelf:
    """The files at an address: one, all below a folder, or those that a pattern fits.

    Raises:
        EtlError: fsspec or the library for this kind of address is missing, or nothing can be found there.
    """
    shown = _without_password(address)
    try:
        import fsspec  # type: ignore[import-untyped]  # ships no types
    except ImportError as err:
        raise EtlError(f"{shown}: reading addresses needs a library that is not installed. {remedy('ingest')}") from err
    try:
        system, path = fsspec.core.url_to_fs(address)
        files, base = _list(system, path)
    except ImportError as err:  # says which library reads this kind of address
        raise EtlError(f"{shown}: {str(err).rstrip('.')}.") from err
    except Exception as err:  # each file system has errors of its own
        if isinstance(err, ValueError) and "Protocol not known" in str(err):
            raise EtlError(f"{shown}: addresses of this kind are not known. Use one like s3://, gs://, https:// or memory://.") from err
        raise EtlError(f"{shown}: cannot be read ({_reason(err)}). Check the address and that you may read it.") from err
    if not files:
        raise EtlError(f"{shown}: nothing lies there. Check the address.")
    name = PurePosixPath(base).name or shown
    return Shelf(shown, {file: _blob(system, f"{base}/{file}" if base else file, f"{name}/{file}", size) for file, size in files})


def _list(system: Any, path: str) -> tuple[list[tuple[str, int | None]], str]:
    """Files relative to a common base, with their sizes, by name; hidden ones are left out."""
    if any(sign in path for sign in _SIGNS) and not system.exists(path):
        found = system.glob(path, detail=True)
        base = path[: min(path.index(sign) for sign in _SIGNS if sign in path)].rpartition("/")[0]
    elif not system.isfile(path) and system.isdir(path):  # in this order: to a web server, every page with links is a folder
        found, base = system.find(path, detail=True), path.rstrip("/")
    else:
        info = system.info(path)
        found, base = {path: info}, path.rpartition("/")[0]
    files = ((name.removeprefix(base).lstrip("/"), info.get("size")) for name, info in found.items() if info.get("type") != "directory")
    return sorted((name, size) for name, size in files if not any(part.startswith(".") for part in name.split("/"))), base


def _blob(system: Any, path: str, source: str, size: int | None) -> Blob:
    return Blob(PurePosixPath(urlsplit(path).path).name, source, source, size, partial(_open, system, path))


def _open(system: Any, path: str) -> BinaryIO:
    try:
        return cast(BinaryIO, system.open(path, "rb"))
    except OSError:
        raise
    except Exception as err:  # each file system has errors of its own; readers know those of files
        raise OSError(_reason(err)) from err


def _reason(err: Exception) -> str:
    if isinstance(err, FileNotFoundError):
        return "not found"
    return str(err).splitlines()[0][:200] if str(err) else type(err).__name__


def _without_password(address: str) -> str:
    """The address as it may be shown: without what stands before an @."""
    parts = urlsplit(address)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
