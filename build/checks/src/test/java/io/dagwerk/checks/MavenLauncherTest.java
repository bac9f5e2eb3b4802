package io.dagwerk.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.checks.Machine.Ended;
import io.dagwerk.testsupport.Covers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `./mvnw` on machines with one thing or another installed.
class MavenLauncherTest {
  private static final Path MVNW = new Repository(Path.of("../..")).root().resolve("mvnw");

  @TempDir Path folder;
  private Machine machine;

  @BeforeEach
  void furnish() throws IOException {
    machine = new Machine(folder);
  }

  @Test
  @Covers("S1.1")
  void withoutAJdkOneLineSaysWhatToInstall() throws Exception {
    machine.putFirstInPath(machine.maven("opt/maven", "3.9.9"));

    Ended ended = machine.run(MVNW, "verify");

    assertThat(ended.exitCode()).isNotZero();
    assertThat(ended.output()).isEmpty();
    assertThat(ended.errors().lines()).hasSize(1);
    assertThat(ended.errors()).contains("needs JDK 25", "found none", "install");
  }

  @Test
  @Covers("S1.1")
  void withAnOldJdkAloneOneLineNamesBothVersions() throws Exception {
    machine.putFirstInPath(machine.jdk("usr/lib/jvm/java-17", "17.0.15"));
    machine.putFirstInPath(machine.maven("opt/maven", "3.9.9"));

    Ended ended = machine.run(MVNW, "verify");

    assertThat(ended.exitCode()).isNotZero();
    assertThat(ended.errors().lines()).hasSize(1);
    assertThat(ended.errors()).contains("needs JDK 25", "found only JDK 17", "java-17");
  }

  @Test
  @Covers("S1.1")
  void theOldWayOfCountingVersionsIsUnderstood() throws Exception {
    Path old = machine.jdk("java8", "1.8.0_402");

    Ended ended = machine.run(Map.of("JAVA_HOME", old.toString()), MVNW, "verify");

    assertThat(ended.exitCode()).isNotZero();
    assertThat(ended.errors()).contains("found only JDK 8");
  }

  @Test
  @Covers("S1.1")
  void aNewerJdkIsFoundBehindAnOldOneInPath() throws Exception {
    machine.putFirstInPath(machine.jdk("usr/lib/jvm/java-17", "17.0.15"));
    Path modern = machine.jdk("usr/lib/jvm/temurin-25", "25.0.1");
    machine.putFirstInPath(machine.maven("opt/maven", "3.9.9"));

    Ended ended = machine.run(MVNW, "-q", "verify");

    assertThat(ended.exitCode()).isZero();
    assertThat(ended.output()).isEqualTo("maven 3.9.9 on " + modern + ": -q verify\n");
  }

  @Test
  void theJdkOfTheUserIsTakenWhenItIsNewEnough() throws Exception {
    machine.jdk("usr/lib/jvm/temurin-25", "25.0.1");
    Path chosen = machine.jdk("chosen", "26-ea");
    machine.putFirstInPath(machine.maven("opt/maven", "3.9.9"));

    Ended ended = machine.run(Map.of("JAVA_HOME", chosen.toString()), MVNW, "verify");

    assertThat(ended.output()).contains("on " + chosen + ":");
  }

  @Test
  void aRuntimeWithoutACompilerIsNoJdk() throws Exception {
    Path runtime = machine.jdk("usr/lib/jvm/jre-25", "25.0.1");
    Files.delete(runtime.resolve("bin/javac"));

    Ended ended = machine.run(MVNW, "verify");

    assertThat(ended.exitCode()).isNotZero();
    assertThat(ended.errors()).contains("found none");
  }

  @Test
  void anOldMavenIsNamedWithTheVersionThatIsNeeded() throws Exception {
    machine.jdk("usr/lib/jvm/temurin-25", "25.0.1");
    machine.putFirstInPath(machine.maven("old", "3.6.3"));

    Ended ended = machine.run(MVNW, "verify");

    assertThat(ended.exitCode()).isNotZero();
    assertThat(ended.errors().lines()).hasSize(1);
    assertThat(ended.errors()).contains("needs Maven 3.8.7", "found only Maven 3.6.3");
  }

  @Test
  void withoutMavenOneLineSaysWhatToInstall() throws Exception {
    machine.jdk("usr/lib/jvm/temurin-25", "25.0.1");

    Ended ended = machine.run(MVNW, "verify");

    assertThat(ended.exitCode()).isNotZero();
    assertThat(ended.errors().lines()).hasSize(1);
    assertThat(ended.errors()).contains("needs Maven 3.8.7", "found none", "install");
  }

  @Test
  void aNewerMavenIsFoundBehindAnOldOneInPath() throws Exception {
    machine.jdk("usr/lib/jvm/temurin-25", "25.0.1");
    machine.putFirstInPath(machine.maven("old", "3.6.3"));
    machine.maven("opt/apache-maven-4", "4.0.0");

    assertThat(machine.run(MVNW, "verify").output()).startsWith("maven 4.0.0 ");
  }
}
