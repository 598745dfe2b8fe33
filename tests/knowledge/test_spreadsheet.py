from __future__ import annotations

import zipfile
from decimal import Decimal
from pathlib import Path

from knowledge import importers
from knowledge.importers import import_catalogue
from knowledge.importers.columns import COLUMNS
from knowledge.importers.spreadsheet import FIELD_OF
from knowledge.loader import load_text
from knowledge.names import normal
from tests.knowledge.sources import imported

LISTINO = """\
Listino della Trattoria;;;;;;;;
Codice;Prodotto;Prezzo;Categoria;Sostituisce;Si abbina a;Motivo;Beneficio;Margine;Bisogno;Disponibile
;Margherita;€ 7,00;pizza;;;;;68 %;;
buf;Bufala;9,50;pizza;margherita;;;È più cremosa.;0,66;un gusto più pieno;
;Birra;5,50;bevande;;pizza;La birra spegne il piccante.;;;;no
;Catering;su richiesta;;;;;;;;
;Abbonamento;29 al mese;;;;;;;;
"""


def test_a_spreadsheet(tmp_path: Path) -> None:
    catalogue = imported(LISTINO, tmp_path, "spreadsheet", "listino.csv")
    assert (catalogue.business.language, catalogue.business.currency) == ("it", "EUR")
    assert [offering.id for offering in catalogue.offerings] == ["margherita", "buf", "birra", "catering", "abbonamento"]
    assert catalogue.by_id["margherita"].margin == Decimal("0.68")
    assert catalogue.by_id["abbonamento"].price.per == "month"
    assert catalogue.by_id["birra"].available is False
    assert [step.offering for step in catalogue.ladders[0].steps] == ["margherita", "buf"]
    assert [(one.offer, one.to, one.reason.said("it")) for one in catalogue.complements] == [
        ("birra", ("pizza",), "La birra spegne il piccante.")
    ]
    assert catalogue.arguments[0].needs == (catalogue.needs[0].id,) == ("un-gusto-piu-pieno",)


def test_a_spreadsheet_in_french_with_other_marks(tmp_path: Path) -> None:
    table = "Produit\tPrix\tRemplace\tBénéfice\nBase\t10 € / mois\t\t\nPro\t1 200,50 € par an\tBase\tMoins d'erreurs.\n"
    catalogue = imported(table, tmp_path, "spreadsheet", "tarifs.tsv")
    assert catalogue.business.language == "fr"
    assert (catalogue.by_id["pro"].price.amount, catalogue.by_id["pro"].price.per) == (Decimal("1200.50"), "year")
    file = tmp_path / "old.csv"
    file.write_bytes(LISTINO.encode("cp1252"))
    assert "su richiesta" not in import_catalogue("spreadsheet", file)


def workbook(path: Path) -> Path:
    """A small Excel file as Excel writes it: shared texts, numbers, a truth value, an empty cell left out."""
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    shared = "".join(f"<si><t>{word}</t></si>" for word in ("Name", "Price", "Available", "Base &amp; more"))
    cells = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c><c r="D1" t="s"><v>2</v></c></row>'
        '<row r="2"><c r="A2" t="s"><v>3</v></c><c r="C2"><v>29.899999999999999</v></c><c r="D2" t="b"><v>0</v></c></row>'
        '<row r="3"><c r="A3" t="inlineStr"><is><t>Pro</t></is></c><c r="C3"><v>99</v></c></row>'
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/sharedStrings.xml", f"<sst {main}>{shared}</sst>")
        archive.writestr("xl/worksheets/sheet1.xml", f"<worksheet {main}><sheetData>{cells}</sheetData></worksheet>")
    return path


def test_an_excel_file(tmp_path: Path) -> None:
    catalogue = load_text(import_catalogue("spreadsheet", workbook(tmp_path / "prices.xlsx")), "imported")
    assert [(one.name.said("en"), one.price.amount, one.available) for one in catalogue.offerings] == [
        ("Base & more", Decimal("29.9"), False),
        ("Pro", Decimal(99), True),
    ]


def test_the_columns_of_the_readme(tmp_path: Path) -> None:
    """Every heading the README promises is understood, and its example imports."""
    readme = (Path(importers.__file__).parent / "README.md").read_text(encoding="utf-8")
    table = readme.split("## A spreadsheet's columns", 1)[1].split("```", 1)[0]
    rows = [line.strip("|").split("|")[1:] for line in table.splitlines() if line.startswith("| ")][1:]
    assert len(rows) == len(COLUMNS)
    for cells in rows:
        fields = {FIELD_OF[normal(name)][0] for cell in cells for name in cell.split(",")}
        assert len(fields) == 1, cells
    example = readme.split("```csv\n", 1)[1].split("```", 1)[0]
    assert len(imported(example, tmp_path, "spreadsheet", "listino.csv").offerings) == 3
