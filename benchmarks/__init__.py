"""Claims about speed, each measured as a ratio to a floor in the same run."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy is loaded, as the product does it
