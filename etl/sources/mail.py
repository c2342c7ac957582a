"""E-mail messages: newsletters and wires that were saved as .eml."""

from __future__ import annotations

from email import policy
from email.errors import HeaderParseError
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime

from etl.sources.build import Metadata, parse_published
from etl.sources.decode import decode
from etl.sources.page import read_article_page
from etl.sources.problem import Problem

_NO_WORDS = "Open the message and save the article as text."


def read_mail(data: bytes, source: str) -> tuple[str, Metadata, tuple[str, ...]] | Problem:
    """The text of a message, what its headers say, and the attachments that were passed over.

    The plain text is preferred to the HTML version. The publisher is the sender's name, the date is the day in the sender's time zone.
    """
    message = BytesParser(EmailMessage, policy=policy.default).parsebytes(data)
    if not message.keys():
        return Problem(source, "not an e-mail message", "Save the message as .eml, or the article as .txt.")
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return Problem(source, "a message without text", _NO_WORDS)
    text = _content(part)
    if text is None:
        return Problem(source, "a message whose text cannot be decoded", _NO_WORDS)
    if part.get_content_type() == "text/html":
        text = read_article_page(text).text
    names = [name for each in message.iter_attachments() if (name := each.get_filename())] if message.is_multipart() else []
    warnings = (f"attachments are not read: {', '.join(names)}",) if names else ()
    return text, _metadata(message), warnings


def _content(part: MIMEPart) -> str | None:
    """The part's text; its declared character set is tried first, as senders are mostly right."""
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return None
    charset = part.get_content_charset() or "utf-8"
    try:
        return payload.decode(charset).replace("\r\n", "\n")
    except (LookupError, UnicodeDecodeError):
        decoded = decode(payload)
        return decoded.text.replace("\r\n", "\n") if decoded else None


def _metadata(message: EmailMessage) -> Metadata:
    subject, sender = _header(message, "subject"), _header(message, "from")
    return Metadata(
        title=" ".join(subject.split()) or None,
        publisher=parseaddr(sender)[0] or None,
        published=parse_published(_day(_header(message, "date"))),
    )


def _header(message: EmailMessage, name: str) -> str:
    """A header as text; broken ones, which the library raises on, are empty."""
    try:
        return str(message.get(name, ""))
    except (HeaderParseError, ValueError, IndexError, AttributeError, TypeError):
        return ""


def _day(date: str) -> str:
    """YYYY-MM-DD of a date as mail writes it; empty if it is none."""
    try:
        return parsedate_to_datetime(date).date().isoformat()
    except (ValueError, TypeError, OverflowError):
        return ""
