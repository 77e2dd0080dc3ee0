"""`streamlit run` for a server: `python -m deploy.serve run dashboard.py --server.headless=true ...`.

It ends when told to, also as the first process of a container, and asks nobody outside for an address.
"""

import signal
import sys


def main() -> None:
    """Serve until told to end."""
    # as the first process of a container it would be deaf to this until Streamlit listens for it
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    from streamlit.web import cli  # noqa: PLC0415  takes a while

    from pages._app import runtime  # noqa: PLC0415

    runtime.ask_nobody_for_the_address()
    cli.main(prog_name="streamlit")


if __name__ == "__main__":
    main()
