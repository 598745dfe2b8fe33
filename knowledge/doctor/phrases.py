"""Words that give away what a text is about, in the languages owners write."""

from __future__ import annotations

import re

PRICE_TALK = re.compile(
    r"\bprezz[oi]\b|\bscont[oi]\b|\bconvenient[ei]\b|\b(?:più|molto|poco) economic[oahei]+\b"
    r"|\bcosta(?:no)? (?:solo|appena|poco|meno)\b"
    r"|\bprix\b|\bmoins cher|\bpas cher|\bremise\b|\brabais\b|\bpromotion\b"
    r"|\bne coûte(?:nt)? que\b|\bcoûte(?:nt)? (?:seulement|moins)\b"
    r"|\bprice[sd]?\b|\bcheap|\bdiscount|\bbargain|\baffordable\b|\bcosts? (?:only|just|less)\b|\bonly costs?\b",
    re.IGNORECASE,
)
"""A text about what the thing itself costs: costs it spares the customer are no such talk."""

REQUIREMENT = re.compile(
    r"\bindispensabil|\bobbligatori|\bsenza (?:di )?(?:ess[oaie]|quest[oaie]|quell[oaie])?,? ?(?:\w+ ){0,4}non funzion"
    r"|\bindispensable|\bobligatoire|\bne (?:fonctionne|marche)(?:nt)? pas sans"
    r"|\bmandatory\b|\b(?:does not|doesn't|won't|will not|cannot|can't) (?:work|run|function) without|\bis required\b",
    re.IGNORECASE,
)
"""A text about what something does not work without."""
