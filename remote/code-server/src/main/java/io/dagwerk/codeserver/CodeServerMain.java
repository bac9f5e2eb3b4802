package io.dagwerk.codeserver;

import io.dagwerk.model.ErrorInfo;
import io.dagwerk.protocol.Protocol;
import io.dagwerk.worker.LoadedCode;
import io.dagwerk.worker.LocationSpec;
import io.dagwerk.worker.WorkerMain;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// The process of a code server: serves one version of a location until its standard input ends,
/// which it does with whoever started it.
public final class CodeServerMain {
  /// Begins the line on standard output that says on which port it listens.
  public static final String LISTENING = "dagwerk: code server listens on port ";

  /// The environment variable with the number of workers that wait with everything loaded.
  public static final String SPARES = "DAGWERK_SPARE_WORKERS";

  /// The environment variable with the folder where what makes workers start sooner is kept;
  /// without it they start without.
  public static final String CACHE = "DAGWERK_CACHE";

  private CodeServerMain() {}

  /// @param arguments those of [LocationSpec]
  public static void main(String[] arguments) throws IOException {
    LocationSpec spec = LocationSpec.parse(List.of(arguments));
    int spares = Integer.parseInt(System.getenv().getOrDefault(SPARES, "2"));
    Optional<Path> cache = Optional.ofNullable(System.getenv(CACHE)).map(Path::of);
    WorkerCommand command = WorkerCommand.of(spec, cache);
    WorkerPool workers =
        new WorkerPool(command, Optional.ofNullable(System.getenv(WorkerMain.RUN_HOST)), spares);
    CompletableFuture<Loading> loading = new CompletableFuture<>();
    Server server = serve(new CodeLocationEndpoint(loading, workers));
    System.out.println(LISTENING + server.getPort());
    Thread.ofPlatform()
        .daemon()
        .name("dagwerk-loading")
        .start(() -> {
          load(spec, loading, workers);
          command.cache().ifPresent(AotCache::make);
        });
    while (System.in.read() >= 0) {
      // Nothing is said to it here.
    }
    workers.close();
    server.shutdownNow();
    System.exit(0);
  }

  /// Listens on a port of this machine.
  static Server serve(CodeLocationEndpoint endpoint) throws IOException {
    return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
        .addService(endpoint)
        .maxInboundMessageSize(Protocol.LARGEST_MESSAGE)
        .permitKeepAliveTime(1, TimeUnit.SECONDS)
        .build()
        .start();
  }

  private static void load(
      LocationSpec spec, CompletableFuture<Loading> loading, WorkerPool workers) {
    try {
      loading.complete(new Loading.Loaded(LoadedCode.load(spec)));
      workers.refill();
    } catch (LoadedCode.LoadFailed e) {
      loading.complete(new Loading.Failed(e.error()));
    } catch (Throwable e) {
      loading.complete(new Loading.Failed(ErrorInfo.of(e)));
    }
  }
}
