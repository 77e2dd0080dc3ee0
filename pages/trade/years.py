"""The yearly figures of the Trade page, which several of its parts draw."""

import pandas as pd

from analysis.trade.comparison import chosen, partial, yearly
from analysis.trade.series import Choice
from data.vocabulary.places import concerns
from pages._app.cache import once
from pages._app.rows import annual, published, sources
from pages._app.view import View


@once
def every(choice: Choice) -> pd.DataFrame:
    """One figure for each country and year."""
    found = yearly(chosen(annual(), published(), *choice))
    return found.assign(lower=partial(found), publisher=found["source_id"].map(sources()["publisher"]))


def of_view(figures: pd.DataFrame, view: View) -> pd.DataFrame:
    """The figures of the chosen years and states; of several states together only where all of them are chosen."""
    inside = figures["year"].between(view.first.year, view.last.year)
    mine = figures["country"].map(lambda codes: concerns(codes, view.countries, whole=True))
    return figures[inside & mine.astype(bool)]


def described(shown: pd.DataFrame) -> pd.DataFrame:
    """Reported rows with the publisher of their source and whether they are lower bounds, as charts tell them."""
    return shown.assign(publisher=shown["source_id"].map(sources()["publisher"]), lower=partial(shown))
