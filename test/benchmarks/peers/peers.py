"""Does the same work with Dagster and with Dagwerk, in turn, and prints medians and their ratios.

Both are started by their `dev` command, with the SQLite database that this gives them, both with write-ahead log and
full synchronization; both are asked over GraphQL on loopback, on one connection per thread. A figure of a run is the
product's own: from the start of the run to its end, as its API tells it.
"""

import argparse
import base64
import concurrent.futures
import datetime
import hmac
import http.client
import json
import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import threading
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
LONGEST_SECONDS = 900
LONGEST_START_SECONDS = 240
SUBMITTERS = 4

# Servers close connections that are idle.
LONGEST_IDLE_SECONDS = 2

local = threading.local()


class Peer:
    """One of the two: how it is started, asked, and what it keeps."""

    name = ""

    def __init__(self, folder):
        self.folder = folder
        self.home = folder / self.name.lower()
        self.stamps = self.home / "stamps"
        self.port = 0
        self.process = None

    # What differs.

    def command(self, definitions):
        """What starts it in its home, serving these definitions ("few" or "many")."""
        raise NotImplementedError

    def environment(self):
        return {}

    def prepare(self, setting):
        """Writes its settings into its empty home."""

    def asset_count(self):
        """How many assets it has loaded; 0 while there are none."""
        raise NotImplementedError

    def is_answering(self):
        raise NotImplementedError

    def launch(self, job):
        """Asks for a run, and tells its id."""
        raise NotImplementedError

    def status(self, run):
        """How a run stands: its status in capitals, when it began and when it ended, as seconds or None."""
        raise NotImplementedError

    def open_runs(self):
        """How many runs have not ended."""
        raise NotImplementedError

    def kept_bytes(self):
        """What the files come to that it keeps of runs."""
        raise NotImplementedError

    def headers(self):
        return {}

    # What is the same.

    def query(self, text, variables=None):
        key = (self.name, self.port)
        connections = getattr(local, "connections", None)
        if connections is None:
            connections = local.connections = {}
        last, connection = connections.get(key, (0, None))
        if connection is None or time.monotonic() - last > LONGEST_IDLE_SECONDS:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=LONGEST_SECONDS)
        connections[key] = (time.monotonic(), connection)
        try:
            body = json.dumps({"query": text, "variables": variables or {}})
            headers = {"Content-Type": "application/json", **self.headers()}
            connection.request("POST", "/graphql", body, headers)
            answer = json.loads(connection.getresponse().read())
        except (OSError, http.client.HTTPException):
            connections.pop(key)[1].close()
            raise
        if answer.get("errors"):
            raise RuntimeError(str(answer["errors"])[:1000])
        return answer["data"]

    def new_home(self, setting):
        shutil.rmtree(self.home, ignore_errors=True)
        self.stamps.mkdir(parents=True)
        self.prepare(setting)

    def start(self, definitions, assets):
        """Starts it.

        Returns the seconds until it answers over HTTP, and until it has loaded so many assets.
        """
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        environment = {**os.environ, **self.environment(), "STAMPS": str(self.stamps)}
        began = time.perf_counter()
        with open(self.home / "output", "ab") as output:
            self.process = subprocess.Popen(
                self.command(definitions),
                cwd=self.home,
                env=environment,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        answers = self.until(began, self.is_answering)
        loaded = self.until(began, lambda: self.asset_count() == assets)
        return answers, loaded

    def until(self, began, reached):
        while True:
            if self.process.poll() is not None:
                raise RuntimeError(f"{self.name} has ended; see {self.home / 'output'}")
            try:
                if reached():
                    return time.perf_counter() - began
            except (OSError, http.client.HTTPException):
                pass
            if time.perf_counter() - began > LONGEST_START_SECONDS:
                raise RuntimeError(f"{self.name} took too long; see {self.home / 'output'}")
            time.sleep(0.02)

    def stop(self):
        left = tree(self.process.pid)
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            pass
        for pid in left:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        self.process.wait(30)

    def await_end(self, run):
        """The status of a run that has ended, and the seconds from its beginning to its end."""
        deadline = time.monotonic() + LONGEST_SECONDS
        while time.monotonic() < deadline:
            status, began, ended = self.status(run)
            if ended is not None:
                return status, ended - (began or ended)
            time.sleep(0.05)
        raise RuntimeError(f"run {run} of {self.name} did not end")

    def succeed(self, job):
        """Launches a job and waits for its success; tells the seconds that it took."""
        status, took = self.await_end(self.launch(job))
        if not status.startswith("SUCCE"):
            raise RuntimeError(f"a run of {job} in {self.name} ended as {status}")
        return took

    def first_line(self, run):
        """When a run reached its first line, in nanoseconds, and in which process."""
        deadline = time.monotonic() + LONGEST_SECONDS
        while time.monotonic() < deadline:
            try:
                at, pid = (self.stamps / run).read_text().split()
                return int(at), int(pid)
            except FileNotFoundError:
                time.sleep(0.002)
        raise RuntimeError(f"run {run} of {self.name} did not begin")

    def latency(self, job):
        """The seconds from asking for a run to its first line."""
        asked = time.time_ns()
        run = self.launch(job)
        at, _ = self.first_line(run)
        self.await_end(run)
        return (at - asked) / 1e9

    def drain(self, job, runs):
        """Submits runs at once; tells how many succeed a second, from the first request to the last end."""
        began = time.time()
        with concurrent.futures.ThreadPoolExecutor(SUBMITTERS) as submitters:
            launched = list(submitters.map(lambda _: self.launch(job), range(runs)))
        deadline = time.monotonic() + LONGEST_SECONDS
        while self.open_runs() > 0:
            if time.monotonic() > deadline:
                raise RuntimeError(f"{self.name} did not drain its queue")
            time.sleep(0.25)
        ends = []
        for run in launched:
            status, _, ended = self.status(run)
            if not status.startswith("SUCCE"):
                raise RuntimeError(f"a run of {job} in {self.name} ended as {status}")
            ends.append(ended)
        return runs / (max(ends) - began)

    def noticed(self, job):
        """The seconds from the kill of a run's process until its run is known to have failed."""
        run = self.launch(job)
        _, pid = self.first_line(run)
        killed = time.perf_counter()
        os.kill(pid, signal.SIGKILL)
        while self.status(run)[2] is None:
            if time.perf_counter() - killed > LONGEST_SECONDS:
                raise RuntimeError(f"{self.name} did not notice that a process was killed")
            time.sleep(0.01)
        return time.perf_counter() - killed


class Dagster(Peer):
    name = "Dagster"

    def __init__(self, folder):
        super().__init__(folder)
        self.bin = folder / "venv" / "bin"
        self.place = None

    def command(self, definitions):
        file = str(HERE / "dagster" / f"{definitions}.py")
        return [str(self.bin / "dagster"), "dev", "-h", "127.0.0.1", "-p", str(self.port), "-f", file]

    def environment(self):
        return {"DAGSTER_HOME": str(self.home), "PATH": f"{self.bin}:{os.environ['PATH']}"}

    def prepare(self, setting):
        text = "telemetry:\n  enabled: false\n"
        if setting == "no queue":
            text += (
                "run_coordinator:\n  module: dagster._core.run_coordinator\n"
                "  class: DefaultRunCoordinator\n"
            )
        if setting == "fast queue":
            text += (
                "run_coordinator:\n  module: dagster._core.run_coordinator\n"
                "  class: QueuedRunCoordinator\n  config:\n    dequeue_interval_seconds: 1\n"
                "    dequeue_use_threads: true\n    dequeue_num_workers: 4\n"
            )
        (self.home / "dagster.yaml").write_text(text)

    def is_answering(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request("GET", "/server_info")
        return connection.getresponse().status == 200

    def asset_count(self):
        data = self.query(
            "{repositoriesOrError{... on RepositoryConnection{nodes{name location{name}}}} assetNodes{id}}"
        )
        nodes = data["repositoriesOrError"].get("nodes") or []
        if nodes:
            self.place = (nodes[0]["location"]["name"], nodes[0]["name"])
        return len(data["assetNodes"]) if nodes else 0

    def launch(self, job):
        location, repository = self.place
        data = self.query(
            """mutation($params: ExecutionParams!) {
              launchRun(executionParams: $params) {
                __typename
                ... on LaunchRunSuccess { run { runId } }
                ... on PythonError { message }
              }
            }""",
            {
                "params": {
                    "selector": {
                        "repositoryLocationName": location,
                        "repositoryName": repository,
                        "pipelineName": job,
                    },
                    "runConfigData": {},
                    "mode": "default",
                }
            },
        )["launchRun"]
        if "run" not in data:
            raise RuntimeError(str(data))
        return data["run"]["runId"]

    def status(self, run):
        found = self.query(
            "query($run: ID!) {runOrError(runId: $run) {... on Run {status startTime endTime}}}",
            {"run": run},
        )["runOrError"]
        return found["status"], found["startTime"], found["endTime"]

    def open_runs(self):
        return self.query(
            """{runsOrError(filter: {statuses: [QUEUED, NOT_STARTED, STARTING, STARTED, CANCELING]})
               {... on Runs {count}}}"""
        )["runsOrError"]["count"]

    def kept_bytes(self):
        return size(self.home / "history") + size(self.home / "storage")


class Dagwerk(Peer):
    name = "Dagwerk"

    def command(self, definitions):
        folder = str(HERE / "dagwerk" / definitions)
        return [str(ROOT / "dagwerk"), "dev", folder, "--port", str(self.port)]

    def headers(self):
        # As the command line does: from the key that the instance has made.
        key = (self.home / ".dagwerk" / "key").read_bytes()
        token = base64.urlsafe_b64encode(hmac.digest(key, b"api", "sha256")).decode().rstrip("=")
        return {"Authorization": f"Bearer {token}"}

    def is_answering(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request("GET", "/health")
        return connection.getresponse().status == 200

    def asset_count(self):
        count, after = 0, None
        while True:
            page = self.query(
                "query($after: String) {assets(after: $after, limit: 500) {after assets {key}}}",
                {"after": after},
            )["assets"]
            count += len(page["assets"])
            after = page["after"]
            if after is None:
                return count

    def launch(self, job):
        data = self.query(
            """mutation($job: String!) {
              launch(input: {job: $job}) {... on Run {id} ... on Refused {problems}}
            }""",
            {"job": job},
        )["launch"]
        if "id" not in data:
            raise RuntimeError(str(data))
        return data["id"]

    def status(self, run):
        found = self.query("query($run: ID!) {run(id: $run) {status started ended}}", {"run": run})[
            "run"
        ]
        return found["status"], seconds(found["started"]), seconds(found["ended"])

    def open_runs(self):
        page = self.query(
            "{runs(filter: {statuses: [QUEUED, STARTING, STARTED, CANCELING]}, limit: 1000) {runs {id}}}"
        )["runs"]
        return len(page["runs"])

    def kept_bytes(self):
        home = self.home / ".dagwerk"
        return size(home / "values") + size(home / "logs") + sum(
            file.stat().st_size for file in home.glob("dagwerk.db*")
        )


def seconds(instant):
    if instant is None:
        return None
    # Java writes up to nine digits of a second, Python reads six.
    digits = re.sub(r"(\.\d{6})\d+", r"\1", instant)
    return datetime.datetime.fromisoformat(digits.replace("Z", "+00:00")).timestamp()


def size(folder):
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def tree(pid):
    """A process and all that descend from it."""
    children = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                fields = Path("/proc", entry, "stat").read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            children.setdefault(int(fields[1]), []).append(int(entry))
    found, left = [], [pid]
    while left:
        each = left.pop()
        found.append(each)
        left += children.get(each, [])
    return found


def memory(pid):
    """The proportional memory of a process and its descendants in MiB, and how many they are."""
    total, processes = 0, 0
    for each in tree(pid):
        try:
            text = Path("/proc", str(each), "smaps_rollup").read_text()
        except OSError:
            continue
        total += int(re.search(r"^Pss:\s+(\d+)", text, re.M).group(1))
        processes += 1
    return total / 1024, processes


class Report:
    """The table: what was measured, and the medians of both."""

    def __init__(self):
        self.rows = []

    def add(self, what, unit, dagster, dagwerk, more_is_better=False):
        """Takes the figures of both; those of Dagster are empty where it was not asked."""
        self.rows.append((what, unit, dagster, dagwerk, more_is_better))
        print(self.line(self.rows[-1]), flush=True)

    def head(self):
        return (
            "| what | Dagster | Dagwerk | ratio |\n|---|---|---|---|"
        )

    def line(self, row):
        what, unit, dagster, dagwerk, more_is_better = row
        ratio = ""
        if dagster and dagwerk:
            a, b = statistics.median(dagster), statistics.median(dagwerk)
            ratio = f"{(b / a if more_is_better else a / b):.3g} times"
        return f"| {what} | {figure(dagster, unit)} | {figure(dagwerk, unit)} | {ratio} |"

    def print(self):
        print("\n" + self.head())
        for row in self.rows:
            print(self.line(row))


def figure(values, unit):
    if not values:
        return "not measured"
    middle = statistics.median(values)
    if len(values) == 1:
        return f"{middle:.3g} {unit} (1)"
    return f"{middle:.3g} {unit}, {min(values):.3g} to {max(values):.3g} ({len(values)})"


def in_turn(peers, times, measure):
    """Measures both in turn, so often; what the machine does beside then troubles both."""
    found = {peer.name: [] for peer in peers}
    for _ in range(times):
        for peer in peers:
            found[peer.name].append(measure(peer))
    return found["Dagster"], found["Dagwerk"]


class Session:
    def __init__(self, peers, quick):
        self.peers = peers
        self.dagster, self.dagwerk = peers
        self.quick = quick
        self.report = Report()

    def times(self, usual):
        return 1 if self.quick else usual

    def starts(self):
        def start(peer):
            answers, loaded = peer.start("few", 10)
            peer.stop()
            return answers, loaded

        for peer in self.peers:
            peer.new_home("default")
            start(peer)
        dagster, dagwerk = in_turn(self.peers, self.times(3), start)
        for place, what in enumerate(("answers over HTTP", "10 assets are loaded")):
            self.report.add(
                f"`dev`, second start, until {what}",
                "s",
                [each[place] for each in dagster],
                [each[place] for each in dagwerk],
            )

    def defaults(self):
        """Everything as it is when nothing is set."""
        self.open("default", "few", 10)
        time.sleep(15)
        dagster, dagwerk = (memory(peer.process.pid) for peer in self.peers)
        what = f"memory, idle, of {dagster[1]} and {dagwerk[1]} processes"
        self.report.add(what, "MiB", [dagster[0]], [dagwerk[0]])
        self.launches("one", "launch to the first line, defaults", 10)
        # Dagster starts a process for each step: 900 of them are left out.
        self.runs("chain40", "40 steps one after the other, defaults", 1)
        self.noticing("wait", "a killed process of a run is noticed, defaults")
        self.close()

    def best(self):
        """The settings of each that are fastest for small steps and runs."""
        self.open("no queue", "few", 10)
        self.launches("one_best", "launch to the first line, best settings", 10)
        self.runs("chain40_best", "40 steps one after the other, best settings", 5)
        self.runs("fan200_best", "fan-out of 200, best settings", 3)
        self.close()

    def layers(self):
        """Many small steps, and what is stored of them."""
        self.open("no queue", "few", 10)
        self.close()
        # What a write-ahead log holds is in the database once a process has ended.
        before = [peer.kept_bytes() for peer in self.peers]
        for peer in self.peers:
            peer.start("few", 10)
        self.runs("layers900_best", "900 ops in 30 layers, best settings", 1)
        self.close()
        kept = [
            [(peer.kept_bytes() - bytes_before) / 900 / 1000]
            for peer, bytes_before in zip(self.peers, before, strict=True)
        ]
        self.report.add("stored per step of these 900, values included", "kB", *kept)

    def queues(self):
        for setting, job, name in (
            ("default", "one", "defaults"),
            ("fast queue", "one_best", "best settings"),
        ):
            self.open(setting, "few", 10)
            # Dagster's defaults would need a quarter of an hour for 200.
            for runs in (50,) if self.quick or setting == "default" else (50, 200):
                dagster, dagwerk = in_turn(self.peers, 1, lambda peer: peer.drain(job, runs))
                self.report.add(
                    f"{runs} runs submitted at once, {name}", "runs/s", dagster, dagwerk, True
                )
            self.close()

    def many_assets(self):
        def load(peer):
            peer.new_home("default")
            _, loaded = peer.start("many", 10_000)
            peer.stop()
            return loaded

        self.report.add(
            "`dev` until 10,000 assets are loaded, first start",
            "s",
            *in_turn(self.peers, self.times(3), load),
        )

    def open(self, setting, definitions, assets):
        for peer in self.peers:
            peer.new_home(setting)
            peer.start(definitions, assets)

    def close(self):
        for peer in self.peers:
            peer.stop()

    def launches(self, job, what, times):
        for peer in self.peers:
            peer.latency(job)
        self.report.add(
            what, "s", *in_turn(self.peers, self.times(times), lambda peer: peer.latency(job))
        )

    def runs(self, job, what, times):
        for peer in self.peers[:1] if times == 1 else self.peers:
            if times > 1:
                peer.succeed(job)
        self.report.add(
            what, "s", *in_turn(self.peers, self.times(times), lambda peer: peer.succeed(job))
        )

    def noticing(self, job, what):
        self.report.add(
            what, "s", *in_turn(self.peers, self.times(3), lambda peer: peer.noticed(job))
        )


PARTS = {
    "start": Session.starts,
    "defaults": Session.defaults,
    "best": Session.best,
    "layers": Session.layers,
    "queues": Session.queues,
    "assets": Session.many_assets,
}


def main():
    parser = argparse.ArgumentParser(description="Measures Dagster and Dagwerk in turn.")
    parser.add_argument("--folder", type=Path, required=True, help="with venv; instances go there")
    parser.add_argument("--quick", action="store_true", help="each figure once")
    parser.add_argument("part", nargs="*", help=f"some of: {' '.join(PARTS)}")
    said = parser.parse_args()
    unknown = [part for part in said.part if part not in PARTS]
    if unknown:
        parser.error(f"there is no part '{unknown[0]}'; there are {', '.join(PARTS)}")
    session = Session([Dagster(said.folder), Dagwerk(said.folder)], said.quick)
    for part in said.part or PARTS:
        try:
            PARTS[part](session)
        finally:
            for peer in session.peers:
                if peer.process is not None and peer.process.poll() is None:
                    peer.stop()
    session.report.print()
    print(f"\nLoad of the machine at the end: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
