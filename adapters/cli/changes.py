"""What a lesson changes, shown before it is used."""

from __future__ import annotations

from rich.table import Table

from adapters.cli.talk import Talk
from bot.teaching import LABELS, Proposal, tallies

SHOWN = 10
"""Texts shown that got worse."""


def show_report(proposal: Proposal, talk: Talk) -> None:
    """How many are right, a label at a time, then what got worse."""
    found = proposal.report
    right = {name: sum(getattr(each, name) == each.wanted for each in found.taught) for name in ("before", "after")}
    others = {name: sum(getattr(each, name) == each.wanted for each in found.others) for name in ("before", "after")}
    talk.say(f"\n{len(found.taught)} lines taught: {right['before']} heard right before, {found.learnt} now.")
    talk.say(f"Each judged as if it and its template had not been taught: {right['before']} before, {right['after']} now.")
    talk.say(f"{len(found.others)} other messages, not taught: {others['before']} heard right before, {others['after']} now.")
    _tabulate(proposal, talk)
    worse = [(each.text, label, label in each.wanted) for each in (*found.taught, *found.others) for label in sorted(each.worse)]
    if worse:
        talk.say("Got worse:")
    for text, label, wanted in worse[:SHOWN]:
        talk.say(f"  {text}  →  {label} {'no longer heard' if wanted else 'heard wrongly'}")
    if len(worse) > SHOWN:
        talk.say(f"  … and {len(worse) - SHOWN} more")


def _tabulate(proposal: Proposal, talk: Talk) -> None:
    taught, others = tallies(proposal.report.taught), tallies(proposal.report.others)
    changes = {label: [0, 0, 0, 0] for label in LABELS}
    for offset, found in ((0, taught), (2, others)):
        for tally in found:
            changes[tally.label][offset : offset + 2] = [tally.better, tally.worse]
    rows = {label: counts for label, counts in changes.items() if any(counts)}
    if not rows:
        return
    table = Table("label", "taught: better", "worse", "others: better", "worse", header_style="bold")
    for label, counts in rows.items():
        table.add_row(label, *(str(count) for count in counts))
    talk.console.print(table)
