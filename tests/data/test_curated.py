"""Nothing is lost on the way from the curated files to Parquet, and every row cites a source."""

import csv

import pandas as pd
import pytest

import data
from data.schema.check import FaultsError
from data.schema.tables import BY_NAME, Aid, Events, Recognition, Sources, Trade
from data.vocabulary import periods
from loaders import Closed, LoaderError, curated
from loaders.curated import file

_FILLED = {"made_by": "reported_by"}  # an empty cell is filled with another
NAMES = sorted(path.stem for path in data.CURATED.glob("*.csv"))


def shown(name: str) -> list[dict[str, str]]:
    with curated.path_of(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", NAMES)
def test_every_row_is_found_again(name):
    assert len(data.read(BY_NAME[name])) == len(shown(name)) > 0


def test_a_quantity_goes_to_the_column_of_its_unit_and_none_is_lost_without_one(monkeypatch):
    cells = [("5", "tonnes"), ("7", "GWh"), ("", ""), ("3", ""), ("", "tonnes"), ("", "GWh"), ("9", "kg")]
    rows = pd.DataFrame(cells, columns=["quantity", "unit"]).assign(reported_by="UZB", made_by=["", "IMF", *[""] * 5])
    monkeypatch.setattr(file, "rows", {"trade": rows}.__getitem__)
    read = curated.trade(Closed())
    assert read.to_dict("list") == {
        "reported_by": ["UZB"] * 7,
        "made_by": ["UZB", "IMF", *["UZB"] * 5],
        "quantity_t": ["5", "", "", "3 ", " tonnes", " GWh", "9 kg"],  # the checker refuses what is no number
        "quantity_gwh": ["", "7", "", "", "", "", ""],
    }


@pytest.mark.parametrize("name", NAMES)
def test_every_text_is_found_again(name):
    """Notes, titles, keys: each text of the file stands in a cell of the Parquet, as often as in the file."""
    rows, texts = shown(name), data.read(BY_NAME[name])
    renamed = {"name": "crossing"}
    for column in {renamed.get(it, it) for it in rows[0]} & set(texts.columns):
        if texts[column].dtype == "str":
            source = next(it for it in rows[0] if renamed.get(it, it) == column)
            cells = [row[source] or row.get(_FILLED.get(column, ""), "") for row in rows]
            expected = sorted(filter(None, cells))
            assert sorted(texts[column].dropna()) == expected, column


@pytest.mark.parametrize(
    ("name", "columns"),
    [("trade", {"value_usd": ["value_usd"], "quantity": ["quantity_t", "quantity_gwh"]}),
     ("aid", {"tonnes": ["weight_t"], "value_usd": ["value_usd"]}),
     ("consignment_goods", {"tonnes_low": ["tonnes_low"], "tonnes_high": ["tonnes_high"]}),
     ("appeals", {"required_usd": ["required_usd"], "funded_usd": ["funded_usd"]}),
     ("food_prices", {"median_usd": ["price_usd"], "median_afn": ["price_afn"], "markets": ["markets"]}),
     ("flows", {"value_usd": ["value_usd"], "original_amount": ["original_amount"]}),
     ("indicators", {"gdp_usd": ["gdp_usd"], "population": ["population"]}),
     ("us_prices", {"price_index": ["price_index"], "months": ["months"]}),
     ("refugees", {"refugees": ["refugees"], "asylum_seekers": ["asylum_seekers"], "other_in_need": ["other_in_need"]}),
     ("projects", {"cost_usd": ["cost_usd"], "length_km": ["length_km"]}),
     ("crossings", {"lat": ["lat"], "lon": ["lon"]}),
     ("transit", {"quantity": ["quantity"]})],
)  # fmt: skip
def test_every_number_is_found_again(name, columns):
    rows, read = shown(name), data.read(BY_NAME[name])
    for source, ours in columns.items():
        expected = sorted(float(row[source]) for row in rows if row[source])
        assert sorted(pd.concat([read[it].dropna().astype(float) for it in ours])) == expected, source


def test_units_keep_their_numbers_apart():
    rows, read = shown("trade"), data.read(Trade)
    assert read["quantity_gwh"].notna().sum() == sum(row["unit"] == "GWh" for row in rows)
    assert read["quantity_t"].notna().sum() == sum(row["unit"] == "tonnes" for row in rows)


def test_every_period_is_found_again():
    rows, read = shown("trade"), data.read(Trade)
    expected = sorted(str(periods.parse(row["period"])) for row in rows)
    spans = zip(read["start"], read["end"], read["precision"], strict=True)
    ours = [periods.Period(None if pd.isna(s) else s.date(), None if pd.isna(e) else e.date(), p) for s, e, p in spans]
    assert sorted(map(str, ours)) == expected


def test_every_source_that_is_cited_exists_and_every_source_has_an_address():
    known = data.read(Sources)
    assert known["url"].str.match(r"https?://").all()
    for table in BY_NAME.values():
        for column in table.columns:
            if column.spec.cites:
                cited = data.read(table)[column].str.split(";").explode()
                if not column.spec.required:
                    cited = cited.dropna()
                assert set(cited) <= set(known["source_id"]), table.name


def test_cumulative_claims_of_aid_do_not_count():
    aid = data.read(Aid)
    assert set(aid.loc[aid["caveat"] == "cumulative", "shipment"]) == {
        "KAZ-cumulative-to-2019",
        "KAZ-2022-01-cumulative",
        "KAZ-2022-q1-cumulative",
        "KGZ-cumulative-2021-2025",
    }


@pytest.mark.parametrize(
    ("table", "column", "cell", "why"),
    [("routes", "towns", "Herat;Atlantis", "towns.csv has no town Atlantis"),
     ("routes", "project", "A tunnel", "projects.csv has no project A tunnel"),
     ("consignment_goods", "source_id", "x", "aid.csv has no report x of "),
     ("announced_dates", "project", "A tunnel", "projects.csv has no project A tunnel")],
)  # fmt: skip
def test_a_town_project_or_report_that_no_table_has_stops_the_load(table, column, cell, why, monkeypatch):
    read = file.read

    def spoilt(name):
        return read(name).assign(**{column: cell}) if name == table else read(name)

    monkeypatch.setattr(file, "read", spoilt)
    with pytest.raises(FaultsError) as found:
        getattr(curated, table)(None)
    assert all(it.startswith(f"data/curated/{why}") for it in found.value.faults["rule"])
    assert set(found.value.faults["column"]) == {column}


def test_a_milestone_has_a_label_and_nothing_else_has():
    events = data.read(Events)
    assert (events["label"].notna() == (events["significance"] == 3)).all()


def test_a_pledge_bears_the_day_on_which_it_was_made():
    """It was for the month of Ramadan, and made on the 15th."""
    aid = data.read(Aid)
    seed = aid[aid["source_id"] == "caspian-policy-center-2023-05-02-careful-engagement"].iloc[0]
    assert (str(seed["start"].date()), seed["precision"]) == ("2023-04-15", "day")


def test_the_end_of_a_position_is_the_day_of_the_next():
    rows = data.read(Recognition)
    kabul = rows[(rows["country"] == "KAZ") & (rows["dimension"] == "afghan_mission") & rows["preferred"]].sort_values(
        "start"
    )
    assert list(kabul["until"].dt.strftime("%Y-%m-%d").dropna()) == ["2023-04-17", "2024-08-21"]
    assert list(kabul["start"].dt.strftime("%Y-%m-%d"))[1:] == ["2023-04-17", "2024-08-21"]


@pytest.mark.parametrize("name", [it for it in NAMES if it != "sources"])
def test_no_note_names_a_file_or_the_id_of_a_source(name):
    """What stands in a note is read on a page, where neither means anything."""
    ids = {row["source_id"] for row in shown("sources")}
    free = [row.get(column) or "" for row in shown(name) for column in ("note", "summary", "title")]
    words = {word.strip("().,;:") for text in free for word in text.split()}
    assert not words & ids
    assert not [it for it in words if it.endswith(".csv")]


@pytest.mark.parametrize("name", sorted({*file.FILES} - {"trade", "consignment_goods", "announced_dates", "routes"}))
def test_each_table_is_of_the_file_of_its_name(monkeypatch, name):
    monkeypatch.setattr(file, "rows", lambda table: f"the rows of {table}")
    assert getattr(curated, name)(Closed()) == f"the rows of {name}"


def filed(monkeypatch, folder, name, *lines):
    """A file of a table with these lines below its header."""
    monkeypatch.setattr(file, "CURATED", folder)
    (folder / f"{name}.csv").write_text("\n".join([file.FILES[name].header, *lines]) + "\n", encoding="utf-8")


def faults(*named):
    return pd.DataFrame(named, columns=["where", "row", "column", "rule", "value"])


def test_a_fault_is_named_by_the_column_and_the_value_of_the_file(monkeypatch, tmp_path):
    filed(monkeypatch, tmp_path, "votes", "UNGA,A/RES/1,2024-02-30,KAZ,yes,x-nd,", "UNGA,A/RES/2,2024-02-01,KAZ,,x-nd,")
    named = faults(
        ("v", 2, "start", "is a date", "30"), ("v", 2, "end", "is a date", "31"), ("v", 2, "start, end, vote", "fit", "?"),
        ("v", 3, "vote", "is there", "empty"), ("v", 9, "vote", "is there", "gone"), ("v", "header", "colour", "is known", "red"),
    )  # fmt: skip
    assert curated.as_in_file("votes", named).to_numpy().tolist() == [
        ["v", 2, "date", "is a date", "2024-02-30"],
        ["v", 2, "date, vote", "fit", "?"],
        ["v", 3, "vote", "is there", "empty"],
        ["v", 9, "vote", "is there", "gone"],
        ["v", "header", "colour", "is known", "red"],
    ]


def test_a_period_is_as_exact_as_the_cell_beside_it_says_or_stays_as_it_was_written(monkeypatch, tmp_path):
    rest = "KAZ,visit,A visit,Visit,It took place.,2,x-nd"
    filed(
        monkeypatch,
        tmp_path,
        "events",
        *(f"{it},{rest}" for it in ("a,2024-05-03,day", "b,2024-05-03,month", "c,2024-05,")),
    )
    found = file.rows("events")
    assert found["start"].astype(str).tolist() == ["2024-05-03", "2024-05-03 by the month", "2024-05-01"]
    assert found["precision"].tolist() == ["day", "unknown", "month"]
    assert "date_precision" not in found


def test_a_period_of_a_table_without_such_cells_is_read_as_it_is(monkeypatch, tmp_path):
    filed(monkeypatch, tmp_path, "votes", "UNGA,A/RES/1,2024-02,KAZ,yes,x-nd,")
    found = file.rows("votes")[["start", "end", "precision"]].iloc[0]
    assert list(map(str, found)) == ["2024-02-01", "2024-02-29", "month"]


def test_a_fault_of_a_weight_or_of_power_is_one_of_the_quantity(monkeypatch, tmp_path):
    filed(monkeypatch, tmp_path, "trade", "KAZ,export,2024,wheat,,,,5 t,tonnes,,,KAZ,,statistic,,,,,,x-nd,")
    named = faults(("t", 2, "quantity_t", "is a number", "?"), ("t", 2, "quantity_gwh", "is at least 0", "?"))
    assert curated.as_in_file("trade", named)[["column", "value"]].to_numpy().tolist() == [["quantity", "5 t"]] * 2


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("town,lat", "the column lon is missing"),
        ("town,lat,lon,height,colour", "there is no column 'height'; there is no column 'colour'"),
        ("town,latitude,lon", "the column lat is missing; there is no column 'latitude'"),
        ("town,lon,lat", "the columns are town,lon,lat, not town,lat,lon: each once and in this order"),
        ("", "the column town is missing; the column lat is missing; the column lon is missing"),
    ],
)
def test_a_header_is_refused_with_what_is_wrong_with_it(monkeypatch, tmp_path, header, said):
    monkeypatch.setattr(file, "CURATED", tmp_path)
    (tmp_path / "towns.csv").write_text(header and f"{header}\nKabul,34.5,69.2\n", encoding="utf-8")
    with pytest.raises(LoaderError) as why:
        file.read("towns")
    assert str(why.value) == f"data/curated/towns.csv: {said}"
