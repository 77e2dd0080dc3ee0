"""The Data page: the record is told in full, found by words, and taken away as it stands."""

import subprocess
import sys


def test_a_fresh_server_finds_the_package_of_data_and_not_the_page(root):
    code = (
        "import dashboard; from streamlit.testing.v1 import AppTest;"
        "app = AppTest.from_file('pages/_frame.py', default_timeout=60).run(); assert not app.exception, app.exception"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=root, check=False, capture_output=True, text=True)
    assert not done.returncode, done.stderr
