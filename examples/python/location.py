"""What the location defines: a job of two ops, and two schedules. What a user would write."""

import time

NAME, CODE_VERSION, JOB = "conformance", "1", "greet"
DEFAULTS = {"name": "world", "mood": "well"}
MOODS = ["well", "wait", "fail"]


class Canceled(Exception):
    """Thrown by an op that was asked to stop."""


def hello(context, config):
    context.log(f"greeting {config['name']}")
    if config["mood"] == "fail":
        raise ValueError(f"not in the mood to greet {config['name']}")
    if config["mood"] == "wait":
        context.canceled.wait()
        raise Canceled()
    return f"hello {config['name']}"


def tell(context, greeting):
    context.print(f"told: {greeting}")


def daily(scheduled_at):
    """The key of the run that it asks for."""
    return scheduled_at.strftime("%Y-%m-%d")


def endless(scheduled_at):
    while True:
        time.sleep(1)


SCHEDULES = {"daily": daily, "endless": endless}


def config_of_hello(document):
    """The config of the op with its defaults, and all that is wrong with the document."""
    problems = []
    section = document
    for place, name in (("", "ops"), ("ops", "hello"), ("ops.hello", "config")):
        problems += unknown(section, place, [name])
        section = section.get(name, {})
    problems += unknown(section, "ops.hello.config", list(DEFAULTS))
    config = {**DEFAULTS, **section}
    if config["mood"] not in MOODS:
        problems.append(f"ops.hello.config.mood: '{config['mood']}' is none of {MOODS}")
    return config, problems


def unknown(section, place, names):
    return [
        f"{place or 'the document'}: there is no entry '{name}', only {names}"
        for name in section
        if name not in names
    ]
