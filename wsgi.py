"""The application a WSGI server loads: `granian --interface wsgi wsgi:app`."""

import gc

gc.disable()  # what is loaded stays: looking through it for garbage takes longer each time
from cxstaff import create_app  # noqa: E402

app = create_app()
gc.freeze()  # nor does any collection look through it later
gc.enable()
