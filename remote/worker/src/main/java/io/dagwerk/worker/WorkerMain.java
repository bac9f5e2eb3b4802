package io.dagwerk.worker;

import io.dagwerk.protocol.Protocol;
import io.dagwerk.protocol.v1.CodeLocationProto.LaunchWorkerRequest;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The process of a worker: loads the definitions, says that it is ready, waits to be given a run,
/// brings it to its end and exits.
///
/// What it is to run comes by its standard input, as one delimited `LaunchWorkerRequest`, because
/// the token in it must not be seen in a list of processes. A worker without a run ends when that
/// input does: whoever started it is gone.
public final class WorkerMain {
  /// The line on standard output that says that a run may come.
  public static final String READY = "dagwerk: worker is ready";

  private static final int FAILED_TO_LOAD = 2;
  private static final long LONGEST_EXIT_MILLIS = 2000;

  private WorkerMain() {}

  /// @param arguments those of [LocationSpec]
  public static void main(String[] arguments) throws IOException, InterruptedException {
    LoadedCode code;
    try {
      code = LoadedCode.load(LocationSpec.parse(List.of(arguments)));
    } catch (LoadedCode.LoadFailed e) {
      e.printStackTrace();
      exit(FAILED_TO_LOAD);
      return;
    }
    InputStream commands = System.in;
    System.setIn(InputStream.nullInputStream());
    System.out.println(READY);
    LaunchWorkerRequest request = LaunchWorkerRequest.parseDelimitedFrom(commands);
    exit(request == null ? 0 : execute(code, request).code());
  }

  private static WorkerRun.Exit execute(LoadedCode code, LaunchWorkerRequest request)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("dagwerk-worker");
    ManagedChannel channel =
        NettyChannelBuilder.forTarget(request.getRunHost())
            .usePlaintext()
            .disableRetry()
            .maxInboundMessageSize(Protocol.LARGEST_MESSAGE)
            .keepAliveTime(10, TimeUnit.SECONDS)
            .keepAliveTimeout(5, TimeUnit.SECONDS)
            .build();
    try {
      String worker = "worker-" + ProcessHandle.current().pid();
      return new WorkerRun(code, request, worker).run(channel, folder.resolve("events"));
    } finally {
      channel.shutdown().awaitTermination(1, TimeUnit.SECONDS);
      Files.deleteIfExists(folder.resolve("events"));
      Files.deleteIfExists(folder);
    }
  }

  /// Ends the process, whatever user code left running in it.
  private static void exit(int code) {
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
