"""How a customer stands towards us after one message: trouble, doubt, thanks, and what only sounds like them; in three languages."""

from __future__ import annotations

import pytest

from tests.house import Talk, new_assistant

# catalogue | role | hold, or the verdict in brackets | message
MESSAGES = """
garden | customer | open-problem | ho comprato il tagliaerba la settimana scorsa, non parte
garden | customer | open-problem | j'ai acheté la tondeuse la semaine dernière, elle démarre pas
garden | customer | open-problem | I bought the mower last week, it won't start
garden | customer | (None) | grazie mille, tutto arrivato ieri e perfetto
garden | customer | (None) | merci beaucoup, tout est arrivé hier, parfait
garden | customer | (None) | thanks a lot, it all came yesterday, perfect
management-software | rep | (offer) | cliente su Base, contentissimo, ma si lamenta che ricopia tutto a mano
management-software | rep | (offer) | client sur Base, ravi, mais il râle parce qu'il recopie tout à la main
management-software | rep | (offer) | client on Base, delighted, but moans about copying everything by hand
management-software | rep | open-problem | cliente su Base furioso, non si apre più niente da ieri
management-software | customer | (ask) | vorrei iscrivermi ma non so bene quale formula prendere
management-software | customer | (ask) | je voudrais m'inscrire mais je sais pas trop quelle formule prendre
management-software | customer | (ask) | I'd like to sign up but I'm not sure which one to take
management-software | customer | open-problem | il vostro ufficio è chiuso adesso e il gestionale non si apre più
management-software | customer | open-problem | your office is closed now and the software keeps crashing
garden | customer | (ask) | vorrei qualcosa ma non ho idea di cosa mi serva
garden | customer | (ask) | je voudrais quelque chose mais aucune idée de ce qu'il me faut
garden | customer | (ask) | i want to get something but no clue what i need
garden | customer | refused | no thanks
insurance | customer | (offer) | ho l'auto assicurata da voi. ieri il tubo della lavatrice ha allagato il vicino di sotto e adesso vuole i danni
insurance | customer | (offer) | ma voiture est assurée chez vous. hier le tuyau du lave-linge a inondé le voisin du dessous, il me réclame les dégâts
insurance | customer | (offer) | my car's insured with you. yesterday the washing machine flooded the flat below and they want me to pay
garden | rep | open-problem | cliente arrabbiatissima, il barbecue arrivato ieri ha la griglia storta. che le propongo?
garden | rep | open-problem | cliente furieux, le barbecue livré hier a la grille tordue. je propose quoi ?
garden | rep | open-problem | client fuming, the barbecue came yesterday with a bent grill. what do i pitch?
project-tool | customer | hesitant | non sono proprio convinto, ma intanto mi abbono a Starter
project-tool | customer | hesitant | je ne suis pas très convaincu, mais je m'abonne à Starter quand même
project-tool | customer | hesitant | I'm not really convinced, but I'll subscribe to Starter anyway
"""


@pytest.mark.parametrize("row", MESSAGES.strip().splitlines())
def test_how_they_stand(row: str) -> None:
    catalog, role, expected, text = (part.strip() for part in row.split("|"))
    reply = Talk(new_assistant(catalog), f"mood-{text}", role).say(text)  # type: ignore[arg-type]
    assert (reply.hold["reason"] if reply.hold else f"({reply.verdict})") == expected, reply.text
