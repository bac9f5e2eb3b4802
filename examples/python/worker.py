"""The process of a worker: attaches to the run host, brings one run to its end, and exits."""

import os
import sys
import threading
import time

import grpc
from dagwerk.v1 import event_pb2 as events
from dagwerk.v1.code_location_pb2 import LaunchWorkerRequest
from dagwerk.v1.common_pb2 import StepKey
from dagwerk.v1.event_pb2 import Event
from dagwerk.v1.plan_pb2 import Plan
from dagwerk.v1.run_host_pb2 import Assignment, Events, Heartbeat, Hello, WorkerMessage
from dagwerk.v1.run_host_pb2_grpc import RunHostStub

import location
from messages import VERSION, document, error, version_refusal

NAME = f"worker-{os.getpid()}"
HEARTBEAT, PAUSE, LONGEST_ABSENCE = 1, 0.25, 3600
MOST_SENT, MOST_IN_BATCH = 8192, 512
DONE, REFUSED, UNHEARD = 0, 3, 4


class Outbox:
    """The events that are not acknowledged, in their order. Adding never waits for the host."""

    def __init__(self):
        self.changed = threading.Condition()
        self.waiting = []
        self.acknowledged = self.sent = 0

    def add(self, node=None, **kind):
        event = Event(at_micros=time.time_ns() // 1000, **kind)
        if node:
            event.step.node = node
        with self.changed:
            self.waiting.append(event.SerializeToString())
            self.changed.notify_all()

    def acknowledge(self, sequence):
        with self.changed:
            count = sequence - self.acknowledged
            del self.waiting[:count]
            self.acknowledged += count
            self.sent -= count
            self.changed.notify_all()

    def rewind(self, acknowledged):
        """To what the host has: the rest is sent again."""
        self.acknowledge(acknowledged)
        self.sent = 0

    def next(self, over):
        """The number of the next event, and some from it; none when none came for a while.

        A stream that is over takes none: they are for the one after it.
        """
        with self.changed:
            some = lambda: not over.is_set() and self.sent < min(len(self.waiting), MOST_SENT)
            self.changed.wait_for(some, HEARTBEAT)
            batch = self.waiting[self.sent : self.sent + MOST_IN_BATCH] if some() else []
            self.sent += len(batch)
            return self.acknowledged + self.sent - len(batch) + 1, batch


class Link:
    """Keeps the worker attached: opens the stream again whenever it broke."""

    def __init__(self, launch):
        self.launch, self.outbox = launch, Outbox()
        self.assigned, self.canceled = threading.Event(), threading.Event()
        self.assignment = self.reason = None

    def run(self):
        channel = grpc.insecure_channel(self.launch.run_host)
        while True:
            try:
                self.listen(RunHostStub(channel))
            except grpc.RpcError:
                pass  # The host is away; what is not acknowledged is sent when it is back.
            time.sleep(PAUSE)

    def listen(self, host):
        welcome, over, pieces = threading.Event(), threading.Event(), b""
        try:
            for message in host.Attach(self.speak(welcome, over), wait_for_ready=True):
                kind = message.WhichOneof("kind")
                if kind == "welcome":
                    if refusal := version_refusal("run host", message.welcome.version):
                        refused(refusal)
                    self.outbox.rewind(message.welcome.acknowledged)
                    welcome.set()
                elif kind == "assignment":
                    pieces += message.assignment.bytes
                    if message.assignment.last:
                        self.assignment = Assignment.FromString(pieces)
                        self.assigned.set()
                elif kind == "acknowledged":
                    self.outbox.acknowledge(message.acknowledged.sequence)
                elif kind == "cancel":
                    self.reason = message.cancel.reason
                    self.canceled.set()
                elif kind == "refused":
                    refused(message.refused.reason)
                # Another kind is of a later version, which only adds what may be left out.
        finally:
            over.set()
            welcome.set()

    def speak(self, welcome, over):
        """What is said on one stream: who this is, then events, and that it lives."""
        hello = Hello(
            version=VERSION, run=self.launch.run, attempt=self.launch.attempt, worker=NAME
        )
        hello.token, hello.has_assignment = self.launch.token, self.assigned.is_set()
        yield WorkerMessage(hello=hello)
        welcome.wait()
        while not over.is_set():
            first, batch = self.outbox.next(over)
            if batch:
                yield WorkerMessage(events=Events(first_sequence=first, events=batch))
            else:
                yield WorkerMessage(heartbeat=Heartbeat())


def refused(reason):
    print(f"the run host refused this worker: {reason}", file=sys.stderr, flush=True)
    os._exit(REFUSED)


class Context:
    """What an op is told of its run, and may say."""

    def __init__(self, link, node):
        self.say, self.node, self.canceled = link.outbox.add, node, link.canceled

    def log(self, line):
        logged = events.Logged(level=events.LEVEL_INFO, logger=location.NAME, message=line)
        logged.attribution = events.ATTRIBUTION_KNOWN
        self.say(self.node, logged=logged)

    def print(self, line):
        printed = events.Printed(stream=events.STREAM_STDOUT, line=line)
        printed.attribution = events.ATTRIBUTION_KNOWN
        self.say(self.node, printed=printed)


def execute(link, plan, config):
    """Executes the steps of a plan in their order, and says what happens."""
    say, values, lost = link.outbox.add, {}, []
    say(run_started=events.RunStarted())
    for step in plan.steps:
        node = step.key.node
        needs = [i.source.from_step.step.node for i in step.inputs if i.source.HasField("from_step")]
        missing = [need for need in needs if need in lost]
        if link.canceled.is_set():
            say(node, step_canceled=events.StepCanceled(reason=link.reason))
        elif missing:
            lost.append(node)
            say(node, step_abandoned=events.StepAbandoned(cause=StepKey(node=missing[0])))
        else:
            say(node, step_started=events.StepStarted())
            inputs = [values[need] for need in needs] or [config]
            try:
                values[node] = getattr(location, node)(Context(link, node), *inputs)
                outputs = ["result"] if step.outputs else []
                say(node, step_succeeded=events.StepSucceeded(outputs=outputs))
            except location.Canceled:
                say(run_canceling=events.RunCanceling(reason=link.reason))
                say(node, step_canceled=events.StepCanceled(reason=link.reason))
            except Exception as e:
                lost.append(node)
                failure = events.StepFailed(error=error(type(e).__name__, str(e)))
                failure.kind = events.FAILURE_KIND_EXCEPTION
                say(node, step_failed=failure)
    if link.canceled.is_set():
        say(run_canceled=events.RunCanceled(reason=link.reason))
    elif lost:
        say(run_failed=events.RunFailed(reason=f"steps failed: {lost}"))
    else:
        say(run_succeeded=events.RunSucceeded())


def main():
    launch = LaunchWorkerRequest.FromString(sys.stdin.buffer.read())
    link = Link(launch)
    threading.Thread(target=link.run, daemon=True).start()
    link.assigned.wait()
    outbox = link.outbox
    outbox.add(worker_attached=events.WorkerAttached(worker=NAME, attempt=launch.attempt))
    plan = Plan.FromString(link.assignment.plan)
    config, problems = location.config_of_hello(document(link.assignment.config))
    if plan.code_version != location.CODE_VERSION:
        problems.append(f"it was planned for code version '{plan.code_version}'")
    if problems:
        outbox.add(run_failed=events.RunFailed(reason="it cannot start: " + "; ".join(problems)))
    else:
        execute(link, plan, config)
    with outbox.changed:
        heard = outbox.changed.wait_for(lambda: not outbox.waiting, LONGEST_ABSENCE)
    os._exit(DONE if heard else UNHEARD)


if __name__ == "__main__":
    main()
