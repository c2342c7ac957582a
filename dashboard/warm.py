"""Opens the page once when the server starts, as a reader would, so that the first reader finds all answers and charts made."""

from __future__ import annotations

import contextlib
import time
import urllib.request
from threading import Thread

_PATIENCE = 60.0  # seconds for the server to start, and for the page to be drawn
_PAUSE = 0.05


def warm_up(host: str, port: int) -> None:
    """Begin in a thread of its own; if it fails the first reader waits a second longer.

    Args:
        host: Where the server listens; a name that means all interfaces is taken for this machine.
        port: Of the server.
    """
    here = "127.0.0.1" if host in {"0.0.0.0", ""} else "[::1]" if host == "::" else f"[{host}]" if ":" in host else host
    Thread(target=_visit, args=(f"{here}:{port}",), name="warm-up", daemon=True).start()


def _visit(place: str) -> None:
    from streamlit.proto.BackMsg_pb2 import BackMsg
    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
    from websockets.exceptions import WebSocketException
    from websockets.sync.client import connect
    from websockets.typing import Origin, Subprotocol

    with contextlib.suppress(OSError, TimeoutError, WebSocketException):
        _wait(f"http://{place}/_stcore/health")
        mine, spoken = Origin(f"http://{place}"), [Subprotocol("streamlit")]
        with connect(f"ws://{place}/_stcore/stream", origin=mine, subprotocols=spoken, max_size=None) as line:
            question = BackMsg()
            question.rerun_script.query_string = ""
            line.send(question.SerializeToString())
            while ForwardMsg.FromString(line.recv(_PATIENCE, decode=False)).WhichOneof("type") != "script_finished":
                continue


def _wait(address: str) -> None:
    ends = time.monotonic() + _PATIENCE
    while time.monotonic() < ends:
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=5):
            return
        time.sleep(_PAUSE)
    raise TimeoutError(address)
