"""The errors an adapter needs to know: their messages say what is wrong and what to do, and may be shown to the person."""

from __future__ import annotations

from knowledge.problems import KnowledgeError as SommelierError
from nlu.examples import ExampleError, TeachingError

__all__ = ["ExampleError", "SommelierError", "TeachingError"]
