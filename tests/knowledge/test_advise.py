"""What is proposed, asked or held for what is known of a customer, on a made-up business and on shipped ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import loader
from knowledge.advice import Advice, Customer, Line, Use
from knowledge.advise import advise
from knowledge.catalogue import Catalogue
from knowledge.holds import sufficient
from knowledge.signals import SIGNALS

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
CELLAR = Path(__file__).parent / "cellar.yaml"
NOBODY = Customer(at=AT)


@cache
def catalogue(name: str = "") -> Catalogue:
    return loader.load(loader.locate(name) if name else CELLAR)


def buying(*products: str) -> Customer:
    return replace(NOBODY, basket=tuple(Line(product) for product in products))


def having(*products: str) -> Customer:
    return replace(NOBODY, owned=tuple(Line(product) for product in products))


def rowers(count: int) -> dict[str, Use]:
    return {"rowers": Use(used=Decimal(count))}


def offered(advice: Advice) -> list[str]:
    return [proposal.product for proposal in advice.proposals]


def gates(advice: Advice) -> dict[str | None, str | None]:
    return {reason.subject: reason.code for reason in advice.excluded}


class TestNothingHeard:
    def test_a_purchase_gets_one_modest_addition(self) -> None:
        assert offered(advise(catalogue(), buying("quay"))) == ["locker"]

    def test_or_the_modest_next_step(self) -> None:
        assert offered(advise(catalogue(), buying("oars"))) == ["carbon-oars"]
        assert offered(advise(catalogue("pizzeria"), buying("margherita"))) == ["bufala"]

    def test_not_a_steep_step(self) -> None:
        bought = advise(catalogue(), buying("quay"))
        assert gates(bought)["river"] == "steep"
        asked = advise(catalogue(), replace(having("river", "locker", "cover"), asked=True))
        assert (asked.verdict, asked.ask_about) == ("ask", "more-rowers")

    def test_what_is_owned_gets_none_unasked(self) -> None:
        assert advise(catalogue(), having("quay")).verdict == "ask"

    @given(st.sampled_from(["pizzeria", "crm", "shoes", "electronics", "garden", "insurance", "coaching"]), st.data())
    def test_never_two(self, name: str, data: st.DataObject) -> None:
        bought = data.draw(st.sampled_from([offering.id for offering in catalogue(name).offerings]))
        assert len(advise(catalogue(name), buying(bought)).proposals) <= 1


class TestNeeds:
    def test_a_faint_need_is_asked_about(self) -> None:
        advice = advise(catalogue(), replace(buying("quay"), needs={"row-better": 0.3}))
        assert (advice.verdict, advice.ask_about) == ("ask", "row-better")
        owned = advise(catalogue(), replace(having("quay"), needs={"stay-safe": 0.3}))
        assert (owned.verdict, owned.ask_about) == ("ask", "stay-safe")

    def test_unless_it_chooses_among_modest_additions(self) -> None:
        assert offered(advise(catalogue(), replace(buying("quay"), needs={"stay-safe": 0.3}))) == ["cover"]

    def test_a_clear_one_is_answered(self) -> None:
        assert offered(advise(catalogue(), replace(buying("quay"), needs={"stay-safe": 0.8}))) == ["cover"]

    def test_two_offers_answer_two_needs(self) -> None:
        both = replace(buying("quay"), needs={"stay-safe": 0.8, "keep-dry": 0.7})
        assert sorted(offered(advise(catalogue(), both))) == ["cover", "locker"]
        faint = replace(buying("quay"), needs={"stay-safe": 0.8, "keep-dry": 0.3})
        assert offered(advise(catalogue(), faint)) == ["cover"]

    def test_one_that_nothing_answers_gives_way_to_no_default(self) -> None:
        advice = advise(catalogue(), replace(buying("quay"), needs={"go-faster": 0.9}))
        assert (advice.verdict, advice.suggested) == ("ask", "carbon-oars")
        had = replace(having("quay", "carbon-oars"), basket=(Line("river"),), needs={"go-faster": 0.9})
        assert advise(catalogue(), had).verdict == "offer"

    def test_room_for_more_is_no_need_of_who_has_plenty(self) -> None:
        few = replace(having("quay"), needs={"more-rowers": 0.9}, usage=rowers(4), asked=True)
        assert "river" not in offered(advise(catalogue(), few))
        assert offered(advise(catalogue(), replace(few, usage=rowers(9)))) == ["river"]

    def test_nor_of_a_team_that_is_small(self) -> None:
        few = replace(having("quay"), needs={"more-rowers": 0.9}, size=4, asked=True)
        assert "river" not in offered(advise(catalogue(), few))


class TestGrowth:
    def test_full_seats_are_a_reason(self) -> None:
        assert offered(advise(catalogue(), replace(having("quay"), usage=rowers(10)))) == ["river"]

    def test_so_is_growth_over_half_of_them(self) -> None:
        growing = replace(having("river"), usage=rowers(24), signals=frozenset({"growth"}))
        assert offered(advise(catalogue(), growing)) == ["lake"]
        assert offered(advise(catalogue(), replace(growing, signals=frozenset()))) == []

    def test_growth_of_a_few_is_none(self) -> None:
        assert offered(advise(catalogue(), replace(having("quay"), usage=rowers(2), signals=frozenset({"growth"})))) == []

    def test_growth_nobody_counted_is_asked_about(self) -> None:
        growing = replace(having("river", "locker"), signals=frozenset({"growth"}), asked=True)
        assert (advise(catalogue(), growing).verdict, advise(catalogue(), growing).ask_about) == ("ask", "more-rowers")

    def test_a_size_beyond_the_tier_counts(self) -> None:
        assert offered(advise(catalogue(), replace(buying("quay"), size=25))) == ["river"]
        assert offered(advise(catalogue(), replace(buying("quay"), size=60))) == ["lake"]

    def test_what_is_looked_at_is_full_only_when_it_is(self) -> None:
        assert offered(advise(catalogue(), replace(having("quay"), usage=rowers(8)))) == ["river"]
        assert offered(advise(catalogue(), replace(buying("quay"), usage=rowers(8)))) != ["river"]
        assert offered(advise(catalogue(), replace(buying("quay"), usage=rowers(11)))) == ["river"]

    def test_the_lowest_tier_is_named_where_it_has_room(self) -> None:
        counted = replace(NOBODY, usage=rowers(9), asked=True)
        assert (advise(catalogue(), counted).verdict, advise(catalogue(), counted).suggested) == ("ask", "quay")
        assert advise(catalogue(), replace(counted, usage=rowers(11))).suggested != "quay"
        assert advise(catalogue(), replace(NOBODY, asked=True)).suggested is None

    def test_a_limit_reached_that_nobody_named(self) -> None:
        assert offered(advise(catalogue(), replace(having("quay"), signals=frozenset({"near-limit"})))) == ["river"]


class TestBase:
    def test_an_addition_waits_for_what_it_completes(self) -> None:
        advice = advise(catalogue(), replace(NOBODY, needs={"stay-safe": 0.45}))
        assert (advice.verdict, advice.ask_about, advice.options) == ("ask", "product", ("quay", "river", "lake"))

    def test_a_need_told_surely_stands_for_it(self) -> None:
        assert offered(advise(catalogue(), replace(NOBODY, needs={"stay-safe": 0.9}))) == ["cover"]

    def test_nothing_they_are_past(self) -> None:
        past = replace(having("lake"), considering=("quay",), needs={"more-rowers": 0.9}, asked=True)
        assert not {"quay", "river", "lake"} & set(offered(advise(catalogue(), past)))

    def test_no_start_for_who_started_long_ago(self) -> None:
        long = replace(having("quay"), needs={"bring-boats": 0.9}, tenure_days=900)
        assert gates(advise(catalogue(), long))["moving-in"] == "wrong-moment"
        assert offered(advise(catalogue(), replace(buying("quay"), needs={"bring-boats": 0.9}))) == ["moving-in"]


class TestSmaller:
    def test_nothing_larger(self) -> None:
        advice = advise(catalogue(), replace(having("quay"), shrinking=True, signals=frozenset({"growth"}), usage=rowers(9)))
        assert (advice.verdict, advice.hold) == ("hold", "nothing-fits")

    def test_the_tier_that_is_enough_is_named(self) -> None:
        left = replace(having("lake"), shrinking=True, usage=rowers(6), asked=True)
        assert sufficient(catalogue(), left) == "quay"
        leaving = replace(left, leaving=True, usage=rowers(12))
        assert (advise(catalogue(), leaving).hold, sufficient(catalogue(), leaving)) == ("leaving", "river")

    def test_none_is_named_when_nothing_is_known(self) -> None:
        assert sufficient(catalogue(), replace(having("lake"), leaving=True)) is None


class TestWishes:
    def test_nothing_over_the_budget(self) -> None:
        eager = replace(buying("oars"), needs={"go-faster": 0.9}, budget=Decimal(110))
        assert gates(advise(catalogue(), eager))["carbon-oars"] == "over-budget"
        assert offered(advise(catalogue(), replace(eager, budget=Decimal(130)))) == ["carbon-oars"]

    def test_the_tier_below_is_not_over_it(self) -> None:
        advice = advise(catalogue(), replace(NOBODY, needs={"go-faster": 0.9}, budget=Decimal(110)))
        assert (advice.verdict, advice.suggested) == ("ask", "oars")

    def test_a_budget_counts_what_is_in_the_basket(self) -> None:
        full = replace(buying("quay"), needs={"row-better": 0.9}, budget=Decimal(80), budget_per="month")
        assert gates(advise(catalogue(), full))["coach"] == "over-budget"

    def test_a_yearly_budget_is_compared_by_year(self) -> None:
        yearly = replace(buying("quay"), needs={"stay-safe": 0.9}, budget=Decimal(500), budget_per="year")
        assert gates(advise(catalogue(), yearly))["cover"] == "over-budget"
        assert offered(advise(catalogue(), replace(yearly, budget=Decimal(600)))) == ["cover"]

    def test_only_that_means_only_that(self) -> None:
        assert advise(catalogue(), replace(buying("quay"), nothing_more=True)).hold == "refused"


@given(
    st.sampled_from(["pizzeria", "crm", "management-software", "project-tool", "insurance"]),
    st.frozensets(st.sampled_from(SIGNALS), max_size=3),
    st.booleans(),
    st.data(),
)
def test_whatever_is_known(name: str, signals: frozenset[str], asked: bool, data: st.DataObject) -> None:
    held = catalogue(name)
    ids = [offering.id for offering in held.offerings]
    needs = data.draw(st.dictionaries(st.sampled_from([need.id for need in held.needs]), st.floats(0.25, 1), max_size=3))
    owned, bought = (data.draw(st.lists(st.sampled_from(ids), max_size=2, unique=True)) for _ in range(2))
    customer = replace(
        NOBODY,
        owned=tuple(map(Line, owned)),
        basket=tuple(map(Line, bought)),
        needs=needs,
        signals=signals,
        asked=asked,
        shrinking=data.draw(st.booleans()),
        budget=data.draw(st.none() | st.decimals(1, 500, places=0)),
    )
    advice = advise(held, customer)
    assert len(advice.proposals) <= 2
    assert bool(advice.proposals) == (advice.verdict == "offer")
    assert not {*owned, *bought} & set(offered(advice))
    for proposal in advice.proposals:
        assert not (customer.shrinking and proposal.move == "upsell")
    assert advice == advise(held, customer)


@pytest.mark.parametrize("name", ["", "crm", "pizzeria"])
def test_nobody_known_is_asked(name: str) -> None:
    assert advise(catalogue(name), NOBODY).ask_about == "goal"
