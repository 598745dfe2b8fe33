"""What owners call the columns of their price lists, and the words in them, in Italian, French and English."""

from __future__ import annotations

from collections.abc import Mapping

COLUMNS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "id": {"": ("id", "sku", "ref"), "en": ("code",), "it": ("codice", "riferimento"), "fr": ("référence", "réf")},
    "name": {
        "en": ("name", "product", "service", "title", "item"),
        "it": ("nome", "prodotto", "servizio", "articolo", "titolo"),
        "fr": ("nom", "produit", "prestation", "désignation", "libellé", "intitulé"),
    },
    "price": {
        "en": ("price", "cost", "rate", "amount"),
        "it": ("prezzo", "costo", "tariffa", "importo", "listino"),
        "fr": ("prix", "tarif", "montant", "coût"),
    },
    "period": {
        "en": ("period", "per", "billing", "billing period"),
        "it": ("periodo", "ogni", "fatturazione"),
        "fr": ("période", "par", "facturation"),
    },
    "category": {
        "en": ("category", "group", "family"),
        "it": ("categoria", "gruppo", "famiglia", "reparto"),
        "fr": ("catégorie", "groupe", "famille", "rayon"),
    },
    "description": {"en": ("description", "details"), "it": ("descrizione", "dettagli"), "fr": ("descriptif", "détails")},
    "aliases": {
        "en": ("aliases", "other names", "also called", "synonyms"),
        "it": ("altri nomi", "sinonimi", "detto anche"),
        "fr": ("autres noms", "synonymes", "appelé aussi"),
    },
    "replaces": {
        "en": ("replaces", "upgrade of", "better version of", "upsell of", "instead of"),
        "it": ("sostituisce", "versione migliore di", "upgrade di", "migliora", "al posto di"),
        "fr": ("remplace", "version supérieure de", "montée en gamme de", "au lieu de", "améliore"),
    },
    "goes_with": {
        "en": ("goes with", "completes", "add on to", "cross sell of", "sold with", "complements"),
        "it": ("si abbina a", "abbinamento", "abbinamenti", "va con", "completa", "insieme a"),
        "fr": ("va avec", "accompagne", "complète", "s associe à", "avec"),
    },
    "reason": {"en": ("reason", "why"), "it": ("motivo", "perché", "ragione"), "fr": ("raison", "pourquoi", "motif")},
    "argument": {
        "en": ("argument", "benefit", "value", "value argument"),
        "it": ("argomento", "beneficio", "vantaggio", "argomento di valore"),
        "fr": ("bénéfice", "avantage", "argument de valeur"),
    },
    "impact": {"": ("impact",), "en": ("figure",), "it": ("impatto", "risultato concreto"), "fr": ("résultat concret",)},
    "lever": {"en": ("lever",), "it": ("leva",), "fr": ("levier",)},
    "kind": {"en": ("kind",), "it": ("genere", "tipo"), "fr": ("genre", "type")},
    "margin": {"en": ("margin",), "it": ("margine",), "fr": ("marge",)},
    "need": {"en": ("need", "goal"), "it": ("bisogno", "esigenza", "obiettivo"), "fr": ("besoin", "objectif")},
    "available": {"en": ("available", "in stock"), "it": ("disponibile",), "fr": ("disponibilité", "en stock")},
    "internal": {"": ("notes", "note"), "en": ("internal",), "it": ("note interne",), "fr": ("notes internes",)},
}
"""By field and language: what its column may be called. Names of no language in particular stand under ""."""

KINDS: Mapping[str, tuple[str, ...]] = {
    "version": ("version", "versione"),
    "performance": ("performance", "prestazioni", "prestazione"),
    "extension": ("extension", "estensione"),
    "personalisation": ("personalisation", "personalization", "personalizzazione", "personnalisation", "su misura", "sur mesure"),
    "functional": ("functional", "funzionale", "fonctionnel", "fonctionnelle", "accessorio", "accessory", "accessoire"),
    "protection": ("protection", "protezione", "garanzia", "garantie", "warranty"),
    "expansion": ("expansion", "espansione"),
    "strategic": ("strategic", "strategico", "strategica", "stratégique"),
}
LEVERS: Mapping[str, tuple[str, ...]] = {
    "result": ("result", "risultato", "résultat"),
    "risk": ("risk", "rischio", "risque", "sicurezza", "sécurité", "safety"),
    "saving": ("saving", "savings", "risparmio", "économie", "économies", "tempo", "temps", "time"),
    "peace-of-mind": ("peace of mind", "tranquillità", "serenità", "tranquillité", "sérénité"),
}
NO = frozenset({"no", "non", "false", "falso", "faux", "0", "n", "esaurito", "épuisé"})
CURRENCIES: Mapping[str, str] = {
    "€": "EUR",
    "eur": "EUR",
    "euro": "EUR",
    "£": "GBP",
    "gbp": "GBP",
    "$": "USD",
    "usd": "USD",
    "chf": "CHF",
}
