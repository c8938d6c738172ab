"""Selects are written quickly, and to the letter as WTForms writes them."""

from flask import Flask
from wtforms import SelectField, SelectMultipleField
from wtforms.widgets import Select

from cxstaff.forms import Form, ZoneField, choice

ODD = [choice('a&"<', "A \"<&'"), choice("", ""), choice("b", "B", "Others"), choice("c", None)]


class Asked(Form):
    zone = ZoneField("Zone")
    one = SelectField("One", choices=ODD)
    some = SelectMultipleField("Some", choices=ODD)


def test_a_select_is_written_as_wtforms_writes_it(app: Flask) -> None:
    with app.test_request_context():
        form = Asked(data={"zone": "Europe/Berlin", "one": 'a&"<', "some": ["", "b"]})
        for field in form:
            usual = Select(multiple=field.name == "some")
            assert field(class_="wide") == usual(field, class_="wide"), field.name
        assert str(form.zone()).count(" selected ") == 1
