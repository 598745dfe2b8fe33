"""A catalogue's names and phrases as the plain words the reader needs: the only place where `knowledge` meets `nlu`."""

from __future__ import annotations

from collections.abc import Mapping

from knowledge.catalogue import Catalogue, Phrases, Text
from nlu.lexicon import ANY, Lexicon, Term, Topic


def to_lexicon(catalogue: Catalogue) -> Lexicon:
    """Everything customers may call things by."""
    return Lexicon(
        language=catalogue.business.language,
        products=tuple(Term(o.id, _names(o.name, o.aliases), o.category) for o in catalogue.offerings),
        features=tuple(Term(f.id, _names(f.name, f.aliases)) for f in catalogue.features),
        metrics=tuple(Term(m.id, dict(m.names)) for m in catalogue.metrics),
        industries=tuple(Term(word, {ANY: (word.replace("-", " "),)}) for word in _industries(catalogue)),
        needs=tuple(Topic(n.id, _names(n.name, n.phrases)) for n in catalogue.needs),
        answers=tuple(Topic(a.id, dict(a.phrases)) for a in catalogue.answers),
    )


def _industries(catalogue: Catalogue) -> list[str]:
    """The industries that arguments, proofs and segments speak of, in the owner's words."""
    segments = (offering.segment.industries for offering in catalogue.offerings)
    told = (argument.industries for argument in catalogue.arguments)
    proved = (proof.industries for proof in catalogue.proofs)
    return list(dict.fromkeys(word for words in (*segments, *told, *proved) for word in words))


def _names(name: Text, others: Phrases) -> Mapping[str, tuple[str, ...]]:
    languages = dict.fromkeys([*name, *others])
    return {language: (*_one(name, language), *others.get(language, ())) for language in languages or [ANY]}


def _one(name: Text, language: str) -> tuple[str, ...]:
    return (name[language],) if language in name else ()
