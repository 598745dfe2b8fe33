"""Measurements: `make bench [DATA=DIR]`. Never part of the tests."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read when numpy is first imported: one core, as the program itself runs
