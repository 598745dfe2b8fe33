"""Telegram, for customers: private chats, commands, inline buttons."""
