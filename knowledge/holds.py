"""Reasons to propose nothing now (R4–R7, R17, R18, R22, R24): one named function each, first that applies wins."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from knowledge.advice import Customer, HoldReason, Reason
from knowledge.catalogue import Catalogue
from knowledge.relations import steps_below
from knowledge.usage import fits_use, known_use

Hold = tuple[HoldReason, Reason]


def opted_out(catalogue: Catalogue, customer: Customer) -> Hold | None:
    """They asked for no more proposals (R17)."""
    return ("opted-out", Reason("R17", "the customer opted out of proposals")) if customer.opted_out else None


def person_asked(catalogue: Catalogue, customer: Customer) -> Hold | None:
    """They want a human: get one first (R4)."""
    return ("person-asked", Reason("R4", "the customer asked for a person")) if customer.person_asked else None


def open_problem(catalogue: Catalogue, customer: Customer) -> Hold | None:
    """A complaint or fault is open: fix it first (R4)."""
    return ("open-problem", Reason("R4", "a complaint or fault is open; solve it first")) if customer.open_problem else None


def leaving(catalogue: Catalogue, customer: Customer) -> Hold | None:
    """They talk of cancelling or going down a plan (R24)."""
    return ("leaving", Reason("R24", "the customer wants to cancel or downgrade")) if customer.leaving else None


def refused(catalogue: Catalogue, customer: Customer) -> Hold | None:
    """A no in this conversation, and nothing asked for since (R17)."""
    return ("refused", Reason("R17", "a proposal was refused in this conversation")) if customer.refused_here else None


def nothing_more(catalogue: Catalogue, customer: Customer) -> Hold | None:
    """They want what they named and nothing else (R17)."""
    if customer.nothing_more and not customer.asked:
        return "refused", Reason("R17", "they want what they named and nothing else")
    return None


def hesitant(catalogue: Catalogue, customer: Customer) -> Hold | None:
    """Unsure or unconvinced (R7)."""
    return ("hesitant", Reason("R7", "the customer is hesitant; pushing would lose them")) if customer.hesitant else None


def no_budget(catalogue: Catalogue, customer: Customer) -> Hold | None:
    """No money now and no return shown (R6)."""
    if "return-shown" in customer.signals:
        return None
    if "no-budget" in customer.signals:
        return "no-budget", Reason("R6", "early stage or no budget, and no return has been shown")
    if "late-payment" in customer.signals:
        return "no-budget", Reason("R6", "invoices are overdue")
    return None


def unproven(catalogue: Catalogue, customer: Customer) -> Hold | None:
    """More of something whose first use is not proven yet (R22)."""
    if customer.signals & {"proven", "value-seen"}:
        return None
    if "unproven" in customer.signals:
        return "unproven", Reason("R22", "the first use case is not proven yet")
    if "low-use" in customer.signals and not customer.signals & {"growth", "near-limit"}:
        return "unproven", Reason("R22", "they hardly use what they have")
    return None


def onboarding(catalogue: Catalogue, customer: Customer) -> Hold | None:
    """A few days or weeks into what they own (R5)."""
    if customer.basket:
        return None
    days = customer.tenure_days
    if days is not None and days > catalogue.policies.onboarding_days:
        return None
    if "onboarding" in customer.signals or (days is not None and customer.owned):
        return "onboarding", Reason("R5", "they are still getting started with what they have")
    return None


def capped(catalogue: Catalogue, customer: Customer) -> Hold | None:
    """Approached unasked, in another conversation, within the pause (R18)."""
    if customer.asked:
        return None
    since = customer.at - timedelta(days=catalogue.policies.unasked_pause_days)
    if any(offer.unasked and not offer.here and offer.at > since for offer in customer.history):
        return "capped", Reason("R18", f"approached unasked within {catalogue.policies.unasked_pause_days} days")
    return None


HOLDS: tuple[Callable[[Catalogue, Customer], Hold | None], ...] = (
    opted_out, person_asked, open_problem, leaving, refused, nothing_more, no_budget, unproven, onboarding, hesitant, capped,
)  # fmt: skip


def first_hold(catalogue: Catalogue, customer: Customer) -> Hold | None:
    """The first reason to hold, if any."""
    return next((hold for check in HOLDS if (hold := check(catalogue, customer))), None)


def sufficient(catalogue: Catalogue, customer: Customer) -> str | None:
    """For who leaves or gets smaller: the lowest tier under theirs that covers every count that was told (R24)."""
    if not (customer.leaving or customer.shrinking) or not known_use(catalogue, customer):
        return None
    owned = [line.product for line in customer.owned if line.product in catalogue.by_id]
    below = [step for product in owned for step in steps_below(catalogue, product) if catalogue.by_id[step].available]
    counted = [step for step in below if set(catalogue.limits_of(step)) & set(known_use(catalogue, customer))]
    return next((step for step in reversed(counted) if fits_use(catalogue, customer, step)), None)
