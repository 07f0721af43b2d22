"""What the fuzzing of the running system knows of it: ids that exist, and whom it must leave alone."""

import json
import os
import random
import re

import schemathesis

known = json.loads(os.environ["KNOWN"])
"""Ids by what they name: {"user": [...], "customer": [...], ...}; "spared" are who asks, and the company."""

rolled = random.Random(7)

# What a path parameter names, by the beginning of the path before it.
NAMES = {
    "/api/users/customer/": "customer",
    "/api/users/": "user",
    "/api/customers/": "customer",
    "/api/tariffs/": "tariff",
    "/api/events/": "event",
    "/api/bookings/event/": "event",
    "/api/bookings/crew/": "crew",
    "/api/bookings/": "booking",
    "/api/invoices/": "invoice",
    "/api/notifications/": "notification",
}


def some(kind):
    return rolled.choice(known[kind]) if known.get(kind) else None


def kind_of(path):
    return next((kind for start, kind in NAMES.items() if path.startswith(start)), None)


@schemathesis.hook
def map_path_parameters(context, path_parameters):
    """Mostly ids that exist: behind an unknown one everything is a 404."""
    kind = kind_of(context.operation.path) if context.operation else None
    if not path_parameters or not kind or not known.get(kind) or rolled.random() >= 0.8:
        return path_parameters
    first = next(iter(path_parameters))
    # What is malformed on purpose stays so: it is to be refused.
    if not re.fullmatch("[0-9a-f]{24}", str(path_parameters[first])):
        return path_parameters
    return {**path_parameters, first: some(kind)}


def with_known_ids(fields):
    """The same fields, some ids in it replaced by ids that exist."""
    kinds = {"customerId": "customer", "eventId": "event", "crewId": "crew", "sellerId": "customer"}
    return {
        name: some(kinds[name]) or value if name in kinds and rolled.random() < 0.8 else value
        for name, value in fields.items()
    }


@schemathesis.hook
def map_headers(context, headers):
    """Mostly without what has a request refused before anybody looks at it: a key used before, a version that is not."""
    if not headers or rolled.random() < 0.2:
        return headers
    early = ("idempotency-key", "if-match", "if-none-match")
    return {name: value for name, value in headers.items() if name.lower() not in early}


@schemathesis.hook
def map_query(context, query):
    return with_known_ids(query) if isinstance(query, dict) else query


@schemathesis.hook
def map_body(context, body):
    return with_known_ids(body) if isinstance(body, dict) else body


@schemathesis.hook
def before_call(context, case, kwargs):
    """Nobody who asks ends the own account or company: afterwards every answer would be 401."""
    path = case.operation.path
    if case.method.upper() == "GET" or not path.startswith(("/api/users/", "/api/customers/")):
        return
    for name, value in (case.path_parameters or {}).items():
        if value in known["spared"]:
            case.path_parameters[name] = "66d0000000000000000000ff"
