package io.dagwerk.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.checks.Machine.Ended;
import io.dagwerk.testsupport.Covers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `./dagwerk` in a checkout whose build is a script that only notes that it was called.
class CommandLauncherTest {
  private static final Path ROOT = new Repository(Path.of("../..")).root();

  @TempDir Path folder;
  private Machine machine;
  private Path checkout;
  private Path dagwerk;

  @BeforeEach
  void checkOut() throws IOException {
    machine = new Machine(folder);
    checkout = machine.at("checkout with spaces");
    dagwerk = checkout.resolve("dagwerk");
    Files.createDirectories(checkout.resolve("build"));
    Files.copy(ROOT.resolve("dagwerk"), dagwerk);
    Files.copy(ROOT.resolve("build/toolchain.sh"), checkout.resolve("build/toolchain.sh"));
    Path engine = Files.createDirectories(checkout.resolve("remote/code-server/target"));
    Files.writeString(engine.resolve("dagwerk-code-server-1.jar"), "");
    Files.writeString(engine.resolve("code-server.classpath"), "/b.jar");
    Files.createDirectories(checkout.resolve("examples/demo/target"));
    Files.createDirectories(checkout.resolve("api/model/src/main"));
    Files.writeString(checkout.resolve("pom.xml"), "<project/>");
    Files.writeString(checkout.resolve("a.jar"), "");
    builds(
        "echo \"$PWD/checkout with spaces/a.jar\" >\"$PWD/checkout with spaces/examples/demo/target/server.classpath\"\n");
  }

  @Test
  @Covers("S1.1")
  void underAnOldJdkTheDemoEndsWithOneLine() throws Exception {
    machine.putFirstInPath(machine.jdk("usr/lib/jvm/java-17", "17.0.15"));

    Ended ended = machine.run(dagwerk, "demo");

    assertThat(ended.exitCode()).isNotZero();
    assertThat(ended.errors().lines()).hasSize(1);
    assertThat(ended.errors()).contains("needs JDK 25", "found only JDK 17");
    assertThat(machine.at("builds")).doesNotExist();
  }

  @Test
  @Covers("S1.1")
  void theDemoRunsOnTheNewerJdkBehindAnOldOneInPath() throws Exception {
    machine.putFirstInPath(machine.jdk("usr/lib/jvm/java-17", "17.0.15"));
    machine.jdk("usr/lib/jvm/temurin-25", "25.0.1");

    Ended ended = machine.run(dagwerk, "demo", "--all");

    assertThat(ended.exitCode()).isZero();
    assertThat(ended.output())
        .startsWith("java 25.0.1:")
        .contains("examples/demo/target/classes:", "a.jar", "-Ddagwerk.engine=")
        .endsWith("io.dagwerk.examples.demo.Demo %s --all\n".formatted(checkout));
    assertThat(checkout.resolve("remote/code-server/target/engine.classpath"))
        .content()
        .endsWith("dagwerk-code-server-1.jar:/b.jar");
    assertThat(ended.errors().lines()).hasSize(1).first().asString().startsWith("Building");
  }

  @Test
  void withoutALocaleTheJvmIsToldHowNamesOfFilesAreWritten() throws Exception {
    Path home = machine.jdk("usr/lib/jvm/temurin-25", "25.0.1");
    Machine.script(home.resolve("bin/java"), "echo \"locale ${LC_ALL:-} ${LANG:-}\"\n");
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");

    assertThat(machine.run(dagwerk, "demo").output()).isEqualTo("locale C.UTF-8 \n");
    assertThat(machine.run(Map.of("LC_ALL", "C"), dagwerk, "demo").output())
        .isEqualTo("locale C.UTF-8 \n");
    assertThat(machine.run(Map.of("LANG", "de_DE.UTF-8"), dagwerk, "demo").output())
        .isEqualTo("locale  de_DE.UTF-8\n");
  }

  @Test
  void theDemoIsBuiltOnceAndAgainWhenASourceIsNewer() throws Exception {
    machine.jdk("usr/lib/jvm/temurin-25", "25.0.1");
    machine.run(dagwerk, "demo");
    machine.run(dagwerk, "demo");
    assertThat(Files.readString(machine.at("builds"))).isEqualTo("build\n");

    Path source = Files.createFile(checkout.resolve("api/model/src/main/New.java"));
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plus(Duration.ofMinutes(1))));
    machine.run(dagwerk, "demo");

    assertThat(Files.readString(machine.at("builds"))).isEqualTo("build\nbuild\n");
  }

  @Test
  void theDemoIsBuiltAgainWhenAJarIsGone() throws Exception {
    machine.jdk("usr/lib/jvm/temurin-25", "25.0.1");
    machine.run(dagwerk, "demo");
    Files.delete(checkout.resolve("a.jar"));

    machine.run(dagwerk, "demo");

    assertThat(Files.readString(machine.at("builds"))).isEqualTo("build\nbuild\n");
  }

  @Test
  void aCacheOfClassesIsTakenUntilAJarChanges() throws Exception {
    machine.jdk("usr/lib/jvm/temurin-25", "25.0.1");
    machine.run(dagwerk, "demo");
    Path cache = Files.createDirectories(checkout.resolve("target/cache"));
    Files.writeString(cache.resolve("command.aot"), "classes");
    Path begun = Files.createFile(cache.resolve("command.begun"));
    Files.setLastModifiedTime(begun, FileTime.from(Instant.now().plus(Duration.ofMinutes(1))));
    assertThat(machine.run(dagwerk, "runs").output()).contains("-XX:AOTCache=");

    Files.setLastModifiedTime(
        checkout.resolve("a.jar"), FileTime.from(Instant.now().plus(Duration.ofMinutes(2))));

    assertThat(machine.run(dagwerk, "runs").output()).doesNotContain("-XX:AOTCache=");
    assertThat(cache.resolve("command.aot")).doesNotExist();
  }

  @Test
  void aBuildThatFailsShowsItsErrorsAndWhereTheRestIs() throws Exception {
    machine.jdk("usr/lib/jvm/temurin-25", "25.0.1");
    builds("echo 'a line of progress'; echo '[ERROR] a class is missing'; exit 1\n");

    Ended ended = machine.run(dagwerk, "demo");

    assertThat(ended.exitCode()).isNotZero();
    assertThat(ended.errors())
        .contains("[ERROR] a class is missing", "demo-build.log")
        .doesNotContain("a line of progress");
  }

  @Test
  void withoutACommandTheUsageIsShown() throws Exception {
    assertThat(machine.run(dagwerk).output()).startsWith("Usage: ./dagwerk COMMAND");
    assertThat(machine.run(dagwerk, "--help").output()).startsWith("Usage: ./dagwerk COMMAND");
  }

  @Test
  void anUnknownCommandIsNamedWithTheKnownOnes() throws Exception {
    Ended ended = machine.run(dagwerk, "dmeo");

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.errors())
        .isEqualTo("dagwerk: there is no command 'dmeo'; './dagwerk help' names them\n");
  }

  private void builds(String outcome) throws IOException {
    Machine.script(checkout.resolve("mvnw"), "echo build >>builds\n" + outcome);
  }
}
