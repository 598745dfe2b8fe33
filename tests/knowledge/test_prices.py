from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.catalogue import PriceTag
from knowledge.names import normal, slug, words_of
from knowledge.prices import comparable, money_in, number, tidy, written


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("7,50", "7.50"),
        ("€ 7.50", "7.50"),
        ("7.50 €", "7.50"),
        ("1.200,50 € al mese", "1200.50/month"),
        ("1 200,00 €", "1200.00"),
        ("1.200", "1200"),
        ("$29/mo", "29/month"),
        ("29 euro / utente / mese", "29/user/month"),
        ("15 per user per month", "15/user/month"),
        ("29€ par mois", "29/month"),
        ("a partire da 299 €/mese", "from 299/month"),
        ("dès 299 € par an", "from 299/year"),
        ("su richiesta", "on request"),
        ("Sur devis", "on request"),
        ("gratuito", "0"),
        ("29,-", "29"),
        ("molto", None),
        ("-5", None),
        ("", None),
        ("12/5", None),
    ],
)
def test_prices_as_people_write_them(said: str, meant: str | None) -> None:
    assert tidy(said) == meant


@pytest.mark.parametrize(
    ("said", "amount"),
    [("1,234,567.89", "1234567.89"), ("1.234.567", "1234567"), ("0.125", "0.125"), ("7,5", "7.5"), ("1'200", "1200")],
)
def test_numbers(said: str, amount: str) -> None:
    assert number(said) == Decimal(amount)


@pytest.mark.parametrize(
    ("said", "amounts"),
    [
        ("Solo 30 euro in più", ["30"]),
        ("€1.200 all'anno, non 12 persone", ["1200"]),
        ("1 000 € par mois", ["1000"]),
        ("saves $5 and 3 hours", ["5"]),
        ("in 24 ore, al 100 %", []),
    ],
)
def test_money_in_a_text(said: str, amounts: list[str]) -> None:
    assert [str(amount) for amount in money_in(said)] == amounts


def test_prices_on_one_scale() -> None:
    month, year, seat = PriceTag(Decimal(10), "month"), PriceTag(Decimal(60), "year"), PriceTag(Decimal(5), "month", "user")
    assert comparable(month, year) == (Decimal(10), Decimal(5))
    assert comparable(month, seat) is None
    assert comparable(PriceTag(Decimal(0), "month", "user"), month) == (Decimal(0), Decimal(10))
    assert comparable(month, PriceTag(None)) is None


@given(
    st.decimals(0, 10**6, places=2),
    st.sampled_from([None, "month", "year", "use"]),
    st.sampled_from([None, "user"]),
    st.booleans(),
)
def test_what_is_written_is_tidy(amount: Decimal, per: str | None, each: str | None, starting: bool) -> None:
    price = PriceTag(amount, per, each, starting)  # type: ignore[arg-type]  # any of the periods
    said = written(price)
    assert tidy(said.replace(".", ",")) == tidy(said) == said


@given(st.text())
def test_names_never_fail(name: str) -> None:
    assert slug(name) == "" or slug(name).strip("-") == slug(name)
    assert normal(normal(name)) == normal(name)


def test_names() -> None:
    assert slug("Caffè d'orzo") == "caffe-d-orzo"
    assert slug("Pro", {"pro", "pro-2"}) == "pro-3"
    assert words_of("ssoSAMLLogin") == "sso SAML login"
    assert words_of("BUSINESS_PLUS") == "business plus"
    assert words_of("maxStopsPerRoute") == "max stops per route"
