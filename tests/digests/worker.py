"""Job workers in processes of their own: each sends what is due at the moment of the tests.

They are begun by one process, which has read the program once. `python -m tests.digests.worker 3`
"""

import os
import sys

from cxstaff import clock, create_app
from cxstaff.work.schedule import run_once
from tests.cast import NOW


def work() -> bool:
    """Say that all is ready, wait for a word, and send; say whether it went well."""
    app = create_app()
    with app.app_context(), clock.frozen(NOW):
        os.write(sys.stdout.fileno(), b".")
        os.read(sys.stdin.fileno(), 1)
        return run_once("digests.send_due")


begun = []
for _ in range(int(sys.argv[1])):
    process = os.fork()
    if not process:
        os._exit(0 if work() else 1)
    begun.append(process)
sys.exit(sum(os.waitpid(process, 0)[1] != 0 for process in begun))
