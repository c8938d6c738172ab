"""A web application that tells which process answers, to be served as the product is."""

import os
from collections.abc import Callable, Iterable

Start = Callable[[str, list[tuple[str, str]]], object]


def app(_environ: object, start_response: Start) -> Iterable[bytes]:
    start_response("200 OK", [("Content-Type", "text/plain"), ("Connection", "close")])
    return [str(os.getpid()).encode()]
