"""What stands in the address of a view: every control that it is bound to, those at their default too.

Streamlit leaves defaults out of a browser's address, so that a link would show another view once one of our defaults changes.
It has no way to ask for the bound values, so that its own records are read here. Delete this when it has one.
"""

from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urlencode

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.state.query_params import _coerce_value_for_query_url

from pages._app.view import Query

_OF_THE_FRAME: Final = ("embed", "embed_options", "figure")  # how a view is shown, not which


def of_view(figure: str = "", *, is_short: bool = False) -> str:
    """Return the address of the present view; a control without a choice is left out.

    Args:
        figure: the figure that stands alone there; empty for the whole page.
        is_short: whether it is that of the browser, without defaults: on paper, where somebody types it.
    """
    said = {key: st.query_params.get_all(key) for key in st.query_params if key not in _OF_THE_FRAME}
    asked = {**({"figure": figure} if figure else {}), **said, **({} if is_short else _bound())}
    return f"{st.context.url or ''}?{urlencode(asked, doseq=True)}"


def not_offered(asked: Query) -> list[str]:
    """List what an address asks of the controls that this run has drawn and that they do not offer, or no longer.

    What a page understands in another way has changed its control, and is not listed.
    """
    return [
        value
        for key, metadata, chosen in _controls()
        if metadata.formatted_options is not None
        and (isinstance(chosen, list) or chosen == metadata.deserializer(None))
        for value in asked.get(key, ())
        if value and value not in metadata.formatted_options
    ]


def _bound() -> dict[str, list[str]]:
    """The values of the controls that this run has drawn, as an address has them."""
    values = {key: _written(metadata, chosen) for key, metadata, chosen in _controls()}
    return {key: value for key, value in values.items() if value is not None}


def _controls() -> Iterator[tuple[str, Any, Any]]:
    """The bound controls that this run has drawn: the key, what Streamlit knows of it, the value."""
    context = get_script_run_ctx()
    if context is None:
        return
    state = context.session_state._state  # noqa: SLF001
    every = state._new_widget_state.widget_metadata  # noqa: SLF001
    for it in state.query_params._bindings_by_param.values():  # noqa: SLF001
        if it.widget_id in every:
            yield it.param_key, every[it.widget_id], state[it.param_key]


def _written(metadata: Any, value: Any) -> list[str] | None:  # noqa: ANN401
    """A value as an address has it; a choice that was taken back is empty, where none is usual it is None."""
    if not value and not isinstance(value, bool | int):
        return [""] if metadata.deserializer(None) else None
    written = _coerce_value_for_query_url(metadata.serializer(value), metadata.value_type)
    return [written] if isinstance(written, str) else written
