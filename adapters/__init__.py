"""The outside world: terminal, JSON lines, Slack and Telegram. Translates, delivers, apologises."""
