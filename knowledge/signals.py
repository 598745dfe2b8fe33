"""What a customer's situation can be, as docs/labels.md defines it: the names triggers and guidelines may use."""

from __future__ import annotations

SIGNALS: tuple[str, ...] = (
    "onboarding", "no-budget", "return-shown", "unproven", "proven", "growth", "near-limit", "manual-work",
    "premium-tried", "value-seen", "low-use", "late-payment", "renewal", "review", "delivered", "checkout",
)  # fmt: skip
