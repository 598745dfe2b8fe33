"""Names of products in sentences: articles, contracted prepositions, elision, number; proper names bare; what is unsure quoted."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from bot.grammar import noun
from bot.voice import Voice, filled
from knowledge import loader
from knowledge.catalogue import Catalogue

CYCLES = str(Path(__file__).parent / "cycles.yaml")
EXAMPLES = sorted((Path(loader.__file__).parent / "examples").glob("*.yaml"))
PLURAL = {"it": "costa|costano", "fr": "coûte|coûtent", "en": "costs|cost"}


@cache
def catalogue(name: str) -> Catalogue:
    return loader.load(loader.locate(name))


def said(template: str, name: str, product: str, language: str) -> str:
    return filled(template, {"name": noun(catalogue(name), product, Voice(language, ""))})


@pytest.mark.parametrize(("name", "product", "it", "fr", "en"), [
    (CYCLES, "easy", "su Ruota Easy", "de Ruota Easy", "with Ruota Easy"),
    (CYCLES, "electric", "sulla bici elettrica Zefiro", "du vélo électrique Zefiro", "with the Zefiro electric bike"),
    (CYCLES, "gloves", "sui guanti imbottiti", "des gants rembourrés", "with the padded gloves"),
    (CYCLES, "theft-cover", "sulla copertura furto", "de l'assurance vol", "with theft insurance"),
    (CYCLES, "fitting", "sulla consegna e sul montaggio", "de la livraison et du montage", "with delivery and assembly"),
    (CYCLES, "odd", "su «Due ruote e via»", "de « À deux roues »", "with “Off you go”"),
    ("management-software", "pro", "su Pro", "de Pro", "with Pro"),
    ("management-software", "enterprise", "su Enterprise", "d'Enterprise", "with Enterprise"),
    ("management-software", "document-management", "sulla gestione documentale", "de la gestion documentaire", "with document management"),
    ("insurance", "car", "sull'assicurazione auto", "de l'assurance auto", "with car insurance"),
    ("shoes", "rain-spray", "sull'impermeabilizzante", "de l'imperméabilisant", "with the waterproofing spray"),
    ("shoes", "city-canvas", "sulle sneaker City in tela", "des baskets City en toile", "with the City sneakers in canvas"),
    ("trades-software", "web", "sul modulo Web", "du module Web", "with the Web module"),
    ("garden", "furniture-cover", "sulla copertura per arredi", "de la housse pour mobilier", "with the furniture cover"),
    ("pizzeria", "margherita", "sulla margherita", "de Margherita", "with Margherita"),
    ("pizzeria", "prosciutto-funghi", "su «Prosciutto e funghi»", "de « Jambon et champignons »", "with the ham and mushroom"),
    ("design-tool", "extra-storage", "sullo spazio aggiuntivo 100 GB", "de l'espace supplémentaire 100 Go", "with the extra 100 GB of space"),
])  # fmt: skip
def test_prepositions(name: str, product: str, it: str, fr: str, en: str) -> None:
    for language, form, expected in (("it", "on", it), ("fr", "of", fr), ("en", "with", en)):
        assert said(f"… {{name:{form}}}", name, product, language) == f"… {expected}"


@pytest.mark.parametrize(("product", "it", "fr", "en"), [
    ("helmet", "Il casco costa", "Le casque coûte", "The helmet costs"),
    ("gloves", "I guanti imbottiti costano", "Les gants rembourrés coûtent", "The padded gloves cost"),
    ("fitting", "La consegna e il montaggio costano", "La livraison et le montage coûtent", "Delivery and assembly costs"),
    ("family", "Ruota Family costa", "Ruota Family coûte", "Ruota Family costs"),
])  # fmt: skip
def test_agreement(product: str, it: str, fr: str, en: str) -> None:
    for language, expected in (("it", it), ("fr", fr), ("en", en)):
        assert said(f"{{name:The}} {{name:{PLURAL[language]}}}", CYCLES, product, language) == expected


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("language", ["it", "fr", "en"])
def test_every_shipped_name_stands_in_every_form(path: Path, language: str) -> None:
    voice = Voice(language, "")
    for offering in catalogue(path.stem).offerings:
        name = noun(catalogue(path.stem), offering, voice)
        for form in ("the", "to", "of", "on", "with", "for"):
            assert offering.name.said(language).casefold() in format(name, form).casefold() or " e " in name or " et " in name
        assert str(name) == offering.name.said(language)


def test_one_language_alone(tmp_path: Path) -> None:
    names = ("Premium Support Plan", "Managed firewall", "Zelda", "Onboarding", "Site visits")
    path = tmp_path / "one.yaml"
    offerings = "\n".join(f"  - {{id: p{i}, name: {name}, price: 10}}" for i, name in enumerate(names))
    path.write_text(
        f"sommelier: 1\nbusiness: {{name: Acme, language: en, languages: [en]}}\nofferings:\n{offerings}\n", encoding="utf-8"
    )
    forms = [format(noun(catalogue(str(path)), f"p{i}", Voice("en", "")), "with") for i in range(len(names))]
    assert forms == [
        "with the Premium Support Plan",
        "with the managed firewall",
        "with Zelda",
        "with onboarding",
        "with the site visits",
    ]


def test_plain_text_takes_every_form() -> None:
    assert filled("{name:The} {name:costa|costano}", {"name": "Pro e Base"}) == "Pro e Base costa"
