package io.dagwerk.worker;

import io.dagwerk.execution.StepProcesses;
import io.dagwerk.model.Isolation;
import io.dagwerk.protocol.LocationSpec;
import io.dagwerk.protocol.ProcessTree;
import io.dagwerk.protocol.RunHostAddress;
import io.dagwerk.protocol.RunProcesses;
import io.dagwerk.protocol.v1.CodeLocationProto.LaunchWorkerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/// The process of a worker: loads the definitions, says that it is ready, waits to be given a run,
/// brings it to its end and exits. When the first run is one that shares its process, more may come
/// ([SharedRuns]).
///
/// What it is to run comes by its standard input, as one delimited `LaunchWorkerRequest`, because
/// the token in it must not be seen in a list of processes. A worker without a run ends when that
/// input does: whoever started it is gone. Its standard output and error are files, and belong to
/// its run.
public final class WorkerMain {
  /// The environment variable that says where the run host is expected, `host:port`.
  public static final String RUN_HOST = "DAGWERK_RUN_HOST";

  private static final int FAILED_TO_LOAD = 2;
  private static final long LONGEST_EXIT_MILLIS = 2000;

  private WorkerMain() {}

  /// @param arguments those of [LocationSpec], then those of [OutputFiles]
  public static void main(String[] arguments) throws IOException, InterruptedException {
    InputStream commands = System.in;
    System.setIn(InputStream.nullInputStream());
    Path folder = Files.createTempDirectory("dagwerk-worker");
    int code;
    List<String> said = List.of(arguments);
    // Before several threads log: SLF4J prints about whoever comes while it is found.
    var _ = LoggerFactory.getILoggerFactory();
    try (StarterPipe starter = StarterPipe.open();
        ProcessOutput output = ProcessOutput.follow(OutputFiles.parse(said), starter);
        RunHosts hosts = new RunHosts(folder.resolve("events"))) {
      Optional<RunHostAddress> expected =
          Optional.ofNullable(System.getenv(RUN_HOST)).map(RunHostAddress::plain);
      expected.ifPresent(hosts::expect);
      LocationSpec spec = LocationSpec.parse(said);
      LoadedCode loaded = LoadedCode.load(spec);
      if (commands.available() == 0) {
        WarmUp.execute();
        if (expected.isPresent()) {
          WarmUp.greet(hosts.channel(expected.get()), hosts.spool());
        }
      }
      starter.ready();
      WorkerRun.Executing executing = new WorkerRun.Executing(loaded, Optional.of(steps(spec)));
      WorkerRun.Exit end = serve(executing, commands, new Surroundings(hosts, output, starter));
      if (end == WorkerRun.Exit.DONE) {
        starter.over();
      }
      code = end.code();
    } catch (LoadedCode.LoadFailed e) {
      e.printStackTrace();
      code = FAILED_TO_LOAD;
    } finally {
      Files.deleteIfExists(folder.resolve("events"));
      Files.deleteIfExists(folder);
    }
    exit(code);
  }

  private static StepProcesses steps(LocationSpec spec) {
    return new WarmProcesses(new StepCommand(spec, CachedClasses.told()));
  }

  private record Surroundings(RunHosts hosts, ProcessOutput output, StarterPipe starter) {}

  private static WorkerRun.Exit serve(
      WorkerRun.Executing code, InputStream commands, Surroundings around)
      throws IOException, InterruptedException {
    LaunchWorkerRequest request = LaunchWorkerRequest.parseDelimitedFrom(commands);
    if (request == null) {
      return WorkerRun.Exit.DONE;
    }
    if (RunProcesses.of(request).isolation() == Isolation.SHARED) {
      SharedOutput output = new SharedOutput(around.starter());
      around.output().give(output);
      return new SharedRuns(code, around.hosts(), output, around.starter())
          .serve(request, commands);
    }
    String worker = "worker-" + ProcessHandle.current().pid();
    return new WorkerRun(code, request, worker, around.output())
        .run(around.hosts(), around.hosts().spool());
  }

  /// Ends the process, whatever user code left running in it, with what that has started: whoever
  /// started this process may not be there any more to do so.
  static void exit(int code) {
    ProcessTree.killStarted();
    Thread.ofPlatform()
        .daemon()
        .name("dagwerk-exit")
        .start(() -> {
          try {
            TimeUnit.MILLISECONDS.sleep(LONGEST_EXIT_MILLIS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          Runtime.getRuntime().halt(code);
        });
    System.exit(code);
  }
}
