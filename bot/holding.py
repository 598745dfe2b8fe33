"""Nothing is proposed now: what is said instead, once; what is asked or ordered meanwhile is answered and confirmed."""

from __future__ import annotations

from dataclasses import replace

from bot import coaching
from bot.binding import agrees, asks, cued
from bot.confirming import confirmed
from bot.messages import Section
from bot.scene import Draft, Scene
from bot.voice import paragraph
from knowledge.holds import sufficient

GIVEN_BY = {
    "open-problem": ("complain", "report-problem"),
    "leaving": ("cancel",),
    "refused": ("refuse",),
    "hesitant": ("hesitate", "postpone", "object"),
    "opted-out": ("opt-out",),
    "person-asked": ("ask-person",),
}
"""The acts that give each reason to hold."""
SMALL_TALK = ("greet", "thank", "leave", "other")
SILENT = ("capped", "nothing-fits")
"""Reasons that are nobody's business but ours."""


def is_worth_saying(scene: Scene, reason: str) -> bool:
    """Whether a hold is worth saying: always when this message gives the reason or asks for a proposal, not over small talk."""
    reading = scene.reading
    if (
        reason in ("opted-out", "refused", "capped")
        and reading.has(*SMALL_TALK)
        and not reading.has("opt-out", "refuse", "order", "ask-advice")
    ):
        return False
    return not (reading.has(*SMALL_TALK) and len(reading.acts) == 1 and not reading.signals)


def only_asks(scene: Scene, reason: str) -> bool:
    """Whether a customer who said no, or was unsure, before now only asks something: an answer is all that is due."""
    given = scene.reading.has(*GIVEN_BY.get(reason, ()), "complain", "ask-advice")
    return reason in ("refused", "hesitant") and not scene.rep and not scene.heard.outcomes and not given


def hold(scene: Scene, reason: str, answered: str | None = None) -> Draft:
    """Nothing is proposed; what to do instead, in the rep's or the customer's words."""
    after = replace(scene.conversation, on_table=())
    if scene.rep:
        return _for_rep(scene, reason, answered, replace(scene, heard=replace(scene.heard, conversation=after)))
    said = paragraph(_instead(scene, reason), _enough(scene))
    moved_on = [part for part in (confirmed(scene), answered or _unanswered(scene)) if part]
    closing = said if _still_to_say(scene, reason) and not (moved_on and reason in ("refused", *SILENT)) else ""
    text = paragraph(*moved_on, closing) or _noted(scene, reason)
    return Draft(text, after, "hold", hold={"reason": reason, "instead": said})


def _for_rep(scene: Scene, reason: str, answered: str | None, after: Scene) -> Draft:
    voice = scene.voice
    instead = paragraph(voice(f"hold.{reason}.rep", usage=_usage_words(scene, "usage-reminder-rep")), _enough(scene))
    if answered is None and asks(scene.reading) and cued(scene.reading, "proposing"):
        answered = voice("rep.not-now")
    part = Section("instead", voice("rep.headings.instead"), instead)
    answer = (Section("answer", voice("rep.headings.answer"), answered),) if answered else ()
    lines = [voice("rep.headings.hold"), *(coaching.headed(each.heading, each.text, voice) for each in answer)]
    text = coaching.as_text("\n".join(lines), (part,), voice)
    return Draft(text, after.conversation, "hold", hold={"reason": reason, "instead": instead}, sections=(*answer, part))


def _instead(scene: Scene, reason: str) -> str:
    if reason in SILENT:
        return _noted(scene, reason)
    had = [*scene.conversation.owned, *scene.conversation.basket]
    return scene.voice(
        f"hold.{reason}.customer",
        contact=scene.contact,
        about=_about(scene),
        base=scene.name(had[-1].product) if had else scene.catalogue.business.name,
        usage=_usage_words(scene, "usage-reminder"),
    )


def _enough(scene: Scene) -> str:
    """For who leaves or gets smaller: the tier below theirs that covers what they told."""
    tier = sufficient(scene.catalogue, scene.customer)
    return scene.say("enough", name=scene.name(tier)) if tier else ""


def _about(scene: Scene) -> str:
    """What a problem is with, when it was named."""
    named = next((mention.product for mention in scene.reading.products if len(mention.candidates) == 1), None)
    return str(scene.voice.find("about")).format(name=scene.name(named)) if named else ""


def _still_to_say(scene: Scene, reason: str) -> bool:
    """Whether this message gives the reason or asks for a proposal; what was said before is not said over every other message."""
    given, spoken = GIVEN_BY.get(reason, ()), scene.voice.spoken.get(f"hold.{reason}.customer", 0)
    refused = reason == "refused" and any(outcome == "refused" for _, outcome in scene.heard.outcomes)
    return refused or scene.reading.has(*given, "ask-advice") or (spoken < 2 and reason != "refused")


def _unanswered(scene: Scene) -> str:
    """A question that nobody wrote an answer to; how to pay is a colleague's business."""
    reading = scene.reading
    if reading.has(*GIVEN_BY["open-problem"], *GIVEN_BY["leaving"]):
        return ""
    if reading.has("checkout") and not reading.has("order", "change", "refuse"):
        return scene.voice("customer.checkout", contact=scene.contact)
    asked = reading.has("ask-product", "ask-price") or ("?" in reading.text and not reading.has("ask-advice"))
    return scene.say("unknown") if asked else ""


def _noted(scene: Scene, reason: str) -> str:
    """Said where there is nothing else to say: with a problem open that it is passed on, else that it was heard."""
    if agrees(scene.reading) and reason == "refused":
        return scene.voice("customer.go-on")
    return confirmed(scene) or scene.say("passed-on" if reason == "open-problem" else "noted-held")


def _usage_words(scene: Scene, key: str) -> str:
    """What was used and how often, from what was said (R24)."""
    prefix = "usage_count:"
    said = {name.removeprefix(prefix): value for name, value in scene.conversation.facts.items() if name.startswith(prefix)}
    counts = [str(scene.voice.find("usage-count")).format(what=what, count=count) for what, count in said.items()]
    return str(scene.voice.find(key)).format(usage=scene.voice.joined(counts)) if counts else ""
