from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.importers import FORMATS, SourceError, import_catalogue
from tests.knowledge.sources import imported

SAAS = """
saasName: Notes
version: '2024-07-02'
currency: EUR
features:
  pages: {valueType: BOOLEAN, defaultValue: true}
  ssoSAMLLogin: {valueType: BOOLEAN, defaultValue: false, description: Log in with your company account.}
  sandbox: {valueType: BOOLEAN, defaultValue: false}
  groups: {valueType: BOOLEAN, defaultValue: true, description: Coming soon}
  support: {valueType: TEXT, defaultValue: None}
usageLimits:
  maxPages: {valueType: NUMERIC, defaultValue: 0, unit: page, linkedFeatures: [pages]}
  storageLimit: {valueType: NUMERIC, defaultValue: 1, unit: GB/user}
  ssoLimit: {valueType: NUMERIC, defaultValue: 5, linkedFeatures: [ssoSAMLLogin]}
plans:
  TEAM_PLUS:
    price: Contact Sales
    unit: user/month
    features: {ssoSAMLLogin: {value: true}, support: {value: Priority}}
    usageLimits: {maxPages: {value: .inf}, storageLimit: {value: 1000000000}}
  PRO: {price: 12.5, unit: user/month, features: null, usageLimits: {maxPages: {value: 100}}}
  FREE: {price: 0, unit: user/month, features: null, usageLimits: {maxPages: {value: 10}}}
addOns:
  sandbox: {price: 5, unit: per kiosk user/month, availableFor: [PRO, TEAM_PLUS], features: {sandbox: {value: true}}}
  extraPages:
    {price: 0.01, unit: pageView, availableFor: [PRO, GONE], dependsOn: [sandbox], usageLimitsExtensions: {maxPages: {value: 1}}}
  setup: {price: 99, unit: one-time payment, description: We move all your notes over within one day. It costs 99 euro.}
"""


def test_a_price_list(tmp_path: Path) -> None:
    catalogue = imported(SAAS, tmp_path)
    assert [step.offering for step in catalogue.ladders[0].steps] == ["free", "pro", "team-plus"]
    free, pro, plus = (catalogue.by_id[name] for name in ("free", "pro", "team-plus"))
    assert (free.price.amount, plus.price.amount) == (Decimal(0), None)
    assert (pro.price.each, pro.price.per) == ("user", "month")
    assert (pro.extends, plus.extends, plus.features) == ("free", "pro", ("sso-saml-login", "support"))
    assert dict(catalogue.limits_of("team-plus")) == {"pages": Decimal("Infinity"), "storage": Decimal("Infinity"), "sso": 5}
    assert dict(catalogue.limits_of("pro")) == {"pages": 100, "storage": 1}
    assert {metric.id: metric.unit for metric in catalogue.metrics} == {"pages": None, "storage": "GB", "sso": None}
    assert catalogue.features_of("free") == ("pages",)


def test_add_ons_of_a_price_list(tmp_path: Path) -> None:
    catalogue = imported(SAAS, tmp_path)
    found = {complement.offer: (complement.to, complement.reason.said("en")) for complement in catalogue.complements}
    assert found == {
        "sandbox": (("pro", "team-plus"), "It adds sandbox to your plan."),
        "extra-pages": (("pro",), "It gives you more pages than your plan includes."),
        "setup": (("team-plus", "pro", "free"), "We move all your notes over within one day."),
    }
    assert catalogue.by_id["sandbox"].price.each == "kiosk-user"
    assert catalogue.by_id["sandbox"].features == ("sandbox-feature",)
    assert catalogue.by_id["extra-pages"].requires == ("sandbox",)
    assert (catalogue.by_id["extra-pages"].price.each, catalogue.by_id["setup"].price.per) == ("page-view", None)


def test_a_folder_of_years(tmp_path: Path) -> None:
    for year, price in ((2022, 10), (2023, 11)):
        (tmp_path / f"{year}.yml").write_text(SAAS.replace("12.5", str(price)), encoding="utf-8")
    assert "price: 11/user/month" in import_catalogue("pricing2yaml", tmp_path)
    assert "price: 10/user/month" in import_catalogue("pricing2yaml", tmp_path, year=2022)
    with pytest.raises(SourceError, match="no price list of 2021: there are 2022, 2023"):
        import_catalogue("pricing2yaml", tmp_path, year=2021)


def test_a_shop(tmp_path: Path) -> None:
    products = (
        "sku\tname\tprice\tcategory\tdescription\n"
        "B-1\tBag\t30\tDefault Category/Gear/Bags\tA bag.\n"
        'B-2\tBig Bag&trade;\t45\tGear/Bags\tHolds a 15" laptop and more. Strong.\n'
        "B-3\tCheap Bag\t10\tGear/Bags\t\n"
        "S-1\tStrap\t5\tGear/Straps\tMakes any bag lighter on the shoulder.\n"
        "S-2\tStrap\t\tGear/Straps\t\n"
    )
    pairs = ("upsell B-1 B-2", "upsell B-1 B-3", "crosssell B-1 S-1", "crosssell B-2 S-1", "related B-1 S-2", "upsell B-1 X")
    links = "".join(f"{pair}\n" for pair in ("kind sku linked_sku", *pairs)).replace(" ", "\t")
    (tmp_path / "links.tsv").write_text(links, encoding="utf-8")
    catalogue = imported(products, tmp_path, "magento", "products.tsv")
    assert [[step.offering for step in ladder.steps] for ladder in catalogue.ladders] == [["b-1", "b-2"]]
    assert [(one.offer, one.to, one.reason.said("en")) for one in catalogue.complements] == [
        ("s-1", ("b-1", "b-2"), "Makes any bag lighter on the shoulder.")
    ]
    assert [(one.about, one.text.said("en")) for one in catalogue.arguments] == [("b-2", 'Holds a 15" laptop and more.')]
    assert [one.name.said("en") for one in catalogue.offerings][1:] == ["Big Bag™", "Cheap Bag", "Strap (S-1)", "Strap (S-2)"]
    assert (catalogue.by_id["b-1"].category, catalogue.by_id["s-2"].price.amount) == ("Gear/Bags", None)


@pytest.mark.parametrize(
    ("kind", "name", "source", "said"),
    [
        ("pricing2yaml", "a.yml", "plans: [a]", "plans should map names"),
        ("pricing2yaml", "a.yml", "features: {}", "it has no plans"),
        ("pricing2yaml", "a.yml", "plans: {A: {price: 1}", "a.yml:1: a map opened with"),
        ("pricing2yaml", "a.yml", "", "it has no plans"),
        ("pricing2yaml", "a.yml", "saasName: X\ncurrency: XXQ\nplans: {A: {price: 1}}", "there is no currency XXQ"),
        ("spreadsheet", "a.csv", "", "needs a column for the name and one for the price"),
        ("spreadsheet", "a.csv", "Cosa;Quanto\nPane;2\n", "its first row has Cosa, Quanto"),
        ("spreadsheet", "a.csv", "Nome;Prezzo\n", "no rows below its columns"),
        ("spreadsheet", "a.csv", "Nome;Prezzo\nPane;tanto\nLatte;\n;3\n", "row 2: “tanto” is no price"),
        ("spreadsheet", "a.csv", "Nome;Prezzo\nPane;tanto\nLatte;\n;3\n", "row 4: the name is missing"),
        (
            "spreadsheet",
            "a.csv",
            "Nome;Prezzo;Sostituisce\nPane;1;\nPanino;2;Panne\n",
            "row 3: there is no row “Panne”: did you mean Pane?",
        ),
        (
            "spreadsheet",
            "a.csv",
            "Nome;Prezzo;Va con\nPane;1;\nBurro;2;Pane\n",
            "row 3: it goes with something and nothing says why",
        ),
        ("spreadsheet", "a.csv", "Nome;Prezzo;Sostituisce\nA;1;B\nB;2;A\n", "in a circle"),
        (
            "spreadsheet",
            "a.csv",
            "Nome;Prezzo;Sostituisce\nA;1;\nB;0,5;A\n",
            "ladder a-range: b (0.5) after a (1): the ladder goes down",
        ),
        ("spreadsheet", "a.csv", "Nome;Prezzo;Margine\nA;1;tanto\n", "row 2: “tanto” is no margin"),
        ("spreadsheet", "a.xls", "x", "save it as .xlsx or CSV"),
        ("spreadsheet", "a.xlsx", "no zip", "is no Excel file that can be read"),
        ("magento", "products.tsv", "sku\tname\n", "has no column price"),
        ("magneto", "a.tsv", "", "did you mean magento?"),
    ],
)
def test_sources_that_cannot_be_imported(tmp_path: Path, kind: str, name: str, source: str, said: str) -> None:
    file = tmp_path / name
    file.write_text(source, encoding="utf-8")
    with pytest.raises(SourceError) as caught:
        import_catalogue(kind, file)
    assert said in str(caught.value)


@pytest.mark.parametrize("kind", FORMATS)
def test_sources_that_are_not_there(tmp_path: Path, kind: str) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        import_catalogue(kind, tmp_path / "none.txt")


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.binary(max_size=200), kind=st.sampled_from(sorted(FORMATS)), name=st.sampled_from(["a.csv", "a.xlsx", "products.tsv"])
)
def test_any_bytes_are_imported_or_refused(tmp_path: Path, data: bytes, kind: str, name: str) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "links.tsv").write_bytes(b"kind\tsku\tlinked_sku\n")
    with suppress(SourceError):
        import_catalogue(kind, tmp_path / name)
