"""A Django project with nothing but surveys, set up for production; runs with the peer's packages.

`python -m project 100` makes its tables, two surveys and 100 accounts, and tells how to visit them.
"""

import json
import os
import sys

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import include, path

WORDINGS = (
    "I understand the overall mission of my organisation",
    "My organisation asks for my feedback and acts upon it",
    "My organisation provides me with the training and tools that I need to be successful",
    "How likely are you to recommend working here to a friend?",
)
SCALES = (range(1, 8), range(1, 8), range(1, 8), range(11))
ANSWERS = ("6", "4", "5", "8")
DURABLE = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL"  # as durable as the product


def database(url):
    """Return Django's settings of a database, with connections that are kept."""
    if url.startswith("sqlite"):
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": url.removeprefix("sqlite:///"),
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 15,
                "init_command": DURABLE,
            },
        }
    from psycopg.conninfo import conninfo_to_dict

    parts = conninfo_to_dict(url.replace("+psycopg", "", 1))
    named = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST"}
    kept = {django_name: parts.get(name, "") for name, django_name in named.items()}
    return {"ENGINE": "django.db.backends.postgresql", "CONN_MAX_AGE": None} | kept


settings.configure(
    DEBUG=False,
    SECRET_KEY="a key of the benchmark, long enough for Django",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF="project",
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
        "django.contrib.staticfiles",
        "survey",
    ],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                ]
            },
        }
    ],
    DATABASES={"default": database(os.environ["PEER_DATABASE"])},
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    USE_TZ=True,
    STATIC_URL="/static/",
    MEDIA_URL="/media/",
    LOGIN_URL="/accounts/login/",
    # what the survey reads without a default
    CHOICES_SEPARATOR=",",
    USER_DID_NOT_ANSWER="Left blank",
    EXCEL_COMPATIBLE_CSV=False,
    DEFAULT_SURVEY_PUBLISHING_DURATION=7,
)
django.setup()
app = get_wsgi_application()
urlpatterns = [
    path("accounts/", include("django.contrib.auth.urls")),
    path("survey/", include("survey.urls")),
]


def found(people):
    """Make everything that is visited; return paths, forms and the cookies of the accounts."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    return {
        "open": _survey(need_logged_user=False),
        "closed": _survey(need_logged_user=True),
        "cookies": [_cookie(number) for number in range(people)],
    }


def _survey(**given):
    from survey.models import Question, Survey

    made = Survey.objects.create(
        name="Monthly pulse", description="How is work?", display_method=0, **given
    )
    form = {}
    for order, (wording, scale, answer) in enumerate(zip(WORDINGS, SCALES, ANSWERS, strict=True)):
        question = Question.objects.create(
            survey=made,
            text=wording,
            order=order,
            required=False,
            type=Question.RADIO,
            choices=",".join(str(each) for each in scale),
        )
        form[f"question_{question.pk}"] = answer
    words = Question.objects.create(
        survey=made, text="Anything else?", order=9, required=False, type=Question.TEXT
    )
    return {"path": f"/survey/{made.pk}/", "form": form | {f"question_{words.pk}": ""}}


def _cookie(number):
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.auth.models import User
    from django.contrib.sessions.backends.db import SessionStore

    user, session = User.objects.create(username=f"p{number}"), SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


if __name__ == "__main__":
    # Django has loaded this file as `project` too, by its address; either is the same.
    print(json.dumps(found(int(sys.argv[1]))))
