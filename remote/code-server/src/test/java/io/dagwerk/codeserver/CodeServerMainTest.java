package io.dagwerk.codeserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.protocol.HostSecret;
import io.dagwerk.protocol.ListenSpec;
import io.dagwerk.protocol.LocationSpec;
import io.dagwerk.protocol.NetworkAddress;
import io.dagwerk.worker.JvmCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// What a code server refuses that was started by no command of ours.
class CodeServerMainTest {
  private static final LocationSpec SPEC =
      new LocationSpec("ships", "Ships", List.of(), Path.of("values"));

  @Test
  void whereOthersCouldReadAlongItDoesNotListenPlainly() {
    ListenSpec open = new ListenSpec(new NetworkAddress("0.0.0.0", 0), Optional.empty());
    try (WorkerPool workers =
        new WorkerPool(WorkerCommand.of(SPEC, Optional.empty()), Optional.empty(), 0)) {
      CodeLocationEndpoint endpoint = new CodeLocationEndpoint(new CompletableFuture<>(), workers);

      assertThatThrownBy(
              () -> CodeServerMain.serve(open, endpoint, Optional.of(HostSecret.create())))
          .isInstanceOf(IOException.class)
          .hasMessageContainingAll("cannot listen at 0.0.0.0:0", "by TLS alone");
    }
  }

  @Test
  void aCertificateWithoutItsKeyEndsTheProcessWithWhatWasExpected() throws Exception {
    Process process =
        new ProcessBuilder(
                JvmCommand.java(),
                "-cp",
                JvmCommand.classPath(),
                CodeServerMain.class.getName(),
                "--listen",
                "127.0.0.1:0",
                "--tls-cert",
                "a.pem")
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().write("\n".getBytes(StandardCharsets.US_ASCII));
    process.getOutputStream().flush();

    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip())
        .isEqualTo("--tls-cert FILE and --tls-key FILE go together, but found only --tls-cert");
    assertThat(process.waitFor()).isEqualTo(1);
  }
}
