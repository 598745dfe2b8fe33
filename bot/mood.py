"""How the customer stands towards us after a message: trouble, doubt, leaving, a no. Pure."""

from __future__ import annotations

from dataclasses import replace

from bot.basket import is_undone
from bot.binding import asks, cued, only_named
from bot.conversation import Conversation
from nlu.reading import Reading

FAINT_TROUBLE = {"customer": 0.3, "rep": 0.5, "trainee": 0.3}
"""A complaint or a problem heard less surely than this stops no sale by itself: it is heard early, so that none is missed. A rep tells
of the difficulties that clients have with their work, which are what there is to sell for."""
HALF_HEARD = 0.5
"""Up to here a complaint gives way to an order that was heard more surely."""
BROKEN = 0.6
"""Something is broken, though they are happy with us."""
A_NO = 0.4
"""A no where nothing was proposed, and a wish for no more proposals, must be heard this surely: it ends everything."""
UNPROMPTED = 0.7
"""The same in the first message of all."""
SURELY_A_NO = 0.9
"""The same in a question: "do I get more than 400 texts?" asks for no silence."""
WISHED = 0.9
"""What a need weighs against a complaint of no fault of ours: "tonight I want to treat myself" is heard as both."""
TOLD = 1.5
"""The same in a rep's note: trouble that clients have is what needs are made of."""


def is_solved(reading: Reading) -> bool:
    """Whether a problem is said to be over."""
    return bool(cued(reading, "solved")) and not cued(reading, "unsolved")


def _outweighs_trouble(reading: Reading, *, noted: bool) -> float:
    """What a fainter complaint gives way to: cancelling, and (at half its confidence) ordering, praise, a need."""
    need = max((match.confidence for match in reading.needs if not match.negated), default=0.0)
    wished = TOLD if noted else WISHED if not reading.has("report-problem") else 0.75
    ordered = 0.0 if reading.has("report-problem") else min(reading.confidence("order"), HALF_HEARD)
    return max(
        reading.confidence("cancel"),
        ordered,
        0.5 * reading.confidence("order", "ask-advice", "value-seen", "accept", "proven"),
        wished * need,
    )


def _only_wonders(before: Conversation, reading: Reading) -> bool:
    """ "Can I cancel at any time?" from somebody who is still choosing is a question about what they would buy; and so is what is asked
    more than it is told."""
    choosing = bool(before.on_table or before.considering or before.basket)
    supposed = "?" in reading.text and reading.confidence("ask-product", "ask-price") > reading.confidence("cancel")
    return (choosing and not before.owned and asks(reading)) or supposed


def _is_trouble(conversation: Conversation, reading: Reading, told: float) -> bool:
    """Whether something is wrong between them and us: said surely enough, or angrily; not by somebody who is happy with us, and not
    where it is told rather as what they need something for."""
    moods = {fact.value for fact in reading.facts if fact.name == "mood"}
    noted, sure = conversation.role == "rep", reading.confidence("complain", "report-problem")
    broken = reading.confidence("report-problem")
    tells_why = told > 0 and reading.confidence("inform") > sure and not broken and "angry" not in moods
    if tells_why or ("happy" in moods and broken < BROKEN):
        return False
    faint = sure <= max(FAINT_TROUBLE[conversation.role], _outweighs_trouble(reading, noted=noted))
    angry = "angry" in moods and not reading.has("order") and not (noted and sure < FAINT_TROUBLE["customer"])
    return angry or not faint


def _knows_not_which(conversation: Conversation) -> bool:
    """A customer who has nothing yet and names nothing does not hesitate: they want to be asked."""
    something = conversation.basket or conversation.owned or conversation.considering or conversation.on_table
    return conversation.role == "customer" and not something


def with_mood(conversation: Conversation, reading: Reading, before: Conversation) -> Conversation:
    """Trouble, doubt, leaving and a no, as they stand after this message; `before` is the conversation it came into."""
    solved = is_solved(reading)
    elsewhere = bool(cued(reading, "former"))
    told = max((need.confidence for need in reading.needs if not need.negated), default=0.0)
    trouble = not solved and not elsewhere and _is_trouble(conversation, reading, told)
    undecided = reading.has("hesitate") and reading.confidence("hesitate") >= told and not _knows_not_which(conversation)
    wavering = undecided or (reading.has("postpone") and not conversation.on_table)
    warmed = reading.has("accept", "order") and not reading.has("hesitate")
    choosing = any(mention.status == "declined" or mention.negated for mention in reading.products) and not conversation.on_table
    reluctant = reading.confidence("refuse") > reading.confidence("order") > 0 and bool(cued(reading, "but"))
    refusal = (
        reading.confidence("refuse") >= (A_NO if before.met else UNPROMPTED) and not conversation.on_table and not choosing
        and not reading.has("order", "change", "accept")
    )  # fmt: skip
    asking = reading.has("ask-advice") or (bool(reading.needs) and "?" in reading.text)
    asked_anew = asking and conversation.role == "customer" and not reading.has("refuse")
    nothing_more = conversation.role == "customer" and bool(only_named(before, reading))
    return replace(
        conversation,
        open_problem=(conversation.open_problem and not solved) or trouble,
        hesitant=wavering or (reluctant and not choosing and not conversation.on_table) or (conversation.hesitant and not warmed),
        leaving=conversation.leaving
        or (reading.has("cancel") and not (is_undone(before, reading) or _only_wonders(before, reading))),
        person_asked=reading.confidence("ask-person") > (told if reading.has("order") else 0.0),
        opted_out=conversation.opted_out or reading.confidence("opt-out") >= (SURELY_A_NO if "?" in reading.text else A_NO),
        refused_here=(conversation.refused_here or refusal) and not asked_anew,
        nothing_more=(conversation.nothing_more or nothing_more) and not asked_anew,
    )
