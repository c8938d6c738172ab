"""Tests of cxstaff; what all of them stand on is in conftest.py."""

import os

from cxstaff import ARITHMETIC_THREADS

# As the product has it, and before anything loads numpy: where two workers share two processors,
# threads that wait for each other took six times as long over the acceptance table.
os.environ.setdefault(ARITHMETIC_THREADS, "1")
