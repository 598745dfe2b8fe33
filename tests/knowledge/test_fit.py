"""The answer to "can I pitch them this one?": yes with a proposal, or no with what stops it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from knowledge.advice import Customer, Line
from knowledge.fit import fit_of
from tests.knowledge.test_advise import NOBODY, buying, catalogue, having, rowers


def test_what_they_have_covers_them() -> None:
    fit = fit_of(catalogue(), replace(having("quay"), usage=rowers(4), considering=("lake",)), "lake")
    assert (fit.fits, fit.reason.code, fit.covered_by) == (False, "covered", "quay")
    assert (fit.metric, fit.used, fit.limit) == ("rowers", Decimal(4), Decimal(10))


def test_a_small_team_is_covered_too() -> None:
    assert fit_of(catalogue(), replace(having("quay"), size=3), "river").reason.code == "covered"


def test_a_tier_named_beside_theirs_is_not_taken_for_owned() -> None:
    assert fit_of(catalogue(), replace(having("quay", "lake"), usage=rowers(4)), "lake").covered_by == "quay"


def test_full_seats_speak_for_it() -> None:
    fit = fit_of(catalogue(), replace(having("quay"), usage=rowers(10)), "river")
    assert fit.fits
    assert fit.proposal
    assert (fit.proposal.product, fit.proposal.replaces, fit.reason.code) == ("river", "quay", "fits")


def test_a_need_speaks_for_an_addition() -> None:
    assert fit_of(catalogue(), replace(buying("quay"), needs={"stay-safe": 0.9}), "cover").fits


NOES: list[tuple[str, Customer, str]] = [
    ("had", having("quay", "locker"), "locker"),
    ("no-need", having("quay"), "cover"),
    ("no-need", buying("quay"), "river"),
    ("no-link", NOBODY, "cover"),
    ("lower-rung", replace(having("quay"), usage=rowers(12)), "lake"),
    ("over-budget", replace(buying("oars"), needs={"go-faster": 0.9}, budget=Decimal(110)), "carbon-oars"),
    ("wrong-moment", replace(having("quay"), needs={"bring-boats": 0.9}, tenure_days=900), "moving-in"),
    ("smaller", replace(having("quay"), usage=rowers(10), shrinking=True), "river"),
    ("hold", replace(having("quay"), usage=rowers(10), open_problem=True), "river"),
]


@pytest.mark.parametrize(("code", "customer", "product"), NOES)
def test_a_no_says_why(code: str, customer: Customer, product: str) -> None:
    fit = fit_of(catalogue(), customer, product)
    assert (fit.fits, fit.reason.code, fit.proposal) == (False, code, None)


def test_without_a_need_it_says_what_to_ask() -> None:
    assert fit_of(catalogue(), having("quay"), "cover").ask_about == "stay-safe"


def test_a_hold_is_named() -> None:
    assert fit_of(catalogue(), replace(NOBODY, owned=(Line("quay"),), hesitant=True), "river").hold == "hesitant"


def test_shipped_catalogues() -> None:
    base = having("base")
    assert fit_of(catalogue("management-software"), replace(base, needs={"see-margins": 0.9}), "enterprise").fits is False
    assert fit_of(catalogue("crm"), replace(base, signals=frozenset({"manual-work"})), "flow").fits
