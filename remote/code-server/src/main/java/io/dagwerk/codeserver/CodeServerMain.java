package io.dagwerk.codeserver;

import io.dagwerk.model.ErrorInfo;
import io.dagwerk.protocol.HostSecret;
import io.dagwerk.protocol.ListenSpec;
import io.dagwerk.protocol.LocationSpec;
import io.dagwerk.protocol.ProcessTree;
import io.dagwerk.protocol.Protocol;
import io.dagwerk.worker.CachedClasses;
import io.dagwerk.worker.LoadedCode;
import io.dagwerk.worker.WorkerMain;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// The process of a code server: serves one version of a location until its standard input ends,
/// which it does with whoever started it. The first line of that input is the secret that each call
/// has to show. Without arguments, it waits for the next line, which has them with a zero byte
/// between each two, or tells it to rehearse, so that it has all of our classes loaded by then.
///
/// Arguments may say where it listens, for hosts that did not start it. Then it tells people how it
/// stands, and on loopback the secret may be an empty line: everybody on the machine is answered.
public final class CodeServerMain {
  /// Begins the line on standard output that says on which port it listens.
  public static final String LISTENING = "dagwerk: code server listens on port ";

  /// The line on standard output that says that a worker waits with everything loaded.
  public static final String WORKER_WAITS = "dagwerk: a worker waits";

  /// The line on standard output that says that its code is loaded, to who tells others where it
  /// is.
  public static final String LOADED = "dagwerk: the code is loaded";

  /// The line on standard output that says that its code cannot be loaded.
  public static final String NOT_LOADED = "dagwerk: the code cannot be loaded";

  /// The environment variable with the number of workers that wait with everything loaded.
  public static final String SPARES = "DAGWERK_SPARE_WORKERS";

  /// The environment variable with the folder where what makes workers start sooner is kept;
  /// without it they start without.
  public static final String CACHE = CachedClasses.FOLDER;

  /// The line that tells it to rehearse.
  private static final String REHEARSE = "rehearse";

  private CodeServerMain() {}

  /// @param arguments those of [LocationSpec], and perhaps those of [ListenSpec]; or none
  public static void main(String[] arguments) throws Exception {
    Optional<String> secret = line(System.in);
    Optional<ListenSpec> told = told(List.of(arguments));
    Optional<HostSecret> required = required(secret, told);
    LocationSpec spec = LocationSpec.parse(arguments.length == 0 ? awaited() : List.of(arguments));
    int spares = Integer.parseInt(System.getenv().getOrDefault(SPARES, "2"));
    Optional<Path> cache = Optional.ofNullable(System.getenv(CACHE)).map(Path::of);
    WorkerCommand command = WorkerCommand.of(spec, cache);
    WorkerPool workers =
        new WorkerPool(command, Optional.ofNullable(System.getenv(WorkerMain.RUN_HOST)), spares);
    var _ = workers.waiting().thenRun(() -> System.out.println(WORKER_WAITS));
    CompletableFuture<Loading> loading = new CompletableFuture<>();
    Server server = listen(told, new CodeLocationEndpoint(loading, workers), required);
    System.out.println(LISTENING + server.getPort());
    told.ifPresent(_ -> new Standing(spec.name()).tell(loading, System.out));
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
    killStarted(workers);
    System.exit(0);
  }

  /// What user code has started here ends with it; workers with a run go on.
  private static void killStarted(WorkerPool workers) {
    ProcessHandle.current()
        .children()
        .filter(child -> !workers.isBusy(child.pid()))
        .forEach(ProcessTree::kill);
  }

  private static Optional<ListenSpec> told(List<String> arguments) {
    try {
      return ListenSpec.parse(arguments);
    } catch (IllegalArgumentException e) {
      throw end(e);
    }
  }

  /// @param told where it listens; on a free port of this machine when it is not said
  private static Server listen(
      Optional<ListenSpec> told, CodeLocationEndpoint endpoint, Optional<HostSecret> secret) {
    ListenSpec listen = told.orElseGet(() -> ListenSpec.loopback(0));
    try {
      return serve(listen, endpoint, secret);
    } catch (IOException e) {
      throw end(e);
    }
  }

  /// Ends the process, which cannot serve.
  private static IllegalStateException end(Exception why) {
    System.err.println(why.getMessage());
    System.exit(1);
    return new IllegalStateException("the process has ended", why);
  }

  /// Listens.
  ///
  /// @param secret that each call has to show
  /// @throws IOException when it cannot, or others could read along, with what to do
  static Server serve(ListenSpec listen, CodeLocationEndpoint endpoint, Optional<HostSecret> secret)
      throws IOException {
    return listen.start(
        "the code server",
        (address, credentials) -> {
          NettyServerBuilder builder =
              NettyServerBuilder.forAddress(address, credentials)
                  .addService(endpoint)
                  .intercept(endpoint.id().required())
                  .maxInboundMessageSize(Protocol.LARGEST_MESSAGE)
                  .permitKeepAliveTime(1, TimeUnit.SECONDS);
          // The last one is asked first.
          secret.map(HostSecret::required).ifPresent(builder::intercept);
          return builder.build().start();
        });
  }

  private static Optional<HostSecret> required(Optional<String> secret, Optional<ListenSpec> told)
      throws IOException {
    if (secret.isEmpty() && told.filter(listen -> listen.address().isLoopback()).isEmpty()) {
      throw new IOException(
          "expected the secret of the host as the first line of standard input, but found none");
    }
    return secret.map(HostSecret::of);
  }

  /// What it is to serve, which is not known yet. Ends the process when it will never be.
  private static List<String> awaited() throws Exception {
    Optional<String> line = line(System.in);
    if (line.equals(Optional.of(REHEARSE))) {
      Rehearsal.play();
      line = line(System.in);
    }
    if (line.isEmpty()) {
      System.exit(0);
    }
    return List.of(line.orElseThrow().split("\0", -1));
  }

  /// Reads no byte beyond the line; empty when there is none.
  private static Optional<String> line(InputStream input) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int read = input.read(); read >= 0 && read != '\n'; read = input.read()) {
      line.write(read);
    }
    return Optional.of(line.toString(StandardCharsets.UTF_8)).filter(it -> !it.isEmpty());
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
