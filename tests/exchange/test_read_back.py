"""Every export is read by somebody else's reader: as many rows as were asked for, and the values of our records in them."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest
import rdflib
import shapely
import shapely.geometry

from dragoman.archive import Archive, QueryKind
from dragoman.reading.read import read_paths
from dragoman.records import Document
from tests.exchange.conftest import Export
from tests.exchange.made import DOCUMENT, EVENTS, HAPPENED, STATEMENTS, TOLLS
from tests.exchange.published import ACLED, GDELT_COLUMNS, ICEWS, MENTIONS_COLUMNS, POLECAT, UCDP

SCHEMA = rdflib.Namespace("https://schema.org/")


def _texts(path: Path, **options: object) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, **options)  # type: ignore[call-overload,no-any-return]


def test_plover_is_read_by_pandas_and_polars(export_to: Export) -> None:
    written = export_to("plover")
    frame = _texts(written.path, sep="\t")
    assert list(frame.columns) == POLECAT
    assert len(frame) == HAPPENED == written.tally.rows
    assert pl.read_csv(written.path, separator="\t", infer_schema=False, null_values="None").shape == (HAPPENED, len(POLECAT))
    shelled = frame[frame["Event Type"].eq("ASSAULT") & frame["Event Mode"].eq("heavy-weapons")].iloc[0]
    assert shelled["Event Date"] == "2020-05-04"
    assert (shelled["Actor Name"], shelled["Actor Country"], shelled["Actor COW"]) == ("'the Dawn' front", "MLI", "432")
    assert (shelled["Placename"], shelled["City"], shelled["Province"], shelled["Country"]) == ("Gao", "Gao", "Gao Region", "MLI")
    assert (shelled["GeoNames ID"], shelled["Feature Type"], shelled["Quad Code"]) == ("2457163", "PPL", "MATERIAL CONFLICT")
    assert shelled["Story People"] == "Norway's premier; Qatar's emir"
    met = frame[frame["Actor Name"].eq("Chad; Niger; Mali")].iloc[0]
    assert (met["Actor Country"], met["Actor COW"]) == ("TCD; NER; MLI", "483; 436; 432")
    assert met[["Recipient Name", "City", "Event Mode"]].isna().all()
    envoys = frame[frame["Event Type"].eq("REQUEST")].iloc[0]
    assert (envoys["Actor Country"], envoys["Primary Actor Sector"]) == ("IGO", "MIL")
    assert envoys[["Actor COW"]].isna().all()


def test_cameo_is_read_by_polars(export_to: Export) -> None:
    written = export_to("cameo")
    frame = pl.read_csv(written.path, separator="\t", quote_char=None, infer_schema=False)
    assert frame.columns == ICEWS
    # phoned 1, met 6, visited 2, accused 4, the fight 2; nobody is in the arrest.
    assert frame.height == written.tally.rows == 1 + 1 + 6 + 2 + 1 + 2 + 4 + 1
    assert written.tally.left_out["no party is told"] == 1
    visits = frame.filter(pl.col("CAMEO Code").is_in(["042", "043"])).select("Source Name", "CAMEO Code", "Target Name", "Intensity").rows()
    assert visits == [("Norway's premier", "042", "Qatar's emir", "1.9"), ("Qatar's emir", "043", "Norway's premier", "2.8")]
    assert frame["Event ID"].n_unique() == frame.height
    assert frame.filter(pl.col("CAMEO Code") == "040").select("Source Country").unique().height == 3


def test_gdelt_is_read_by_pandas_as_its_codebook_says(export_to: Export) -> None:
    written = export_to("gdelt")
    frame = _texts(written.path, sep="\t", header=None)
    assert frame.shape == (written.tally.rows, 61)
    frame.columns = pd.Index(GDELT_COLUMNS)
    assert frame["GLOBALEVENTID"].is_unique
    assert frame["GLOBALEVENTID"].astype("int64").gt(0).all()
    shelled = frame[frame["EventCode"] == "194"].iloc[0]
    assert shelled["SQLDATE":"FractionDate"].tolist() == ["20200504", "202005", "2020", "2020.4219"]  # type: ignore[misc]
    assert (shelled["Actor1Code"], shelled["Actor2Code"]) == ("MLIREB", "MLICVL")
    assert (shelled["EventRootCode"], shelled["QuadClass"], shelled["GoldsteinScale"]) == ("19", "4", "-10")
    assert (shelled["ActionGeo_Type"], shelled["ActionGeo_FullName"], shelled["ActionGeo_CountryCode"]) == (
        "4",
        "Gao, Gao Region, Mali",
        "ML",
    )
    assert (shelled["IsRootEvent"], shelled["DATEADDED"], shelled["SOURCEURL"]) == ("1", "20210301123000", DOCUMENT.url)
    marched = frame[frame["EventCode"] == "141"].iloc[0]
    assert (marched["ActionGeo_Type"], marched["ActionGeo_ADM1Code"], marched["SQLDATE"]) == ("3", "USTX", "20200505")
    assert frame[frame["EventCode"] == "040"]["ActionGeo_Type"].eq("0").all()
    assert frame[frame["EventCode"] == "0256"].iloc[0]["Actor1Code":"Actor1KnownGroupCode"].tolist()[::3] == ["IGONATMIL", "NAT"]  # type: ignore[misc]


def test_rows_of_one_gdelt_event_can_be_joined_again(export_to: Export) -> None:
    frame = _texts(export_to("gdelt").path, sep="\t", header=None)
    frame["event"] = frame[0].astype("int64") // 4096
    assert frame.groupby("event").size().sort_values().tolist() == [1, 1, 1, 1, 2, 2, 4, 6]


def test_gdelt_mentions_have_the_offsets_of_the_words(export_to: Export) -> None:
    written = export_to("gdelt")
    mentions = _texts(written.path.with_name("gdelt.mentions.CSV"), sep="\t", header=None)
    mentions.columns = pd.Index(MENTIONS_COLUMNS)
    events = _texts(written.path, sep="\t", header=None)
    assert mentions["GLOBALEVENTID"].tolist() == events[0].tolist()
    shelled = mentions[mentions["ActionCharOffset"] == str(DOCUMENT.text.index("shelled Gao"))].iloc[0]
    assert int(shelled["Actor1CharOffset"]) == DOCUMENT.text.index('"the Dawn"')
    assert (shelled["Confidence"], shelled["MentionDocLen"]) == ("75", str(len(DOCUMENT.text)))


def test_acled_is_read_by_polars(export_to: Export) -> None:
    written = export_to("acled")
    frame = pl.read_csv(written.path, infer_schema=False)
    assert frame.columns == ACLED
    assert frame.height == written.tally.rows == HAPPENED - sum(n for reason, n in written.tally.left_out.items() if "ACLED" in reason)
    rows = {row["sub_event_type"]: row for row in frame.to_dicts()}
    assert sorted(rows) == ["Armed clash", "Arrests", "Peaceful protest", "Shelling/artillery/missile attack"]
    shelled, clash = rows["Shelling/artillery/missile attack"], rows["Armed clash"]
    assert (shelled["inter1"], shelled["inter2"], shelled["interaction"], shelled["civilian_targeting"]) == (
        "2",
        "7",
        "27",
        "Civilian targeting",
    )
    assert (shelled["iso"], shelled["region"], shelled["time_precision"], shelled["geo_precision"]) == ("466", "Western Africa", "1", "1")
    assert (shelled["fatalities"], shelled["tags"]) == ("12", "fatalities_low=12; count_by=Mali's army")
    assert (clash["actor1"], clash["actor2"], clash["interaction"]) == ('"the Dawn"\tfront', "Mali's army", "12")
    assert rows["Peaceful protest"]["interaction"] == "60"
    assert rows["Arrests"]["fatalities"] is None
    assert shelled["event_id_cnty"].startswith("DGM-MLI-")


def test_ucdp_is_read_by_pandas_and_its_points_by_shapely(export_to: Export) -> None:
    written = export_to("ucdp")
    frame = pd.read_csv(written.path)
    assert list(frame.columns) == UCDP
    assert len(frame) == written.tally.rows == 2
    assert written.tally.records == len(frame) + sum(written.tally.left_out.values())
    assert [shapely.from_wkt(point).coords[0] for point in frame["geom_wkt"]] == [(-0.04, 16.27)] * 2
    assert frame["deaths_unknown"].eq(frame["best"]).all()
    assert (frame["low"] <= frame["best"]).all()
    assert (frame["best"] <= frame["high"]).all()
    shelled = frame[frame["type_of_violence"] == 3].iloc[0]
    assert (shelled["low"], shelled["best"], shelled["high"], shelled["side_b"]) == (12, 12, 12, "Civilians")
    assert (shelled["source_original"], shelled["country_id"], shelled["region"]) == ("Mali's army", 432, "Africa")
    assert (shelled["date_start"], shelled["date_prec"], shelled["priogrid_gid"]) == ("2020-05-04 00:00:00.000", 1, 153000)
    clash = frame[frame["type_of_violence"] == 1].iloc[0]
    assert (clash["best"], clash["gwnob"]) == (3, 432)
    assert written.about["remarks"] == {"the high bound is open: high is best": 1}


def test_ninjs_is_valid_and_our_own_reader_reads_the_story_back(export_to: Export) -> None:
    written = export_to("ninjs")
    schema = json.loads((Path(__file__).parent / "ninjs-3.schema.json").read_text())
    [node] = [json.loads(line) for line in written.path.read_text().splitlines()]
    jsonschema.Draft202012Validator(schema).validate(node)
    assert len(node["events"]) == HAPPENED
    assert [subject["name"] for subject in node["subjects"]] == ["diplomatic", "executive", "military"]
    one = written.path.with_suffix(".json")
    one.write_text(json.dumps(node))
    [document] = read_paths([one], format="ninjs")
    assert isinstance(document, Document)
    assert (document.id, document.text, document.title) == (DOCUMENT.id, DOCUMENT.text, DOCUMENT.title)


def test_ninjs_events_are_valid_too(export_to: Export) -> None:
    written = export_to("ninjs", kind="event")
    schema = json.loads((Path(__file__).parent / "ninjs-3.schema.json").read_text())
    nodes = [json.loads(line) for line in written.path.read_text().splitlines()]
    assert len(nodes) == HAPPENED
    for node in nodes:
        jsonschema.Draft202012Validator(schema).validate(node)
    shelled = next(node for node in nodes if "shell" in json.dumps(node) or node["title"].startswith("ASSAULT heavy"))
    assert shelled["eventDetails"]["dates"] == {"expectedStartDate": "2020-05-04", "expectedEndDate": "2020-05-04"}


def test_geojson_is_read_by_shapely(export_to: Export) -> None:
    written = export_to("geojson")
    features = json.loads(written.path.read_bytes())["features"]
    assert len(features) == len(EVENTS) == written.tally.rows
    points = {f["properties"]["place"]["name"]: shapely.geometry.shape(f["geometry"]) for f in features if f["geometry"]}
    assert (points["Gao"].x, points["Gao"].y) == (-0.04, 16.27)
    [told] = next(f for f in features if f["properties"]["modes"] == ["heavy-weapons"])["properties"]["told"]
    [words] = told["evidence"]
    assert DOCUMENT.text[words["start"] : words["end"]] == words["text"]
    assert told["told_by"] == ["Mali's army"]


def test_jsonld_is_read_by_rdflib_with_no_network(export_to: Export) -> None:
    graph = rdflib.Graph().parse(export_to("jsonld").path, format="json-ld")
    events = set(graph.subjects(rdflib.RDF.type, SCHEMA.Event))
    assert len(events) == len(EVENTS)
    [claim] = graph.subjects(rdflib.RDF.type, SCHEMA.Claim)
    assert str(graph.value(claim, SCHEMA.text)) == "rebels from"
    article = graph.value(claim, SCHEMA.appearance)
    assert str(graph.value(article, SCHEMA.url)) == DOCUMENT.url
    assert all(graph.value(event, SCHEMA.subjectOf) for event in events)


def test_jsonld_claims_are_the_statements(export_to: Export) -> None:
    graph = rdflib.Graph().parse(export_to("jsonld", kind="statement").path, format="json-ld")
    assert len(set(graph.subjects(rdflib.RDF.type, SCHEMA.Claim))) == len(STATEMENTS)


@pytest.mark.parametrize(
    ("kind", "count"), [("event", len(EVENTS)), ("toll", len(TOLLS)), ("statement", 1), ("position", 0), ("document", 1)]
)
def test_csv_and_parquet_hold_every_record_of_a_kind(export_to: Export, kind: QueryKind, count: int, archive_path: Path) -> None:
    with Archive(archive_path, mode="read") as archive:
        frame = archive.frame(kind)
    assert frame.height == count
    table = pq.read_table(export_to("parquet", kind=kind).path)
    assert table.equals(frame.to_arrow().cast(table.schema))
    flat = pl.read_csv(export_to("csv", kind=kind).path, infer_schema=False)
    assert (flat.height, flat.columns) == (count, frame.columns)
    assert flat["document"].to_list() == frame["document"].to_list()
