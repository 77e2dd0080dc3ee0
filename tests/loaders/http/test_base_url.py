"""Where a source answers: its own address, or the one that the environment gives."""

import loaders


def test_a_source_answers_at_its_own_address(monkeypatch):
    monkeypatch.delenv("IMTS_URL", raising=False)
    assert loaders.base_url("IMTS_URL", "https://example.org/") == "https://example.org"


def test_the_environment_names_a_mirror(monkeypatch):
    monkeypatch.setenv("IMTS_URL", "http://127.0.0.1:9/")
    assert loaders.base_url("IMTS_URL", "https://example.org/") == "http://127.0.0.1:9"


def test_an_empty_variable_names_nothing(monkeypatch):
    monkeypatch.setenv("IMTS_URL", "")
    assert loaders.base_url("IMTS_URL", "https://example.org/") == "https://example.org"
