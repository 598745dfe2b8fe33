"""The conversation: what is known, what to answer, in whose voice; memory, drills and outcomes."""
