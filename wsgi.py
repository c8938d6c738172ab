"""The application a WSGI server loads: `granian --interface wsgi wsgi:app`."""

from cxstaff import create_app

app = create_app()
