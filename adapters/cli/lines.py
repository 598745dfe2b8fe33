"""The JSON-lines contract: `to_incoming(line)` and `to_line(reply)`. Pure."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictStr, ValidationError

from bot.messages import Incoming, Offered, Reply

LONGEST_LINE = 1_000_000
YEARS = range(1970, 9000)
"""Further out, counting days back or forth leaves the calendar."""
_UNHOLDABLE = re.compile("[\x00\ud800-\udfff]")
# JSON lets these stand, and many readers of lines break a line at them.
_BREAKS = str.maketrans({mark: f"\\u{ord(mark):04x}" for mark in "\x85\u2028\u2029"})


class BadLine(Exception):  # noqa: N818 - it is a line, and it is bad
    """A line that cannot be answered: `code`, `message` and the `field` that is wrong."""

    def __init__(self, code: str, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.code, self.message, self.field = code, message, field

    def as_line(self) -> dict[str, Any]:
        """The error object that takes the answer's place."""
        return {"error": {"code": self.code, "message": self.message, "field": self.field}}


def cleaned(text: str) -> str:
    """A replacement character for what neither a reader nor a database can hold: NUL, and halves of a surrogate pair."""
    return _UNHOLDABLE.sub("\ufffd", text)


def _said(text: str) -> str:
    if not text.strip():
        raise ValueError("the text is empty")
    return cleaned(text)


def _key(text: str) -> str:
    if "\x00" in text:
        raise ValueError("NUL cannot be part of a name")
    return text


def _moment(at: datetime) -> datetime:
    if at.year not in YEARS:
        raise ValueError(f"a time between {YEARS.start} and {YEARS.stop} is expected")
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


Key = Annotated[StrictStr, Field(min_length=1, max_length=200), AfterValidator(_key)]
Said = Annotated[StrictStr, AfterValidator(_said)]
Moment = Annotated[datetime, AfterValidator(_moment)]


Language = Literal["it", "fr", "en"]


class Line(BaseModel):
    """One line in."""

    model_config = ConfigDict(populate_by_name=True, extra="ignore")

    conversation: Key
    text: Said
    role: Literal["customer", "rep", "trainee"] = Field("customer", alias="as")
    at: Moment | None = None
    customer: Key | None = None
    language: Language | None = None
    event: Key | None = None
    action: Key | None = None


M = TypeVar("M", bound=BaseModel)


def parse(raw: bytes, shape: type[M]) -> M:
    """What a line holds; BadLine says what is wrong with it."""
    if len(raw) > LONGEST_LINE:
        raise BadLine("too-long", f"the line has more than {LONGEST_LINE} bytes")
    try:
        return shape.model_validate(json.loads(raw.decode("utf-8-sig")))
    except UnicodeDecodeError:
        raise BadLine("bad-encoding", "the line is not UTF-8") from None
    except ValidationError as error:
        raise _bad_field(error) from None
    except (ValueError, RecursionError):  # no JSON, a number of thousands of digits, brackets without end
        raise BadLine("bad-json", "the line is not a JSON object: one object a line, in double quotes") from None


def to_incoming(raw: bytes) -> Incoming:
    """The message of a line; BadLine says what is wrong with it."""
    line = parse(raw, Line)
    event = f"pipe:{line.event}" if line.event else None
    at = line.at or datetime.now(UTC)
    return Incoming(line.conversation, line.text, at, line.role, line.customer, line.language, event, line.action)


def _bad_field(error: ValidationError) -> BadLine:
    first = error.errors()[0]
    field = str(first["loc"][0]) if first["loc"] else None
    if first["type"] == "missing":
        return BadLine("missing-field", f"{field} is required", field)
    if first["type"] == "model_type":
        return BadLine("bad-json", "the line is not a JSON object", None)
    if field == "text" and first["type"] == "value_error":
        return BadLine("empty-text", "the text is empty", field)
    return BadLine("bad-field", f"{field}: {first['msg'].removeprefix('Value error, ')}", field)


def to_line(reply: Reply, milliseconds: float) -> dict[str, Any]:
    """The answer as the contract has it."""
    return {
        "conversation": reply.conversation,
        "language": reply.language,
        "verdict": reply.verdict,
        "text": reply.text,
        "offers": [_offer(offer) for offer in reply.offers],
        "question": reply.question,
        "hold": reply.hold,
        "understood": asdict(reply.understood),
        "actions": [{"id": action.id, "label": action.label} for action in reply.actions],
        "ms": round(milliseconds, 1),
    }


def _offer(offer: Offered) -> dict[str, Any]:
    price = {**asdict(offer.price), "amount": f"{offer.price.amount:.2f}"} if offer.price else None
    return {**asdict(offer), "price": price, "reasons": [asdict(reason) for reason in offer.reasons]}


def dumps(line: dict[str, Any]) -> str:
    """One line of JSON, letters as they are."""
    return json.dumps(line, ensure_ascii=False, default=str).translate(_BREAKS)
