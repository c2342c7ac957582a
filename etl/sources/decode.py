"""From bytes to text: UTF-8, else the encoding that the bytes themselves suggest, which is then said."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The encodings that news is found in, commonest first; among all that exist, a few accented letters would be guessed wrong.
_LIKELY = (
    *("cp1252", "cp1250", "cp1251", "koi8_r", "cp1253", "cp1254", "cp1255", "cp1256"),
    *("shift_jis", "euc_jp", "gb18030", "big5", "euc_kr", "utf_16_le", "utf_16_be"),
)
_BROWSERS = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030", "euc_kr": "cp949"}
"""What browsers take an encoding for: its superset, which pages really use."""

_AS_GOOD = 0.02  # of the library's measure of chaos, between which the commoner encoding decides
_SAMPLE = 200_000  # bytes that the guess looks at


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text; ``assumed`` names the encoding where nothing but the bytes' look spoke for it, else None."""

    text: str
    assumed: str | None = None


def decode(data: bytes, declared: str | None = None) -> Decoded | None:
    """The text of a file without translating its line ends; None if the bytes are not text.

    A byte order mark decides, else valid UTF-8 is UTF-8 (pages saved by a browser often declare what they were before), else the
    file's own declaration counts if its bytes bear it out, else the encoding is guessed from the bytes.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data, encoding)
    if decoded := _strict(data, "utf-8"):
        return decoded if "\0" not in decoded.text and not _mostly_controls(data) else None
    if declared and (decoded := _as_declared(data, declared)):
        return decoded
    return None if _mostly_controls(data) and data.count(0) < len(data) // 4 else _guess(data)


def _strict(data: bytes, encoding: str) -> Decoded | None:
    try:
        return Decoded(data.decode(encoding))
    except UnicodeDecodeError:
        return None


def _as_declared(data: bytes, declared: str) -> Decoded | None:
    """The text in the encoding that a page declares, by the names that browsers know them by."""
    try:
        name = codecs.lookup(declared).name
        return _strict(data, _BROWSERS.get(name, name))
    except (LookupError, ValueError):  # no encoding of this name, or one that is not for text
        return None


def _mostly_controls(data: bytes) -> bool:
    """Whether control characters other than line ends, tabs and form feeds are more than a sign in a hundred."""
    sample = data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, bytes({*range(32)} - {9, 10, 11, 12, 13, 27})))
    return controls * 100 > len(sample)


def _guess(data: bytes) -> Decoded | None:
    from charset_normalizer import from_bytes  # only here: most files are UTF-8 and the import costs a tenth of a second

    matches = from_bytes(data[:_SAMPLE], cp_isolation=list(_LIKELY), enable_fallback=False)
    least = min((match.chaos for match in matches), default=0.0)
    fitting = [match.encoding for match in matches if match.chaos <= least + _AS_GOOD and "\0" not in str(match)]
    encoding = min(fitting, key=_LIKELY.index, default=None)
    return Decoded(data.decode(encoding, errors="replace"), encoding.replace("_", "-")) if encoding else None
