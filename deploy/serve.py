"""`streamlit run` for a server: `python -m deploy.serve run dashboard.py --server.headless=true ...`.

Streamlit asks a host on the net for the address that the machine has outside: at the start, to print it, and each time
that a page of another site asks for a session. The whole process waits for the answer: for seconds, or with a silent name
server for twenty, where nothing is let out. Nothing of ours is served at that address alone, so nobody is asked.
"""

import signal
import sys


def main() -> None:
    """Serve until told to end."""
    # as the first process of a container it would be deaf to this until Streamlit listens for it
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    from streamlit import net_util  # noqa: PLC0415  takes a while
    from streamlit.web import cli  # noqa: PLC0415

    net_util.get_external_ip = lambda: None  # ty: ignore[invalid-assignment]
    cli.main(prog_name="streamlit")


if __name__ == "__main__":
    main()
