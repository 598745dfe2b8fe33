"""The labels of docs/labels.md, in the three families a `Reading` keeps apart."""

from __future__ import annotations

ACTS = (
    "order", "change", "ask-advice", "ask-product", "ask-price", "accept", "refuse", "postpone", "object", "hesitate",
    "complain", "report-problem", "cancel", "inform", "greet", "thank", "leave", "ask-person", "opt-out", "other",
)  # fmt: skip
OBJECTIONS = (
    "objection-price", "objection-need", "objection-time", "objection-trust",
    "objection-authority", "objection-lock-in", "objection-experience",
)  # fmt: skip
SIGNALS = (
    "onboarding", "no-budget", "return-shown", "unproven", "proven", "growth", "near-limit", "manual-work",
    "premium-tried", "value-seen", "low-use", "late-payment", "renewal", "review", "delivered", "checkout",
)  # fmt: skip
LABELS = (*ACTS, *OBJECTIONS, *SIGNALS)
