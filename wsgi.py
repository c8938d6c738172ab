"""The application a WSGI server loads: `granian --interface wsgi wsgi:app`."""

import gc

from cxstaff import create_app

app = create_app()
gc.freeze()  # what was loaded stays: no collection of garbage looks through it again
