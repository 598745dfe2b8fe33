"""What Telegram sends → what the assistant reads. Pure."""

from __future__ import annotations

from datetime import datetime
from typing import get_args

from telegram import CallbackQuery, Chat, ChatMemberUpdated, Message, MessageEntity, Update, User
from telegram.constants import ChatMemberStatus, ChatType

from adapters.telegram.place import Place
from bot.messages import Command, Incoming

# Commands a customer has; drills are for Slack. What is none of these gets the help text.
COMMANDS: dict[str, Command] = {command: command for command in get_args(Command) if command != "drill"}
# Everything we want to hear. Edited messages are left out: what was said has been answered.
# my_chat_member tells of being blocked, and Telegram sends it only where it is named.
ALLOWED_UPDATES = [Update.MESSAGE, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER]


def to_incoming(update: Update, bot: User, now: datetime) -> Incoming | None:
    """A message, a press, or having been blocked. None: not for us."""
    if update.callback_query:
        return _from_press(update, update.callback_query, bot, now)
    if update.my_chat_member:
        return _from_membership(update, update.my_chat_member, bot)
    if update.message:
        return _from_message(update, update.message, bot)
    return None


def event_key(update: Update, bot: User) -> str:
    """Update ids are unique for a bot, and repeated when an update is delivered again."""
    return f"telegram:{bot.id}:{update.update_id}"


def place_in(chat: Chat, user: User, bot: User) -> Place:
    """Where to answer `user` in `chat`."""
    return Place(bot.id, chat.id, None if chat.type == ChatType.PRIVATE else user.id)


def customer_of(user: int) -> str:
    """One person, in whatever chat."""
    return f"telegram:{user}"


def language_of(user: User) -> str | None:
    """The language of the person's app, "it" or "pt-br": a hint, they may well write another."""
    return user.language_code[:2].lower() if user.language_code else None


def _from_message(update: Update, message: Message, bot: User) -> Incoming | None:
    user = message.from_user
    if user is None or user.is_bot or not _is_content(message):
        return None
    private = message.chat.type == ChatType.PRIVATE
    if not private and not _is_addressed(message, bot):
        return None
    text = message.text or message.caption or ""
    command, text = _command(message, text, bot)
    return Incoming(
        conversation=place_in(message.chat, user, bot).conversation,
        text=text.replace(f"@{bot.username}", "").strip() if not private else text,
        at=message.date,
        role="customer",
        customer=customer_of(user.id),
        language=language_of(user),
        event=event_key(update, bot),
        command=command,
    )


def _is_content(message: Message) -> bool:
    """Something a person sent; not Telegram's own notes (joined, pinned, migrated …)."""
    return bool(message.text or message.effective_attachment)


def _is_addressed(message: Message, bot: User) -> bool:
    """In a group: a command, our name, or a reply to us. With privacy mode off we hear the rest too; it is not meant for us."""
    replied = message.reply_to_message.from_user if message.reply_to_message else None
    if replied and replied.id == bot.id:
        return True
    text = message.text or message.caption or ""
    name = _command_name(message)
    mentioned = f"@{bot.username}".lower() in text.lower()
    return mentioned or (name is not None and "@" not in name)


def _command_name(message: Message) -> str | None:
    """What stands after the slash, when the message begins with a command."""
    for entity, text in message.parse_entities([MessageEntity.BOT_COMMAND]).items():
        if entity.offset == 0:
            return text[1:]
    return None


def _command(message: Message, text: str, bot: User) -> tuple[Command | None, str]:
    """/start@our_bot spring-sale → ("start", "spring-sale")"""
    name = _command_name(message)
    if name is None:
        return None, text
    word, _, _ = name.partition("@")
    return COMMANDS.get(word.lower(), "help"), text[len(name) + 1 :].strip()


def _from_press(update: Update, query: CallbackQuery, bot: User, now: datetime) -> Incoming | None:
    if query.message is None or not query.data:
        return None
    return Incoming(
        conversation=place_in(query.message.chat, query.from_user, bot).conversation,
        text="",
        at=now,
        role="customer",
        customer=customer_of(query.from_user.id),
        language=language_of(query.from_user),
        event=event_key(update, bot),
        action=query.data,
    )


def _from_membership(update: Update, change: ChatMemberUpdated, bot: User) -> Incoming | None:
    """Blocking the bot is Telegram's way of opting out. Unblocking says nothing: whoever comes back writes."""
    if change.chat.type != ChatType.PRIVATE or change.new_chat_member.status != ChatMemberStatus.BANNED:
        return None
    user = change.from_user
    return Incoming(
        conversation=place_in(change.chat, user, bot).conversation,
        text="",
        at=change.date,
        role="customer",
        customer=customer_of(user.id),
        language=language_of(user),
        event=event_key(update, bot),
        command="stop",
    )


def to_stop(event: str, place: Place, now: datetime) -> Incoming | None:
    """The same opting out, learnt from a message that was refused. Being thrown out of a group is not the person's choice."""
    if place.user is not None:
        return None
    return Incoming(place.conversation, "", now, customer=customer_of(place.chat), event=f"{event}:gone", command="stop")
