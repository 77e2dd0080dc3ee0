"""Which figures stand for the years of one state: full years, and at times a part of a year."""

import pandas as pd

from analysis.trade.preferred import FIRM, Preferred

_NONE = 99  # below every rank: nobody reports the full year


def years_and_parts(figures: pd.DataFrame) -> pd.DataFrame:
    """Pick full years, and of each year the longest part that no full year makes superfluous.

    Method: a part of better rank stays beside a full year that only the partner, the press or a claim reports.

    Args:
        figures: rows of `Preferred` of one country, flow and commodity.

    Returns:
        Rows of `Preferred`, in order of their start.
    """
    is_part = figures[Preferred.span] == "part"
    full, parts = figures[~is_part], figures[is_part]
    begin, end = parts[Preferred.start], parts[Preferred.end]
    parts = parts.assign(year=begin.dt.year, days=end - begin)[begin.dt.year == end.dt.year]
    best = full.groupby(full[Preferred.start].dt.year)[Preferred.rank].min()
    of_year = parts["year"].map(best.to_dict()).astype("float64").fillna(_NONE)
    parts = parts[of_year > parts[Preferred.rank].clip(lower=FIRM)]
    parts = parts.sort_values(["days", Preferred.rank], ascending=[True, False])
    longest = parts.drop_duplicates("year", keep="last")[list(figures)]
    return pd.concat([full, longest]).sort_values(Preferred.start, ignore_index=True)
