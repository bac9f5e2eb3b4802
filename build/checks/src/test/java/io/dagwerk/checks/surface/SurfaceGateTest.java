package io.dagwerk.checks.surface;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.checks.Repository;
import io.dagwerk.testsupport.Covers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The gate over a repository of one module of `api` that is compiled here.
class SurfaceGateTest {
  private static final String SOURCE =
      "package lib; public final class Shape { public void a() {} }";

  @TempDir Path folder;
  private SurfaceGate gate;

  @BeforeEach
  void createRepository() throws Exception {
    gate = new SurfaceGate(new Repository(folder));
    version("0.2.1-SNAPSHOT");
    SurfaceReaderTest.surface(
        Files.createDirectories(folder.resolve("api/lone/target/classes")), SOURCE);
    gate.update();
  }

  @Test
  @Covers("S15.1")
  void aSurfaceThatIsNotWrittenDownIsRefusedWithTheCommandThatRewritesIt() throws Exception {
    assertThat(gate.problems()).isEmpty();

    compile(SOURCE.replace("a()", "b()"));

    assertThat(gate.problems())
        .singleElement()
        .asString()
        .contains("./mvnw verify -Dsurface.update")
        .endsWith("-   public void a()\n+   public void b()");
  }

  @Test
  @Covers("S15.1")
  void whatBreaksTheLastReleaseIsRefusedInAPatchRelease() throws Exception {
    release("0.1.9", "public final class lib.Other\n");
    release("0.2.0", "public final class lib.Shape\n  public void a()\n  public void gone()\n");

    assertThat(gate.problems())
        .containsExactly(
            "0.2.1-SNAPSHOT breaks code of 0.2.0: lib.Shape.gone() is gone; keep it, or raise the"
                + " minor version");

    version("0.3.0-SNAPSHOT");
    assertThat(gate.problems()).isEmpty();
  }

  @Test
  void theLastReleaseIsFoundByItsNumbers() throws Exception {
    release("0.2.9", "public final class lib.Gone\n");
    release("0.2.10", "public final class lib.Shape\n");

    assertThat(gate.problems()).isEmpty();
  }

  private void compile(String source) throws Exception {
    SurfaceReaderTest.surface(folder.resolve("api/lone/target/classes"), source);
  }

  private void release(String version, String surface) throws IOException {
    Path released = Files.createDirectories(folder.resolve("api/released"));
    Files.writeString(released.resolve(version + ".txt"), surface);
  }

  private void version(String version) throws IOException {
    Files.writeString(
        folder.resolve("pom.xml"),
        """
        <artifactId>dagwerk-parent</artifactId>
        <version>%s</version>
        <modules><module>api/lone</module></modules>
        """
            .formatted(version));
  }
}
