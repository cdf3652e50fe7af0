"""Lead or Luck: from price history to a published report.

Start reading at :mod:`generator.pipeline`; the whole flow stands there on one screen.
"""

import atexit
import gc
import os

# What is loaded stays, and what is worked out is soon let go: looking for garbage every few hundred
# objects takes a tenth of a build, and finds next to nothing.
gc.set_threshold(100_000, 50, 100)
atexit.register(gc.freeze)  # and least of all when the program ends
# Cores are shared among processes. Threads of linear algebra, for matrices as small as ours, would
# spend more time waiting for each other. It counts if it is said before numpy is loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
