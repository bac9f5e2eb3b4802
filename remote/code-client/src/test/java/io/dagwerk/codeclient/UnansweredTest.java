package io.dagwerk.codeclient;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.RunId;
import io.dagwerk.protocol.Protocol;
import io.dagwerk.protocol.ServerId;
import io.dagwerk.protocol.v1.CodeLocationGrpc;
import io.dagwerk.protocol.v1.CodeLocationProto.DescribeReply;
import io.dagwerk.protocol.v1.CodeLocationProto.DescribeRequest;
import io.dagwerk.protocol.v1.CodeLocationProto.LaunchWorkerReply;
import io.dagwerk.protocol.v1.CodeLocationProto.LaunchWorkerRequest;
import io.dagwerk.protocol.v1.RunHostProto.ProtocolVersion;
import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Code servers that do not answer what they are asked, or not for the process that is meant.
class UnansweredTest {
  /// The token of a launch at which the server ends.
  private static final String SHUTS_DOWN = "shuts-down";

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final List<Server> started = new ArrayList<>();

  @AfterEach
  void stop() {
    started.forEach(Server::shutdownNow);
  }

  /// Describes an empty location, and says of each worker that it was started.
  private final class FakeCodeServer extends CodeLocationGrpc.CodeLocationImplBase {
    private final ProtocolVersion version;
    private final ServerId id;

    FakeCodeServer(ProtocolVersion version, ServerId id) {
      this.version = version;
      this.id = id;
    }

    @Override
    public void describe(DescribeRequest request, StreamObserver<DescribeReply> to) {
      to.onNext(
          DescribeReply.newBuilder()
              .setHead(
                  DescribeReply.Head.newBuilder()
                      .setVersion(version)
                      .setName("flights")
                      .setCodeVersion("v1")
                      .setServer(id.text()))
              .build());
      to.onCompleted();
    }

    @Override
    public void launchWorker(LaunchWorkerRequest request, StreamObserver<LaunchWorkerReply> to) {
      if (request.getToken().equals(SHUTS_DOWN)) {
        Thread.startVirtualThread(() -> started.forEach(Server::shutdownNow));
        return;
      }
      to.onNext(LaunchWorkerReply.newBuilder().setWorker("worker-1").build());
      to.onCompleted();
    }
  }

  private Server serve(ServerId id, ProtocolVersion version, int port) throws IOException {
    FakeCodeServer served = new FakeCodeServer(version, id);
    Server server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
            .addService(ServerInterceptors.intercept(served, id.required()))
            .build()
            .start();
    started.add(server);
    return server;
  }

  private static CodeLocation at(int port) {
    return CodeLocation.at(
        new CodeServerAddress("127.0.0.1:" + port, Optional.empty(), Optional.empty()));
  }

  private static Answer<LaunchedWorker> launch(CodeLocation location) {
    return launch(location, "token");
  }

  private static Answer<LaunchedWorker> launch(CodeLocation location, String token) {
    return location.launch(
        new LaunchWorker(RunId.createdAt(Instant.EPOCH), 1, token, "127.0.0.1:1"), PATIENCE);
  }

  private static ErrorInfo missing(Answer<?> answer) {
    return ((Answer.Missing<?>) answer).error();
  }

  @Test
  void aServerThatEndsWhileItIsAskedIsGone() throws Exception {
    Server server = serve(new ServerId("first"), Protocol.version(), 0);
    try (CodeLocation location = at(server.getPort())) {
      assertThat(location.describe(PATIENCE)).isInstanceOf(Answer.Given.class);

      assertThat(missing(launch(location, SHUTS_DOWN)).type()).isEqualTo(CodeLocation.GONE);
    }
  }

  @Test
  void theNextProcessBehindAnAddressDoesNotAnswerForTheLast() throws Exception {
    Server first = serve(new ServerId("first"), Protocol.version(), 0);
    int port = first.getPort();
    try (CodeLocation location = at(port)) {
      assertThat(location.describe(PATIENCE)).isInstanceOf(Answer.Given.class);
      assertThat(launch(location)).isInstanceOf(Answer.Given.class);

      first.shutdownNow().awaitTermination();
      serve(new ServerId("second"), Protocol.version(), port);

      // The first question may be what finds that the connection is broken.
      ErrorInfo error = missing(launch(location));
      for (int i = 0; i < 100 && !error.message().contains("another process"); i++) {
        assertThat(error.type()).isEqualTo(CodeLocation.GONE);
        error = missing(launch(location));
      }
      assertThat(error.type()).isEqualTo(CodeLocation.GONE);
      assertThat(error.message()).contains("another process serves the location by now");
    }
    try (CodeLocation anew = at(port)) {
      Answer<LocationSnapshot> described = anew.describe(PATIENCE);
      assertThat(described).isInstanceOf(Answer.Given.class);
      assertThat(launch(anew)).isInstanceOf(Answer.Given.class);
    }
  }

  @Test
  void oneThatSpeaksAnotherVersionOfTheProtocolIsToldWithBoth() throws Exception {
    ProtocolVersion other = ProtocolVersion.newBuilder().setMajor(99).build();
    try (CodeLocation location = at(serve(ServerId.create(), other, 0).getPort())) {
      assertThat(missing(location.describe(PATIENCE)).message())
          .contains("speaks version 99.0 of the protocol", "run the same release");
    }
  }

  @Test
  void whatIsNoCodeServerIsToldAsThat() throws Exception {
    BindableService none = () -> ServerServiceDefinition.builder("other.Service").build();
    Server server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(none)
            .build()
            .start();
    started.add(server);
    try (CodeLocation location = at(server.getPort())) {
      assertThat(missing(location.describe(PATIENCE)).message())
          .contains("what listens there is no code server");
    }
  }

  @Test
  void whereNothingListensItIsToldAtOnce() {
    try (CodeLocation location = at(1)) {
      ErrorInfo error = missing(location.describe(PATIENCE));
      assertThat(error.type()).isEqualTo(CodeLocation.GONE);
      assertThat(error.message()).contains("it cannot be reached: nothing listens there");
    }
  }
}
