"""Orders said back, and the open question where there is nothing to answer, confirm or propose."""

from __future__ import annotations

from dataclasses import replace

from bot.binding import agrees, asks
from bot.scene import Draft, Scene
from bot.voice import paragraph
from knowledge.catalogue import Catalogue

MOST_LISTED = 5


def taken(scene: Scene, products: list[str], answered: str | None) -> Draft:
    """The answer to a yes."""
    name = scene.names(products)
    if scene.rep:
        return Draft(scene.voice("rep.noted-accept", name=name), scene.conversation)
    recurring = scene.catalogue.by_id[products[0]].price.per not in (None, "use")
    said = scene.voice("customer.accepted-recurring" if recurring else "customer.accepted", name=name)
    more = "" if recurring else scene.voice("customer.accepted-more")
    return Draft(paragraph(said, answered or more), scene.conversation)


def confirmed(scene: Scene) -> str:
    """What this message ordered or took out, said back; empty when it did neither."""
    if scene.heard.dropped and not scene.heard.ordered:
        basket = as_basket(scene)
        return scene.voice("customer.noted-removed", basket=basket) if basket else scene.voice("customer.noted-empty")
    return scene.voice("customer.noted", basket=as_basket(scene)) if scene.heard.ordered else ""


def as_basket(scene: Scene) -> str:
    """What is ordered by now, with quantities."""
    lines = scene.conversation.basket
    counted = ((f"{line.quantity.normalize():f} × " if line.quantity != 1 else "") + scene.name(line.product) for line in lines)
    return scene.voice.joined(list(counted))


def open_question(scene: Scene) -> Draft:
    """Nothing fits, or nothing was understood: what was asked is said to be unknown, else a question that moves things on."""
    if scene.heard.ordered or scene.heard.dropped:
        return _held(
            scene, paragraph(confirmed(scene), scene.voice("customer.accepted-more") if scene.conversation.basket else "")
        )
    if asks(scene.reading) and not scene.reading.has("ask-advice"):
        return Draft(scene.say("unknown"), scene.conversation)
    if scene.rep:
        return _asked(scene, scene.voice("rep.unclear" if scene.reading.unclear else "rep.ask-goal"), "goal")
    if agrees(scene.reading) and (scene.conversation.basket or scene.conversation.owned):
        return _asked(scene, scene.voice("customer.go-on"), "goal")
    if scene.conversation.considering:
        return _whether(scene, scene.conversation.considering[-1])
    if scene.conversation.basket or scene.conversation.owned:
        return _held(scene, scene.voice("customer.noted-held"))
    return _what_for(scene)


def _whether(scene: Scene, product: str) -> Draft:
    """Something is being looked at and not ordered yet: shall it be?"""
    if scene.conversation.choices == (product,) or scene.conversation.asked_about == "product":
        return _held(scene, scene.voice("customer.noted-inform"))
    text = scene.voice("customer.ask-order", name=scene.name(product))
    return _asked(scene, text, "product", (product,))


def _what_for(scene: Scene) -> Draft:
    """Nothing chosen: what they would like, then what there is."""
    if scene.conversation.asked_about != "goal":
        return _asked(scene, scene.voice("customer.ask-goal"), "goal")
    starting = _to_start_with(scene.catalogue)
    return _asked(scene, scene.voice("customer.ask-menu", names=scene.names(starting)), "product", starting)


def _to_start_with(catalogue: Catalogue) -> tuple[str, ...]:
    """What people begin with: not what only completes something, and of a ladder its first rung, unless that leaves no choice."""
    added = {complement.offer for complement in catalogue.complements}
    higher = {step.offering for ladder in catalogue.ladders for step in ladder.steps[1:]}
    bases = [offering.id for offering in catalogue.offerings if offering.available and offering.id not in added]
    first = [product for product in bases if product not in higher]
    return tuple((first if len(first) > 1 else bases)[:MOST_LISTED])


def _asked(scene: Scene, text: str, about: str, choices: tuple[str, ...] = ()) -> Draft:
    after = replace(scene.conversation, asked_about=about)
    return Draft(text, after, "ask", question={"about": about, "text": text}, choices=choices)


def _held(scene: Scene, text: str) -> Draft:
    """Taken note of; nothing to propose."""
    return Draft(text, replace(scene.conversation, on_table=()), "hold", hold={"reason": "nothing-fits", "instead": text})
