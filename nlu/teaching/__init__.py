"""Teaching: from a few messages with their right labels to a small correction on top of the shipped head, and what it changes."""

from __future__ import annotations

from nlu.teaching.correction import Correction, load_correction, save_correction
from nlu.teaching.doubts import Doubt, doubtful
from nlu.teaching.lesson import MOST, Lesson, learn
from nlu.teaching.report import Judged, Report, Tally, report, tallies

__all__ = [
    "MOST",
    "Correction",
    "Doubt",
    "Judged",
    "Lesson",
    "Report",
    "Tally",
    "doubtful",
    "learn",
    "load_correction",
    "report",
    "save_correction",
    "tallies",
]
