"""What a drill needs of a catalogue: a reader of its words; the words of its arguments, proofs and answers as light stems."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Protocol

from bot.drills.cues import Cues, cues
from bot.drills.ear import Ear
from bot.drills.scenario import Scenario
from bot.drills.shortnames import ShortNames
from knowledge.catalogue import Argument, Catalogue, Objection, Proof, Text
from knowledge.relations import arguments_for, complements_of
from nlu.reading import Reading

Stems = frozenset[str]


class Reads(Protocol):
    """The port of understanding, as in `bot.assistant`."""

    def read(self, text: str, at: datetime, language: str | None = None, context: Sequence[str] = ()) -> Reading:
        """What a text says."""


OpenShop = Callable[[str, Mapping[str, Sequence[str]]], tuple[Catalogue, Reads]]
"""From a catalogue's name and topics (id to phrases, heard as `Reading.answers`) to both, open."""


@dataclass(frozen=True)
class Shop:
    """One scenario with its catalogue open."""

    scenario: Scenario
    catalogue: Catalogue
    reader: Reads
    ear: Ear

    @property
    def language(self) -> str:
        """The scenario's."""
        return self.scenario.language

    @cached_property
    def cues(self) -> Cues:
        """The word lists of the scenario's language."""
        return cues(self.language)

    @cached_property
    def right(self) -> frozenset[str]:
        """Products that fit."""
        return frozenset(fitting.product for fitting in self.scenario.right)

    @cached_property
    def need_words(self) -> Stems:
        """How the customer speaks of the hidden need."""
        need, lines = self.catalogue.need_by_id[self.scenario.need.id], self.scenario.lines
        phrases = (*need.phrases.get(self.language, ()), *self.scenario.need.words, *lines.reveal, *lines.more)
        return self._stems(need.name.said(self.language), *phrases)

    @cached_property
    def tied_words(self) -> Stems:
        """The need's words and those of the arguments for it."""
        return self.need_words | self._stems(
            *self._argued(a for a in self.catalogue.arguments if self.scenario.need.id in a.needs)
        )

    @cached_property
    def benefit_words(self) -> Mapping[str, Stems]:
        """By product the customer does not have: what is said for it."""
        return {o.id: self._said_for(o.id) - self.name_words for o in self.catalogue.offerings if o.id not in self.scenario.has}

    @cached_property
    def name_words(self) -> Stems:
        """Words that products are called by: naming one is no argument."""
        return self._stems(*(name for names in self.names.values() for name in names))

    @cached_property
    def names(self) -> Mapping[str, tuple[str, ...]]:
        """By product: its names in every language."""
        return {
            o.id: (*o.name.values(), *(alias for aliases in o.aliases.values() for alias in aliases))
            for o in self.catalogue.offerings
        }

    @cached_property
    def short(self) -> ShortNames:
        """What products are called for short."""
        return ShortNames(self.catalogue, self.scenario.has, self.cues)

    @cached_property
    def proofs(self) -> tuple[tuple[Proof, Stems], ...]:
        """The catalogue's proofs with their words."""
        return tuple((proof, self._stems(proof.text.said(self.language))) for proof in self.catalogue.proofs)

    @cached_property
    def objections(self) -> tuple[Objection, ...]:
        """The catalogue's answers to the customer's objection, those about what fits first."""
        fitting = [
            o
            for o in self.catalogue.objections
            if o.type == self.scenario.objection and (o.about is None or o.about in self.right)
        ]
        return tuple(sorted(fitting, key=lambda o: o.about is None))

    @cached_property
    def answer_words(self) -> Stems:
        """Words of those answers, their questions left out."""
        return self._stems(*(text.said(self.language) for o in self.objections for text in (o.answer, o.step) if text))

    @cached_property
    def vocabulary(self) -> Stems:
        """Every telling word of the catalogue in this language, and of the customer's lines."""
        return self._stems(*self.texts, *(name for names in self.names.values() for name in names), *self.scenario.spoken)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Everything the catalogue says to customers, in this language."""
        return tuple(text.said(self.language) for text in self._all_texts() if text)

    def arguments(self, product: str) -> list[Argument]:
        """Arguments for a product: those for the hidden need first."""
        return sorted(arguments_for(self.catalogue, product), key=lambda a: self.scenario.need.id not in a.needs)

    def relevant(self, proof: Proof) -> bool:
        """Whether a proof is about somebody like this customer (R14): the industry where it names some, else size or need."""
        persona = self.scenario.persona
        if proof.industries:
            return persona.industry in proof.industries
        if proof.min_size or proof.max_size:
            size = persona.size or 0
            return (proof.min_size or 0) <= size <= (proof.max_size or size)
        return not proof.needs or self.scenario.need.id in proof.needs

    def _said_for(self, product: str) -> Stems:
        reasons = [
            c.reason.said(self.language)
            for base in self.scenario.has
            for c in complements_of(self.catalogue, base)
            if c.offer == product
        ]
        return self._stems(*self._argued(arguments_for(self.catalogue, product)), *reasons)

    def _argued(self, arguments: Iterable[Argument]) -> Iterator[str]:
        for argument in arguments:
            yield argument.text.said(self.language)
            if argument.impact:
                yield argument.impact.said(self.language)

    def _stems(self, *texts: str) -> Stems:
        return frozenset(stem for text in texts for stem in self.cues.stems(text))

    def _all_texts(self) -> Iterator[Text | None]:
        catalogue = self.catalogue
        for offering in catalogue.offerings:
            yield offering.description
        for feature in catalogue.features:
            yield from (feature.name, feature.description)
        for argument in catalogue.arguments:
            yield from (argument.text, argument.impact)
        for complement in catalogue.complements:
            yield complement.reason
        for objection in catalogue.objections:
            yield from (objection.answer, objection.question, objection.step)
        for trigger in catalogue.triggers:
            yield trigger.consequence
        for proof in catalogue.proofs:
            yield proof.text
        for need in catalogue.needs:
            yield from (need.name, need.question)
        for answer in catalogue.answers:
            yield answer.text
        for trial in catalogue.trials:
            yield trial.includes
