"""The web server: the page, and beside it plain addresses for machines."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

APP = Path(__file__).with_name("app.py")
DEFAULT_PORT = 8501


def serve(*, home: str | None = None, port: int = DEFAULT_PORT, address: str = "127.0.0.1") -> None:
    """Serve the page until interrupted; prints its address. Takes the next free port where ``port`` is taken.

    Args:
        home: Folder of the data; None for the usual one.
        port: Where to listen; 0 for any free one.
        address: Which network interface; the default is this machine alone.
    """
    import streamlit as st
    from altair.utils import schemapi

    schemapi.disable_debug_mode()  # tests check every chart against Vega-Lite's schema; doing it for readers doubles the time to build one
    if home:
        os.environ["ENTENTE_HOME"] = str(Path(home).expanduser().absolute())
    from starlette.middleware import Middleware

    from dashboard.api import routes
    from dashboard.front import BackendHint
    from dashboard.warm import warm_up

    if not address.startswith(("127.", "localhost", "::1")):
        os.environ.setdefault("ENTENTE_REVIEW", "off")  # readers elsewhere may look, not write, unless the owner says otherwise
    free = free_port(address, port)
    shown = f"[{address}]" if ":" in address else address
    print(f"Entente: http://{shown}:{free}", flush=True)
    if free != port and port:
        print(f"Port {port} is taken; this is the next free one.", file=sys.stderr, flush=True)
    warm_up(address, free)
    app = st.App(APP, routes=routes(), middleware=[Middleware(BackendHint)])
    app.run(
        config={
            "server.port": free,
            "server.address": address,
            "server.headless": True,
            "browser.gatherUsageStats": False,
            "logger.hideWelcomeMessage": True,
            "browser.serverAddress": address,
            "runner.postScriptGC": False,  # walking through all kept charts after every run takes longer than the run
        }
    )


def free_port(address: str, port: int) -> int:
    """``port`` if it is free there, else the next free one, else any."""
    for candidate in (*range(port, min(port + 20, 65536)), 0) if port else (0,):
        with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((address, candidate))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise OSError(f"{address}: no free port. Give one with --port.")
