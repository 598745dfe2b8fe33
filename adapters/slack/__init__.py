"""Slack, for reps and trainees: direct messages, mentions, /offer, /drill, buttons."""
