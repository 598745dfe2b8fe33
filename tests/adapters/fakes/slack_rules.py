"""What Slack refuses: the rules of Block Kit that a wrong translator would break."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


def fault_in(blocks: list[Json]) -> str | None:
    """Slack's error code for these blocks, or None."""
    if len(blocks) > 50 or any(_is_faulty(block) for block in blocks):
        return "invalid_blocks"
    return "msg_blocks_too_long" if sum(len(text) for block in blocks for text in texts(block)) > 13_200 else None


def texts(block: Json) -> list[str]:
    """As they were sent: what the limits count."""
    return [text["text"] for text in _objects(block)]


def read(block: Json) -> list[str]:
    """As a person reads them: only mrkdwn is unescaped."""
    return [unescaped(text["text"]) if text["type"] == "mrkdwn" else text["text"] for text in _objects(block)]


def unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _objects(block: Json) -> list[Json]:
    """Text objects: a block's own, its buttons', or (in a context) its elements themselves."""
    elements = block.get("elements", ())
    found = [block.get("text"), *(part if isinstance(part["text"], str) else part["text"] for part in elements)]
    return [text for text in found if text]


def _is_faulty(block: Json) -> bool:
    if not texts(block) or any(not text.strip() for text in texts(block)):
        return True
    if block["type"] == "actions":
        return _are_faulty(block["elements"]) or len(block.get("block_id", "")) > 255
    limit = {"header": 150, "section": 3000, "context": 3000}[block["type"]]
    return any(len(text) > limit for text in texts(block))


def _are_faulty(buttons: list[Json]) -> bool:
    ids = [button["action_id"] for button in buttons]
    too_long = any(
        len(button["text"]["text"]) > 75 or len(button["value"]) > 2000 or len(button["action_id"]) > 255 for button in buttons
    )
    return too_long or len(buttons) > 25 or len(set(ids)) < len(ids)
