"""Funding and appeals as their tables declare."""

from analysis.aid.appeals import Reading, readings
from analysis.aid.funding import Funding, StateFunding, all_donors, by_donor, of_states
from data.schema.tables import Appeals, Flows
from tests.support import frames, live_parts
from tests.support.derived import conforms

FLOW = {
    "flow_id": "1", **live_parts.period("2022"), "donor": "x", "country": "KAZ", "status": "paid", "new_money": True,
    "on_boundary": "single", "counts": True, "value_usd": 2.0, "source_id": "a",
}  # fmt: skip


def flows(*rows):
    return frames.table_of(Flows, FLOW, rows)


def test_funding_is_as_declared_with_its_flows_behind():
    rows = flows(
        {}, {"flow_id": "2", "status": "pledge", "counts": False}, {"flow_id": "3", "country": None},
        {"flow_id": "4", "country": "KAZ;UZB", **live_parts.period("2023")},
    )  # fmt: skip
    given, world = by_donor(rows), all_donors(rows)
    conforms(given, StateFunding, rows)
    conforms(world, Funding, rows)
    ids = list(rows["row_id"])
    assert given.set_index("country")["behind"].to_dict() == {"KAZ": (ids[0], ids[1]), "KAZ;UZB": (ids[3],)}
    # of 2023 a flow of the states alone is on record: what all donors gave is not known
    assert world.set_index("year")["behind"].to_dict() == {2022: (ids[0], ids[2])}


def test_a_pledge_counts_as_pledged_where_it_is_of_one_state_and_year_alone():
    pledge = {"status": "pledge", "counts": False, "value_usd": 5.0}
    given = by_donor(flows({}, {**pledge, "flow_id": "2"}, {**pledge, "flow_id": "3", "on_boundary": "shared"}))
    assert given["pledged_usd"].tolist() == [5]
    assert given["shared"].tolist() == [1]


def test_of_some_states_a_flow_of_several_is_kept_where_all_of_them_are_chosen():
    given = by_donor(flows({}, {"flow_id": "2", "country": "UZB"}, {"flow_id": "3", "country": "KAZ;UZB"}))
    kept = {chosen: list(of_states(given, chosen)["country"]) for chosen in (("KAZ",), ("KAZ", "UZB"), ("TJK",))}
    assert kept == {("KAZ",): ["KAZ"], ("KAZ", "UZB"): ["KAZ", "KAZ;UZB", "UZB"], ("TJK",): []}
    assert len(of_states(given)) == 3
    assert of_states(given.head(0), ("KAZ",)).empty


def test_no_flow_gives_the_same_columns():
    empty, full = flows().head(0), flows({})
    assert by_donor(empty).dtypes.to_dict() == by_donor(full).dtypes.to_dict()
    assert all_donors(empty).dtypes.to_dict() == all_donors(full).dtypes.to_dict()


def test_on_the_record_readings_are_as_declared_and_one_a_year_stands_for_each_figure():
    rows = frames.curated(Appeals)
    found = readings(rows)
    conforms(found, Reading, rows)
    for last, figure in (("last_required", "required_usd"), ("last_funded", "funded_usd")):
        assert not found.loc[found[last], "year"].duplicated().any()
        assert found.loc[found[last], figure].notna().all()
    assert readings(rows.head(0)).dtypes.to_dict() == found.dtypes.to_dict()
    backwards = readings(rows[::-1])  # rows keep their labels
    assert set(backwards.loc[backwards["last_required"], "behind"]) == set(found.loc[found["last_required"], "behind"])


def test_a_reading_without_any_figure_is_none():
    base = {
        "year": 2023,
        "plan": "A plan",
        "plan_kind": "yearly_plan",
        **live_parts.period("2023-12"),
        "source_id": "a",
    }
    assert readings(frames.table_of(Appeals, base, ({}, {"plan": "B", "funded_usd": 1.0})))["plan"].tolist() == ["B"]
    rows = frames.table_of(Appeals, base, ({}, {"plan": "B", "funded_usd": 1.0}))
    assert readings(rows)["behind"].tolist() == [(rows["row_id"].iloc[1],)]


def test_on_the_record_all_flows_are_known_of_2020_alone():
    rows = frames.curated(Flows)
    assert by_donor(rows)[["year", "country", "counted_usd", "flows", "unvalued"]].to_numpy().tolist() == [
        [2002, "KAZ", 0.0, 1, 1],
        [2020, "KAZ", 50_000.0, 1, 0],
    ]
    world = all_donors(rows)
    assert list(world["year"]) == [2020]
    # of 311 flows two are shared with other countries or years
    assert world[["flows", "counted_usd"]].to_numpy().tolist() == [[309, 725_591_299]]


def test_on_the_record_the_appeals_reach_from_2001_to_2026():
    found = readings(frames.curated(Appeals))
    assert set(range(2001, 2027)) - set(found["year"]) == {2005, 2007}
    asked = found[found["last_required"]].set_index("year")["required_usd"]
    assert asked[[2002, 2009, 2023]].to_dict() == {2002: 1780509639, 2009: 664923055, 2023: 3227372908}
    received = found[found["last_funded"]].set_index("year")["funded_usd"]
    assert received[[2001, 2022]].to_dict() == {2001: 2053268, 2022: 3269032938}
    assert not {2003, 2004, 2006, 2008} & set(asked.index)  # no plan of the year
