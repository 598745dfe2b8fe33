"""`Reply` → Block Kit: whatever the reply, Slack accepts it and nothing is lost."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.slack.blocks import MAX_MESSAGE, Message, to_blocks, to_messages, to_settled
from bot.messages import Action, Reply, Section
from tests.adapters.fakes.assistant import offer
from tests.adapters.fakes.slack_rules import fault_in, read, texts

KINDS = st.sampled_from(["say", "why", "ask", "objection", "when", "when-not", "instead", "answer", "note", "score"])
LONG = st.builds(lambda seed, times: (seed + " ") * times, st.text(min_size=1, max_size=30), st.integers(1, 400))
TEXTS = st.one_of(st.text(max_size=200), LONG, st.just("&<>" * 1500))
IDS = st.text("abcdef0123456789", min_size=1, max_size=32)
ACTIONS = st.builds(Action, IDS, st.text(max_size=200), st.sampled_from(["accept", "later", "refuse", "choice"]))
REPLIES = st.builds(
    Reply,
    conversation=st.just("slack:T1:D1:U1"),
    language=st.sampled_from(["it", "fr", "en", ""]),
    text=TEXTS,
    actions=st.lists(ACTIONS, max_size=30, unique_by=lambda action: action.id).map(tuple),
    sections=st.lists(st.builds(Section, KINDS, st.text(max_size=200), TEXTS), max_size=70).map(tuple),
)


def shown(message: Message) -> str:
    return "".join(text for block in message.blocks if block["type"] != "actions" for text in read(block))


def letters(text: str) -> str:
    """Without what layout may change: blanks, the bold marks, the colon after a small heading."""
    return "".join(character for character in text if not character.isspace() and character not in "*:")


@settings(deadline=None, max_examples=50)
@given(REPLIES, st.booleans())
def test_slack_accepts_every_message(reply: Reply, apart: bool) -> None:
    for message in to_messages(reply, buttons_apart=apart):
        assert message.text.strip() or not reply.text.strip()
        assert fault_in(list(message.blocks)) is None
        assert 0 < len(message.blocks) <= 50
        assert sum(len(text) for block in message.blocks for text in texts(block)) <= MAX_MESSAGE + 3000


@settings(deadline=None, max_examples=50)
@given(REPLIES)
def test_nothing_is_lost(reply: Reply) -> None:
    said = letters("".join(shown(message) for message in to_messages(reply)))
    parts = [part for section in reply.sections for part in (section.heading if section.text.strip() else "", section.text)]
    for part in parts if reply.sections else [reply.text]:
        assert letters(part) in said


@settings(deadline=None, max_examples=50)
@given(REPLIES, st.booleans())
def test_every_button_is_there_once_and_last(reply: Reply, apart: bool) -> None:
    blocks = [block for message in to_messages(reply, buttons_apart=apart) for block in message.blocks]
    rows = [block for block in blocks if block["type"] == "actions"]
    assert [button["value"] for row in rows for button in row["elements"]] == [action.id for action in reply.actions]
    assert blocks[len(blocks) - len(rows) :] == rows


def test_a_rep_reads_what_to_say_first() -> None:
    assert to_blocks(offer("slack:T1:D1:U1")) == [
        {"type": "header", "text": {"type": "plain_text", "text": "Da dire", "emoji": True}},
        {"type": "section", "text": {"type": "mrkdwn", "text": "Con la bufala è più cremosa."}},
        {"type": "section", "text": {"type": "mrkdwn", "text": "*Perché*\nCerca gusto &amp; pienezza &lt;sempre&gt;"}},
        {"type": "context", "elements": [{"type": "mrkdwn", "text": "Nota: Il prezzo viene dopo."}]},
        {
            "type": "actions",
            "block_id": "reply:it:0",
            "elements": [
                {
                    "type": "button",
                    "action_id": "accept:a1",
                    "value": "a1",
                    "text": {"type": "plain_text", "text": "Sì, con la bufala", "emoji": True},
                    "style": "primary",
                },
                {
                    "type": "button",
                    "action_id": "later:l1",
                    "value": "l1",
                    "text": {"type": "plain_text", "text": "Non ora", "emoji": True},
                },
                {
                    "type": "button",
                    "action_id": "refuse:r1",
                    "value": "r1",
                    "text": {"type": "plain_text", "text": "No, grazie", "emoji": True},
                },
            ],
        },
    ]


def test_one_message_has_the_whole_text_to_fall_back_on() -> None:
    [message] = to_messages(offer("slack:T1:D1:U1"))
    assert message.text == "Con la bufala è più cremosa."


def test_a_settled_message_keeps_its_content_and_loses_its_buttons() -> None:
    blocks = to_blocks(offer("slack:T1:D1:U1"))
    settled = to_settled({"text": "t", "blocks": blocks}, "✓ Non <ora>")
    assert settled.blocks[:-1] == tuple(blocks[:-1])
    assert settled.blocks[-1] == {"type": "context", "elements": [{"type": "mrkdwn", "text": "✓ Non &lt;ora&gt;"}]}
