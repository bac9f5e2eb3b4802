"""The location as messages, and what comes as messages as plain values."""

import hashlib

from dagwerk.v1.code_location_pb2 import DescribeReply
from dagwerk.v1.config_pb2 import ConfigSchema, ConfigTree
from dagwerk.v1.common_pb2 import Error
from dagwerk.v1.plan_pb2 import NODE_KIND_OP, Retry, StepOptions
from dagwerk.v1.run_host_pb2 import ProtocolVersion
from dagwerk.v1.snapshot_pb2 import INSTIGATOR_STATUS_STOPPED, CodeVersion, Job, Node, NodeInput
from dagwerk.v1.snapshot_pb2 import Schedule

import location

VERSION = ProtocolVersion(major=1, minor=1)
NO_CONFIG = ConfigTree(entries=ConfigTree.Entries())
NO_RETRY = Retry(backoff=Retry.BACKOFF_CONSTANT)


def version_refusal(side, other):
    """Why this side cannot speak with one of that version; none when it can."""
    if other.major != VERSION.major:
        return (
            f"the {side} speaks version {other.major}.{other.minor} of the protocol, "
            f"but this side speaks {VERSION.major}.{VERSION.minor}"
        )


def error(type, message):
    return Error(chain=[Error.Thrown(type=type, message=message)])


def document(bytes):
    """A ConfigTree of entries and texts as dicts and strings."""
    return value(ConfigTree.FromString(bytes)) or {}


def value(tree):
    if tree.HasField("entries"):
        return {entry.name: value(entry.value) for entry in tree.entries.entries}
    return tree.text or None


def op(name, **more):
    version = CodeVersion(unknown="this code server computes none")
    options = StepOptions(retry=NO_RETRY)
    return Node(name=name, kind=NODE_KIND_OP, options=options, code_version=version, **more)


def job():
    anything = ConfigSchema(anything=ConfigSchema.Anything())
    result = Node.Output(name="result", type="text", required=True, stored=True)
    greeting = NodeInput(of_node=NodeInput.OfNode(node="hello", output="result"))
    config = NodeInput(config=NodeInput.Config())
    hello = op("hello", inputs=[config], outputs=[result], config=anything)
    executor = Job.Executor(name="in_order", schema=anything)
    return Job(
        name=location.JOB,
        modes=["default"],
        executors=[executor],
        config=anything,
        nodes=[hello, op("tell", inputs=[greeting])],
    )


def schedule(name):
    return Schedule(
        name=name,
        crons=Schedule.Crons(crons=["0 0 * * *"], zone="UTC"),
        asks=Schedule.ASKS_DECISION,
        job=location.JOB,
        retry=NO_RETRY,
        by_default=INSTIGATOR_STATUS_STOPPED,
    )


def described(known):
    """The answer to Describe: the head, the parts, and the bytes of those that are not known."""
    parts = [(DescribeReply.PART_KIND_JOB, job())]
    parts += [(DescribeReply.PART_KIND_SCHEDULE, schedule(name)) for name in location.SCHEDULES]
    head = DescribeReply.Head(
        version=VERSION, name=location.NAME, code_version=location.CODE_VERSION
    )
    order, contents = DescribeReply.Parts(), DescribeReply.Contents()
    for kind, part in parts:
        bytes = part.SerializeToString(deterministic=True)
        hash = hashlib.sha256(bytes).hexdigest()
        order.parts.add(kind=kind, hash=hash)
        if hash not in known:
            contents.contents.add(hash=hash, bytes=bytes)
    return [DescribeReply(head=head), DescribeReply(parts=order), DescribeReply(contents=contents)]
