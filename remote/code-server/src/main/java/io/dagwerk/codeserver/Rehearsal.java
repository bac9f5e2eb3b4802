package io.dagwerk.codeserver;

import io.dagwerk.protocol.HostSecret;
import io.dagwerk.protocol.ListenSpec;
import io.dagwerk.protocol.LocationSpec;
import io.dagwerk.protocol.Protocol;
import io.dagwerk.protocol.v1.CodeLocationGrpc;
import io.dagwerk.protocol.v1.CodeLocationProto.CompleteRunRequest;
import io.dagwerk.protocol.v1.CodeLocationProto.DescribeRequest;
import io.dagwerk.worker.LoadedCode;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// What a code server does, done with code of ours, so that all classes which it needs are loaded.
final class Rehearsal {
  private Rehearsal() {}

  static void play() throws Exception {
    Path folder = Files.createTempDirectory("dagwerk-training");
    Path preset = folder.resolve("preset.yaml");
    try {
      Files.writeString(preset, TrainingCode.PRESET);
      System.setProperty(TrainingCode.PRESET_FILE, preset.toString());
      serve(
          LocationSpec.parse(
              new LocationSpec("training", TrainingCode.class.getName(), List.of(own()), folder)
                  .arguments()));
    } finally {
      System.clearProperty(TrainingCode.PRESET_FILE);
      Files.deleteIfExists(preset);
      Files.deleteIfExists(folder);
    }
  }

  /// The jar that this class is in.
  private static Path own() throws URISyntaxException {
    return Path.of(TrainingMain.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static void serve(LocationSpec spec) throws IOException, LoadedCode.LoadFailed {
    LoadedCode code = LoadedCode.load(spec);
    HostSecret secret = HostSecret.create();
    CompletableFuture<Loading> loaded = CompletableFuture.completedFuture(new Loading.Loaded(code));
    try (WorkerPool workers =
        new WorkerPool(WorkerCommand.of(spec, Optional.empty()), Optional.of(spec.name()), 0)) {
      Server server =
          CodeServerMain.serve(
              ListenSpec.loopback(0),
              new CodeLocationEndpoint(loaded, workers),
              Optional.of(secret));
      try {
        ask("127.0.0.1:" + server.getPort(), secret);
      } finally {
        server.shutdownNow();
      }
    }
  }

  private static void ask(String address, HostSecret secret) {
    ManagedChannel channel =
        NettyChannelBuilder.forTarget(address).usePlaintext().intercept(secret.shown()).build();
    try {
      var location = CodeLocationGrpc.newBlockingStub(channel);
      location
          .describe(DescribeRequest.newBuilder().setVersion(Protocol.version()).build())
          .forEachRemaining(_ -> {});
      var _ =
          location.completeRun(
              CompleteRunRequest.newBuilder().setJob("count").setPreset("file").build());
    } finally {
      channel.shutdownNow();
    }
  }
}
