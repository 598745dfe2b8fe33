"""The outside world, small enough for a test: a Slack and a Telegram that really listen, and an assistant that keeps its word.

async with slack_house(FakeAssistant()) as slack:
    [seen] = await slack.dm("U1", "ciao")
"""
