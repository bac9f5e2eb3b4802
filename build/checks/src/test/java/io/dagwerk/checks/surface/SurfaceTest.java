package io.dagwerk.checks.surface;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.checks.Repository;
import io.dagwerk.testsupport.Covers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// The public surface of this build is written down.
class SurfaceTest {
  private final SurfaceGate gate = new SurfaceGate(new Repository(Path.of("../..")));

  @Test
  @Covers("S15.1")
  void theSurfaceOfTheApiIsWhatIsWrittenDown() {
    if (System.getProperty("surface.update") != null) {
      gate.update();
    }

    assertThat(gate.problems()).isEmpty();
  }
}
