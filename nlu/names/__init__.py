"""Catalogue names in chat: which entries are named, how many, wanted or owned, and what "the first one" points at."""

from nlu.names.grammar import common_words, is_of
from nlu.names.index import NameIndex
from nlu.names.orders import OrderChange, order_lines
from nlu.names.references import find_references

__all__ = ["NameIndex", "OrderChange", "common_words", "find_references", "is_of", "order_lines"]
