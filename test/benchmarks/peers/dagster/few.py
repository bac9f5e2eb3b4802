"""Jobs and ten assets of known sizes, as users of Dagster write them; their twins are in dagwerk/few."""

import os
import time

from dagster import Definitions, DynamicOut, DynamicOutput, In, asset, in_process_executor, job, op


def stamp(run):
    """Writes down when the first line of a step was reached, and in which process."""
    path = os.path.join(os.environ["STAMPS"], run)
    with open(path + ".new", "w") as file:
        file.write(f"{time.time_ns()} {os.getpid()}")
    os.rename(path + ".new", path)


@op
def stamped(context):
    stamp(context.run_id)


@op
def waiting(context):
    stamp(context.run_id)
    time.sleep(600)


def stamping():
    stamped()


def long_waiting():
    waiting()


def chain_op(place):
    if place == 0:

        @op(name="chain_0")
        def first():
            return 1

        return first

    @op(name=f"chain_{place}")
    def following(before):
        return before

    return following


CHAIN = [chain_op(place) for place in range(40)]


def chain():
    value = CHAIN[0]()
    for each in CHAIN[1:]:
        value = each(value)


def layer_op(layer, place):
    if layer == 0:

        @op(name=f"op_0_{place}")
        def source():
            return 1

        return source

    @op(name=f"op_{layer}_{place}", ins={"a": In(), "b": In(), "c": In()})
    def reading(a, b, c):
        return a

    return reading


LAYERS = [[layer_op(layer, place) for place in range(30)] for layer in range(30)]


def layers():
    above = [each() for each in LAYERS[0]]
    for ops in LAYERS[1:]:
        above = [
            ops[i](above[i], above[(i + 1) % 30], above[(i + 2) % 30]) for i in range(30)
        ]


@op(out=DynamicOut())
def elements():
    for i in range(200):
        yield DynamicOutput(i, mapping_key=str(i))


@op
def each_element(value):
    return value


@op
def count(values):
    return len(values)


def fan():
    count(elements().map(each_element).collect())


def twice(name, wiring):
    """The job with the default executor, and with the executor that starts no process per step."""
    return [
        job(name=name)(wiring),
        job(name=name + "_best", executor_def=in_process_executor)(wiring),
    ]


def numbered_asset(place):
    @asset(name=f"asset_{place}", deps=[f"asset_{place - 1}"] if place else [])
    def made():
        return None

    return made


defs = Definitions(
    assets=[numbered_asset(place) for place in range(10)],
    jobs=[
        *twice("one", stamping),
        *twice("wait", long_waiting),
        *twice("chain40", chain),
        *twice("layers900", layers),
        *twice("fan200", fan),
    ],
)
