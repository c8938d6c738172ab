"""Pages about measures, the targets on them, and readings entered by hand."""

from flask import Blueprint

bp = Blueprint("measures", __name__)
