"""The industries that are recognised in any of their names, as docs/labels.md lists them; an owner's own are heard word for word."""

from __future__ import annotations

INDUSTRIES: tuple[str, ...] = (
    "agriculture", "architecture", "automotive", "banking", "beauty", "catering", "childcare", "cleaning", "construction",
    "consulting", "culture", "dental", "e-commerce", "education", "energy", "events", "fashion", "fitness", "food-production",
    "health", "hospitality", "insurance", "it-services", "accounting", "legal", "logistics", "manufacturing",
    "marketing-agency", "non-profit", "optician", "pets", "pharmacy", "photography", "printing", "public", "real-estate",
    "recruiting", "restaurant", "retail", "security", "software", "telecom", "trades", "transport-services", "travel",
    "veterinary", "wholesale", "winery",
)  # fmt: skip
