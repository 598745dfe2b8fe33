"""What a message says about the customer (company, size, budget, who decides …), what it denies, and its clauses.

Rules and words are data in `words/`; adding a language is adding a folder there.
"""

from nlu.facts.clauses import clauses, joining_words
from nlu.facts.industry import compile_industries
from nlu.facts.negation import is_correction, negated_spans
from nlu.facts.read import read_facts

__all__ = ["clauses", "compile_industries", "is_correction", "joining_words", "negated_spans", "read_facts"]
