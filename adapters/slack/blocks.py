"""What the assistant answers → Slack's Block Kit. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from adapters.pieces import clip, pieces, units
from bot.messages import Action, Reply, Section

Block = dict[str, Any]

# Slack's limits, in characters; beyond them it refuses the whole message with invalid_blocks.
MAX_BLOCKS = 50
MAX_SECTION = 3000
MAX_HEADER = 150
MAX_BUTTON = 75
MAX_BUTTONS = 25
# A message as a whole is refused at about 13,200 characters (msg_blocks_too_long).
MAX_MESSAGE = 12_000
# The fallback text, for notifications and screen readers, is cut by Slack at 40,000; beyond 4,000 it warns.
MAX_FALLBACK = 3900

# How each kind of section is laid out: what to say first stands under a header, remarks are small print.
HEADED = {"say", "ask", "instead", "answer", "score"}
SMALL = {"note"}


@dataclass(frozen=True, slots=True)
class Message:
    """One post: `text` is what notifications show, and all there is where blocks fail."""

    text: str
    blocks: tuple[Block, ...]


def to_messages(reply: Reply, *, buttons_apart: bool = False) -> tuple[Message, ...]:
    """The reply as one post, or as several when it is longer than Slack allows. Nothing is lost.

    `buttons_apart`: the buttons in a post of their own. An ephemeral message that is pressed comes back to us without its
    content, so that it cannot be shown again without its buttons: what is to stay must not stand in the same post.
    """
    content, buttons = to_content(reply), to_buttons(reply.actions, reply.language)
    groups = [*_pack(content), buttons] if buttons_apart else _pack([*content, *buttons])
    groups = [group for group in groups if group]
    if len(groups) == 1:
        return (Message(escape(clip(reply.text, MAX_FALLBACK)), tuple(groups[0])),)
    return tuple(Message(clip(_plain(group), MAX_FALLBACK), tuple(group)) for group in groups)


def to_blocks(reply: Reply) -> list[Block]:
    """All blocks of a reply, in order, each within its own limits."""
    return [*to_content(reply), *to_buttons(reply.actions, reply.language)]


def to_content(reply: Reply) -> list[Block]:
    """Everything but the buttons: the sections, or the text where there are none."""
    if not reply.sections:
        return list(_texts(reply.text))
    return [block for section in reply.sections for block in _section(section)]


def to_buttons(actions: Sequence[Action], language: str) -> list[Block]:
    """The block's id carries the language, which a press brings back; the action's id is opaque and travels as the value."""
    return [
        {"type": "actions", "block_id": f"reply:{language or 'und'}:{number}", "elements": [_button(action) for action in group]}
        for number, group in enumerate(actions[start : start + MAX_BUTTONS] for start in range(0, len(actions), MAX_BUTTONS))
    ]


def to_settled(message: Mapping[str, Any], outcome: str) -> Message:
    """A pressed message as it stays: without its buttons, with the outcome below."""
    kept = [block for block in message.get("blocks", ()) if block.get("type") != "actions"]
    text = clip(message.get("text") or escape(outcome), MAX_FALLBACK)
    return Message(text, (*kept[: MAX_BLOCKS - 1], *_small(outcome)))


def escape(text: str) -> str:
    """Slack's three control characters; nothing else needs it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _section(section: Section) -> Iterable[Block]:
    heading = section.heading.strip()
    if section.kind in SMALL:
        yield from _small(f"{heading}: {section.text}" if heading else section.text)
    elif heading and section.kind in HEADED and units(heading) <= MAX_HEADER:
        yield {"type": "header", "text": {"type": "plain_text", "text": heading, "emoji": True}}
        yield from _texts(section.text)
    else:
        yield from _texts(section.text, bold=heading)


def _texts(text: str, bold: str = "") -> Iterable[Block]:
    heading = f"*{escape(bold)}*\n" if bold and units(escape(bold)) < MAX_SECTION // 2 else ""
    if bold and not heading:
        text = f"{bold}\n{text}"
    for piece in _pieces(text, MAX_SECTION - units(heading)):
        yield {"type": "section", "text": {"type": "mrkdwn", "text": heading + escape(piece)}}
        heading = ""


def _small(text: str) -> Iterable[Block]:
    for piece in _pieces(text, MAX_SECTION):
        yield {"type": "context", "elements": [{"type": "mrkdwn", "text": escape(piece)}]}


def _pieces(text: str, limit: int) -> list[str]:
    # Slack counts what we send: an ampersand is five characters. Blank text is refused.
    return [piece for piece in pieces(text, limit, lambda part: units(escape(part))) if piece.strip()]


def _button(action: Action) -> Block:
    button = {
        "type": "button",
        "action_id": f"{action.style}:{action.id}",
        "value": action.id,
        "text": {"type": "plain_text", "text": clip(action.label.strip(), MAX_BUTTON) or "…", "emoji": True},
    }
    # Only the yes is coloured. A red no would warn people off declining.
    return {**button, "style": "primary"} if action.style == "accept" else button


def _pack(blocks: Sequence[Block]) -> list[list[Block]]:
    """Blocks in as few posts as the limits allow, in order."""
    groups: list[list[Block]] = [[]]
    room = MAX_MESSAGE
    for block in blocks:
        size = _size(block)
        if groups[-1] and (len(groups[-1]) == MAX_BLOCKS or size > room):
            groups.append([])
            room = MAX_MESSAGE
        groups[-1].append(block)
        room -= size
    return groups


def _size(block: Block) -> int:
    return sum(units(text) for text in _strings(block))


def _strings(block: Block) -> Iterable[str]:
    holders = [block, *block.get("elements", ())]
    for holder in holders:
        text = holder.get("text")
        if isinstance(text, str):
            yield text
        elif isinstance(text, dict):
            yield text["text"]


def _plain(blocks: Iterable[Block]) -> str:
    return "\n".join(text for block in blocks for text in _strings(block))
