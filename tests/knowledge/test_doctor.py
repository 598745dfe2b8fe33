from __future__ import annotations

import time

import pytest

from knowledge.doctor import examine
from knowledge.loader import examples, load, load_text, locate

HEAD = "sommelier: 1\nbusiness: {name: T, language: it, languages: [it]}\n"
OFFERINGS = """
offerings:
  - {id: base, name: Base, price: 10/month, margin: 0.5}
  - {id: pro, name: Pro, price: 20/month, margin: 0.5, features: [export]}
  - {id: extra, name: Extra, price: 2/month}
features:
  - {id: export, name: esportazione}
"""


def advice(text: str) -> list[str]:
    """Everything but the opportunities, in short: severity, entry, message."""
    lines = examine(load_text(HEAD + text, "menu.yaml"))
    return [f"{line.severity}: {line.entry}: {line.message}" for line in lines if line.severity != "opportunity"]


LADDER = "ladders: [{id: l, steps: [base, pro]}]\n"
ARGUED = "arguments: [{about: pro, lever: result, text: Esporta da solo., impact: tre ore a settimana}]\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (OFFERINGS + LADDER + ARGUED, "hint: offerings: nothing leads to or from extra"),
        (OFFERINGS + LADDER, "warning: offering pro: it can be proposed as an upgrade and has no argument"),
        (
            OFFERINGS.replace(", features: [export]", "") + LADDER,
            "warning: ladder l: nothing tells pro from base: no feature, no limit, no argument",
        ),
        (
            OFFERINGS.replace("20/month", "10.20/month") + LADDER,
            "warning: ladder l: pro costs hardly more than base, so nobody would choose base",
        ),
        (
            OFFERINGS.replace("20/month", "99/month") + LADDER,
            "warning: ladder l: nothing is offered between base (10/month) and pro (99/month), 10 times as much",
        ),
        (
            OFFERINGS.replace("20/month, margin: 0.5", "20/month, margin: 0.1") + LADDER,
            "warning: ladder l: climbing from base to pro earns less (2.00 after 5.00)",
        ),
        (OFFERINGS.replace("2/month}", "2/month, margin: -0.1}"), "warning: offering extra: every sale of it loses money"),
        (
            OFFERINGS + ARGUED.replace("Esporta da solo.", "Costa solo poco più di Base."),
            "warning: argument about pro: all that is said for it is about its price",
        ),
        (
            OFFERINGS + ARGUED.replace(", impact: tre ore a settimana", ""),
            "hint: arguments: 1 of 1 have no concrete impact: about pro",
        ),
        (
            OFFERINGS + "proofs: [{about: pro, text: Funziona.}]\n",
            "warning: proof about pro: it names no industry, size or need, so it is told to everybody",
        ),
        (OFFERINGS + "needs: [{id: n, name: capire}]\n", "warning: need n: nothing answers it"),
        (
            OFFERINGS + "complements: [{offer: extra, to: base, kind: functional, reason: Va insieme.}]\n",
            "warning: complement extra: its reason says too little",
        ),
        (
            OFFERINGS + "complements: [{offer: extra, to: base, kind: functional, reason: Oggi è in sconto per lei.}]\n",
            "warning: complement extra: its reason is about price",
        ),
        (
            OFFERINGS + "complements: [{offer: extra, to: base, kind: functional, reason: È indispensabile per lavorare.}]\n",
            "warning: complement extra: its reason sounds as if nothing worked without it",
        ),
        (
            OFFERINGS.replace("margin: 0.5}", "margin: 0.5, requires: [extra]}", 1)
            + "complements: [{offer: extra, to: base, kind: functional, reason: Rende base più comodo da usare.}]\n",
            "warning: complement extra: base requires it, so it is no benefit on top",
        ),
        (
            OFFERINGS.replace("2/month", "8/month")
            + "complements: [{offer: extra, to: base, kind: functional, reason: Rende base più comodo.}]\n",
            "warning: complement extra: it costs up to 80 % of what it completes (base), above 30 %",
        ),
        (
            OFFERINGS.replace("2/month", "2/month, margin: 0.1")
            + "complements: [{offer: extra, to: base, kind: functional, reason: Rende base più comodo.}]\n",
            "hint: complement extra: its margin is less than half of that of base",
        ),
        (
            OFFERINGS.replace("2/month", "2/use"),
            "warning: offerings: who pays extra each time can be offered nothing, however much they use",
        ),
        (
            OFFERINGS + ARGUED.replace("}]", ", industries: [studi notarili]}]"),
            "warning: argument about pro: the industry “studi notarili” is recognised only when somebody writes exactly that",
        ),
        (
            OFFERINGS + "needs: [{id: n, name: capire, answered_by: [pro], phrases: [non vedo i conti, non vedo mai i conti]}]\n",
            "hint: need n: its phrases in it are nearly the same, so it is hardly heard in other words",
        ),
    ],
)
def test_advice(text: str, said: str) -> None:
    assert said in advice(text)


def test_a_text_in_one_language_only() -> None:
    text = (
        HEAD.replace("[it]", "[it, en]")
        + OFFERINGS
        + ARGUED
        + "needs: [{id: n, name: capire, answered_by: [pro], phrases: [capire]}]\n"
    )
    lines = [(line.entry, line.message) for line in examine(load_text(text, "menu.yaml"))]
    assert ("arguments", "1 argument would be said in it to everybody") in lines
    assert ("need n", "customers who write in en are not understood: no phrases in it") in lines


def test_nothing_is_said_against_a_saving() -> None:
    saving = ARGUED.replace("lever: result", "lever: saving").replace("Esporta da solo.", "Dimezza il prezzo delle spedizioni.")
    assert not any("about its price" in line for line in advice(OFFERINGS + saving))


@pytest.mark.parametrize(
    "text",
    [
        OFFERINGS.replace("2/month", "2/use") + "ladders: [{id: l, steps: [extra, pro]}]\n",
        OFFERINGS.replace("2/month", "2/use") + "triggers: [{propose: pro, pay_per_use: yes}]\n",
        OFFERINGS + ARGUED.replace("}]", ", industries: [legal]}]"),
        OFFERINGS + "needs: [{id: n, name: capire, answered_by: [pro], phrases: [non vedo i conti, dove finiscono i soldi]}]\n",
    ],
)
def test_what_is_well_is_not_warned_of(text: str) -> None:
    assert not any("each time" in line or "exactly that" in line or "nearly the same" in line for line in advice(text))


def test_the_best_ratio_comes_first() -> None:
    """To a barbecue at 235, a brush at 7 beats a cover at 60 and the dearer barbecue, with as much to say for each."""
    text = HEAD + (
        "offerings:\n  - {id: barbecue, name: Barbecue, price: 235}\n  - {id: brush, name: Spazzola, price: 7}\n"
        "  - {id: cover, name: Telo, price: 60}\n  - {id: grand, name: Grande, price: 335}\n"
        "ladders: [{id: l, steps: [barbecue, grand]}]\n"
        "complements:\n  - {offer: brush, to: barbecue, kind: functional, reason: Tiene pulita la griglia senza fatica.}\n"
        "  - {offer: cover, to: barbecue, kind: protection, reason: Protegge il barbecue dalla pioggia.}\n"
        "arguments:\n"
        + "".join(
            f"  - {{about: {name}, lever: result, text: Dura di più., impact: dieci anni}}\n"
            for name in ("brush", "cover", "grand")
        )
    )
    lines = [line for line in examine(load_text(text, "menu.yaml")) if line.severity == "opportunity"]
    assert [line.entry for line in lines] == ["offering brush", "offering cover", "offering grand"]
    assert lines[0].message == "with barbecue: 3 % more for 1 argument, 1 impact"
    assert lines[0].remedy == "propose it, and add a proof to make it stronger"


@pytest.mark.parametrize("name", examples())
def test_examples_are_examined_quickly(name: str) -> None:
    catalogue = load(locate(name))
    started = time.perf_counter()
    lines = examine(catalogue)
    assert time.perf_counter() - started < 0.5
    assert lines == examine(catalogue)
    assert [line.severity for line in lines] == sorted(
        (line.severity for line in lines), key=["warning", "hint", "opportunity"].index
    )
