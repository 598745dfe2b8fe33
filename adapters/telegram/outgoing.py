"""What the assistant answers → Telegram's messages. Pure."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from adapters.pieces import clip, pieces
from bot.messages import Action, Reply

# Counted after HTML is parsed, in UTF-16 units: escaping costs nothing.
MAX_TEXT = 4096
# Telegram has no limit on labels, screens have.
MAX_BUTTON = 64


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message; `text` is HTML."""

    text: str
    keyboard: InlineKeyboardMarkup | None = None


def to_messages(reply: Reply) -> tuple[Outgoing, ...]:
    """As many messages as the length needs; the buttons stand under the last."""
    texts = [html.escape(piece, quote=False) for piece in pieces(reply.text, MAX_TEXT) if piece.strip()]
    return (*(Outgoing(text) for text in texts[:-1]), *(Outgoing(text, to_keyboard(reply.actions)) for text in texts[-1:]))


def to_keyboard(actions: Sequence[Action]) -> InlineKeyboardMarkup | None:
    """Yes on a line of its own, "not now" and "no" side by side under it: as easy to reach."""
    rows = [[_button(action)] for action in actions if action.style in ("accept", "choice")]
    declining = [_button(action) for action in actions if action.style in ("later", "refuse")]
    return InlineKeyboardMarkup([*rows, *([declining] if declining else [])]) if actions else None


def _button(action: Action) -> InlineKeyboardButton:
    # callback_data holds 64 bytes; an action's id is at most 32 ASCII characters.
    return InlineKeyboardButton(clip(action.label, MAX_BUTTON), callback_data=action.id)
