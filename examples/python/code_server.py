"""The process of a code server: answers the host, and starts a worker for each run.

The first line of its standard input is the secret that each call has to show; it ends with that
input. It says on standard output on which port it listens.
"""

import datetime
import hmac
import os
import signal
import subprocess
import sys
import threading
from concurrent import futures

import grpc
from dagwerk.v1 import code_location_pb2_grpc as service
from dagwerk.v1.code_location_pb2 import CompleteRunReply, EvaluateMappingsReply, EvaluateReply
from dagwerk.v1.code_location_pb2 import LaunchWorkerReply, StopWorkerReply, ValidateRunReply
from dagwerk.v1.code_location_pb2 import WorkerEnded
from dagwerk.v1.evaluation_pb2 import Evaluation, LaunchRun
from dagwerk.v1.plan_pb2 import Plan
from dagwerk.v1.planning_pb2 import EvaluatedMappings

import location
from messages import NO_CONFIG, described, document, error, version_refusal

LARGEST_MESSAGE = 8 << 20
UNREADABLE = grpc.StatusCode.FAILED_PRECONDITION


class CodeLocation(service.CodeLocationServicer):
    def __init__(self, workers):
        self.workers = workers

    def Describe(self, request, context):
        refusal = version_refusal("host", request.version)
        return context.abort(UNREADABLE, refusal) if refusal else iter(described(request.known))

    def CompleteRun(self, request, context):
        problems = []
        if request.job != location.JOB:
            problems.append(f"no job '{request.job}', only '{location.JOB}'")
        if request.HasField("preset"):
            problems.append(f"no preset '{request.preset}'; there is none")
        if request.HasField("mode") and request.mode != "default":
            problems.append(f"no mode '{request.mode}', only 'default'")
        config = request.config or NO_CONFIG.SerializeToString()
        selection = request.selection if request.HasField("selection") else None
        if problems:
            return CompleteRunReply(problems=problems)
        return CompleteRunReply(
            mode="default", config=config, selection=selection, tags=request.tags
        )

    def ValidateRun(self, request, context):
        planned = Plan.FromString(request.plan).code_version
        _, problems = location.config_of_hello(document(request.config))
        if planned != location.CODE_VERSION:
            problems.append(f"planned for code '{planned}', not '{location.CODE_VERSION}'")
        return ValidateRunReply(problems=problems)

    def EvaluateMappings(self, request, context):
        if request.HasField("job") and request.job != location.JOB:
            unknown = error("Unknown", f"no job '{request.job}', only '{location.JOB}'")
            yield EvaluateMappingsReply(failed=unknown)
        else:
            none = EvaluatedMappings().SerializeToString()
            yield EvaluateMappingsReply(piece=EvaluateMappingsReply.Piece(bytes=none, last=True))

    def Evaluate(self, request, context):
        kind = request.WhichOneof("of") or context.abort(UNREADABLE, "an EvaluateRequest of nothing")
        function = location.SCHEDULES.get(request.schedule)
        if function:
            evaluation = evaluate(request, function)
        else:
            evaluation = Evaluation(failed=error("Unknown", f"no {kind} '{getattr(request, kind)}'"))
        return EvaluateReply(evaluation=evaluation.SerializeToString())

    def LaunchWorker(self, request, context):
        return LaunchWorkerReply(worker=self.workers.launch(request))

    def StopWorker(self, request, context):
        self.workers.stop(request.run, request.attempt)
        return StopWorkerReply()

    def WatchWorkers(self, request, context):
        return self.workers.watch(context)


def evaluate(request, schedule):
    """In a thread of its own, which is left behind when it takes too long."""
    timeout = request.timeout.ToTimedelta().total_seconds()
    said = futures.Future()

    def ask():
        try:
            said.set_result(schedule(request.scheduled_at.ToDatetime(datetime.timezone.utc)))
        except Exception as e:
            said.set_exception(e)

    threading.Thread(target=ask, daemon=True).start()
    try:
        run = LaunchRun(job=LaunchRun.OfJob(job=location.JOB), key=said.result(timeout))
        run.config = NO_CONFIG.SerializeToString()
        return Evaluation(requested=Evaluation.Requested(runs=[run]))
    except futures.TimeoutError:
        late = f"schedule '{request.schedule}' took longer than its timeout of {timeout} s"
        return Evaluation(failed=error("EvaluationTimeout", late))
    except Exception as e:
        return Evaluation(failed=error(type(e).__name__, str(e)))


class Workers:
    """The workers that have a run, and how those ended that had one."""

    def __init__(self):
        self.changed = threading.Condition()
        self.busy = {}
        self.ended = []

    def launch(self, request):
        """In a session of its own, so that it is killed with all that it started."""
        program = os.path.join(os.path.dirname(os.path.abspath(__file__)), "worker.py")
        worker = subprocess.Popen(
            [sys.executable, program], stdin=subprocess.PIPE, stdout=2, start_new_session=True
        )
        # By its input: the token in it must not be seen in a list of processes.
        worker.stdin.write(request.SerializeToString())
        worker.stdin.close()
        self.busy[request.run, request.attempt] = worker
        threading.Thread(target=self.await_end, args=(request, worker), daemon=True).start()
        return f"worker-{worker.pid}"

    def await_end(self, request, worker):
        code = worker.wait()
        kill(worker)
        how = f"exit code {code}" if code >= 0 else f"exit code {128 - code}, signal {-code}"
        end = WorkerEnded(
            run=request.run, attempt=request.attempt, worker=f"worker-{worker.pid}", how=how
        )
        with self.changed:
            del self.busy[request.run, request.attempt]
            self.ended.append(end)
            self.changed.notify_all()

    def stop(self, run, attempt):
        if worker := self.busy.get((run, attempt)):
            kill(worker)

    def watch(self, context):
        """Each end, also of those before, until nobody listens any more."""
        told = 0
        while context.is_active():
            with self.changed:
                self.changed.wait_for(lambda: len(self.ended) > told, timeout=1)
                ends = self.ended[told:]
            told += len(ends)
            yield from ends


def kill(worker):
    try:
        os.killpg(worker.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


class SecretRequired(grpc.ServerInterceptor):
    """Refuses each call that does not show the secret of the host."""

    def __init__(self, secret):
        self.expected = f"Bearer {secret}"

    def intercept_service(self, continuation, call):
        handler = continuation(call)
        shown = dict(call.invocation_metadata).get("authorization", "")
        if handler is None or hmac.compare_digest(shown.encode(), self.expected.encode()):
            return handler

        def refuse(request, context):
            reason = "the call does not show the secret that this code server was started with"
            context.abort(grpc.StatusCode.UNAUTHENTICATED, reason)

        if handler.response_streaming:
            return grpc.unary_stream_rpc_method_handler(refuse)
        return grpc.unary_unary_rpc_method_handler(refuse)


def main():
    secret = sys.stdin.readline().strip()
    if not secret:
        sys.exit("expected the secret of the host as the first line of standard input")
    server = grpc.server(
        futures.ThreadPoolExecutor(max_workers=64),
        interceptors=[SecretRequired(secret)],
        # The host asks every 10 s whether the connection lives, which gRPC takes for an attack.
        options=[
            ("grpc.max_receive_message_length", LARGEST_MESSAGE),
            ("grpc.http2.min_ping_interval_without_data_ms", 1000),
        ],
    )
    service.add_CodeLocationServicer_to_server(CodeLocation(Workers()), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    print(f"dagwerk: code server listens on port {port}", flush=True)
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    main()
