"""Run migrations on the application's own engine; offline scripts are not supported."""

from __future__ import annotations

from alembic import context
from flask import current_app

from cxstaff.db import db
from cxstaff.engine import rebuilding

options = current_app.extensions["migrate"].configure_args

with db.engine.connect() as connection:
    context.configure(connection=connection, target_metadata=db.metadata, **options)
    with rebuilding(connection):
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()
