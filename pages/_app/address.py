"""What stands in the address of a view: every control that it is bound to, those at their default too.

Streamlit leaves defaults out of a browser's address, so that a link would show another view once one of our defaults changes.
It has no way to ask for the bound values, so that its own records are read here. Delete this when it has one.
"""

from typing import Any, Final
from urllib.parse import urlencode

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.state.query_params import _coerce_value_for_query_url

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


def _bound() -> dict[str, list[str]]:
    """The values of the controls that this run has drawn, as an address has them."""
    context = get_script_run_ctx()
    if context is None:
        return {}
    state = context.session_state._state  # noqa: SLF001
    every = state._new_widget_state.widget_metadata  # noqa: SLF001
    bindings = [it for it in state.query_params._bindings_by_param.values() if it.widget_id in every]  # noqa: SLF001
    values = {it.param_key: _written(every[it.widget_id], state[it.param_key]) for it in bindings}
    return {key: value for key, value in values.items() if value is not None}


def _written(metadata: Any, value: Any) -> list[str] | None:  # noqa: ANN401
    """A value as an address has it; a choice that was taken back is empty, where none is usual it is None."""
    if not value and not isinstance(value, bool | int):
        return [""] if metadata.deserializer(None) else None
    written = _coerce_value_for_query_url(metadata.serializer(value), metadata.value_type)
    return [written] if isinstance(written, str) else written
