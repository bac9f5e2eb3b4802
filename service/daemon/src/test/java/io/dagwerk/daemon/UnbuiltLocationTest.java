package io.dagwerk.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.model.SizeLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A location whose code was not built.
class UnbuiltLocationTest {
  @TempDir private Path folder;

  private LocationSettings.OfCode settings(Path classPath) {
    return new LocationSettings.OfCode(
        "orders", "shop.Orders", List.of(folder), Optional.of(classPath), folder.resolve("values"));
  }

  @Test
  void itIsShownWithWhatToDoAndStopsNothingElse() throws Exception {
    LocationSettings.OfCode settings = settings(folder.resolve("class.path"));
    LinkedBlockingQueue<String> changes = new LinkedBlockingQueue<>();
    Location.CodeServers unbuilt =
        new CodeServers(DaemonSettings.of(List.of(settings), List.of()), settings, "");
    try (Location location =
        new Location(
            settings.name(),
            unbuilt,
            Patience.loading(Duration.ofSeconds(30)),
            SizeLimits.DEFAULT,
            new Location.Listener(_ -> {}, () -> changes.add("changed")))) {
      location.start();
      assertThat(changes.poll(30, TimeUnit.SECONDS)).isEqualTo("changed");

      assertThat(location.status().state()).isEqualTo(LocationStatus.State.DOWN);
      assertThatThrownBy(location::serving)
          .isInstanceOf(Refused.class)
          .hasMessageContaining("location 'orders' has no code server")
          .hasMessageContaining("class.path' cannot be read")
          .hasMessageContaining("build the code first");
    }
  }

  @Test
  void theClassPathIsReadEachTimeTheCodeIsLoaded() throws Exception {
    Path file = folder.resolve("class.path");
    LocationSettings.OfCode settings = settings(file);
    assertThatThrownBy(settings.code()::code).isInstanceOf(IOException.class);

    Files.writeString(file, "/libraries/a.jar:b.jar\n");

    assertThat(settings.code().code().classPath())
        .containsExactly(folder, Path.of("/libraries/a.jar"), folder.resolve("b.jar"));
  }
}
