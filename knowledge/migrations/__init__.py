"""How the tables came to be, step by step; `HEAD` is the last step, known without importing Alembic."""

from __future__ import annotations

HEAD = "0001"
