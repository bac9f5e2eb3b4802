package io.dagwerk.codeserver;

import io.dagwerk.protocol.HostSecret;
import io.dagwerk.protocol.Protocol;
import io.dagwerk.protocol.v1.CodeLocationGrpc;
import io.dagwerk.protocol.v1.CodeLocationProto.CompleteRunRequest;
import io.dagwerk.protocol.v1.CodeLocationProto.DescribeRequest;
import io.dagwerk.worker.LoadedCode;
import io.dagwerk.worker.LocationSpec;
import io.dagwerk.worker.WarmUp;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// The process whose loaded classes become the JVM's cache: does what every worker and every code
/// server does, and exits.
public final class TrainingMain {
  private TrainingMain() {}

  /// @param arguments none
  public static void main(String[] arguments) throws IOException, InterruptedException {
    WarmUp.execute();
    LocationSpec spec =
        LocationSpec.parse(
            new LocationSpec("training", "none", List.of(Path.of("none")), Path.of("none"))
                .arguments());
    LoadedCode code = WarmUp.code(spec.storage());
    HostSecret secret = HostSecret.create();
    Server server =
        CodeServerMain.serve(
            new CodeLocationEndpoint(
                CompletableFuture.completedFuture(new Loading.Loaded(code)),
                new WorkerPool(
                    WorkerCommand.of(spec, Optional.empty()), Optional.of(spec.name()), 0)),
            secret);
    ask("127.0.0.1:" + server.getPort(), secret);
    System.exit(0);
  }

  private static void ask(String address, HostSecret secret) {
    ManagedChannel channel =
        NettyChannelBuilder.forTarget(address).usePlaintext().intercept(secret.shown()).build();
    var location = CodeLocationGrpc.newBlockingStub(channel);
    location
        .describe(DescribeRequest.newBuilder().setVersion(Protocol.version()).build())
        .forEachRemaining(_ -> {});
    var _ = location.completeRun(CompleteRunRequest.newBuilder().setJob(WarmUp.JOB).build());
  }
}
