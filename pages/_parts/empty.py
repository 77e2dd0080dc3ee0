"""The sentence that the chosen years have nothing of one state, and which years do."""

import pandas as pd

from data.vocabulary.text import runs
from pages._app.view import View


def none_on_record(view: View, on_record: pd.DataFrame, what: str) -> str:
    """Say that the chosen years have nothing, and which years have some.

    Args:
        view: the years.
        on_record: the rows of the state, of all years.
        what: what is not there, after "No": "consignment from Uzbekistan".
    """
    years = {int(year) for column in ("start", "end") for year in on_record[column].dropna().dt.year}
    if not years:
        return f"No {what} is reported."
    return f"No {what} is reported for {view.years_in_words()}. Data exist for {runs(years)}: move the years above."
