"""``python -m dashboard --home DIR --port N --address 127.0.0.1``."""

from __future__ import annotations

import argparse

from dashboard.serve import DEFAULT_PORT, serve


def main() -> None:
    """Serve the dashboard until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m dashboard", description="Serve the dashboard until interrupted.")
    parser.add_argument("--home", help="folder of the data (default: ENTENTE_HOME, else warehouse/data)")
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help="where to listen; the next free one if taken (default: %(default)s)")
    parser.add_argument("--address", default="127.0.0.1", help="network interface (default: %(default)s, this machine alone)")
    given = parser.parse_args()
    serve(home=given.home, port=given.port, address=given.address)


if __name__ == "__main__":
    main()
