"""Names on one footing: ids from names, and names that sound the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection


def normal(name: str) -> str:
    """Letters and digits only, without accents or case: what a customer would write for it."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    return " ".join(re.findall(r"\w+", "".join(letter for letter in plain if not unicodedata.combining(letter))))


def slug(name: str, taken: Collection[str] = ()) -> str:
    """An id for a name, numbered where it is taken: "Caffè d'orzo" is caffe-d-orzo. Empty when no letter or digit is left."""
    plain = "".join(letter for letter in normal(name) if letter.isascii())
    base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    number, written = 1, base
    while written in taken:
        number += 1
        written = f"{base}-{number}"
    return written


def words_of(identifier: str) -> str:
    """An identifier of a program as words: "ssoSAMLLogin" and "BUSINESS_PLUS" are "sso SAML login" and "business plus"."""
    parts = re.findall(r"[A-Z]+(?![a-z])\d*|[A-Z]?[a-z]+\d*|\d+", identifier.replace("_", " "))
    shouting = identifier.upper() == identifier
    return " ".join(part if part.isupper() and len(part) > 1 and not shouting else part.lower() for part in parts)
