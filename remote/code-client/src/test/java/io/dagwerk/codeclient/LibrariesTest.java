package io.dagwerk.codeclient;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import io.dagwerk.model.Event;
import io.dagwerk.model.RunId;
import io.dagwerk.testsupport.Covers;
import io.dagwerk.testsupport.UserCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Locations that bring the libraries that Dagwerk itself runs on, in other versions.
class LibrariesTest {
  private static final Path LIBRARIES = Path.of("target/libraries-of-users");

  @TempDir private Path folder;

  private static List<Path> libraries() throws IOException {
    try (Stream<Path> jars = Files.list(LIBRARIES)) {
      return jars.map(Path::toAbsolutePath).sorted().toList();
    }
  }

  private Instance instance(String name, String source, List<Path> libraries) throws Exception {
    Path own = Files.createDirectories(folder.resolve(name));
    return new Instance(
        UserCode.compile(own, source, libraries), own.resolve("storage"), Duration.ofSeconds(2), 0);
  }

  private static List<String> printed(Instance instance, String job) throws InterruptedException {
    RunId run = instance.start(job);
    List<Event> events = instance.runs().awaitEnd(run);
    assertThat(events.getLast()).as(() -> events.toString()).isInstanceOf(Event.RunSucceeded.class);
    return instance.printedLines(run);
  }

  @Test
  void aLocationRunsWithItsOwnVersionsOfTheLibrariesThatWeRunOn() throws Exception {
    try (Instance instance =
        instance("conflicting", UserCode.source("Conflicting.java.txt"), libraries())) {
      assertThat(printed(instance, "libraries"))
          .anySatisfy(line ->
              assertThat(line)
                  .contains(
                      "{\"text\":\"payload\"}",
                      "protobuf:protobuf-java-3.25.8.jar",
                      "netty-buffer-4.1.121.Final.jar",
                      "jackson:2.17.2",
                      "log4j:org.apache.logging.log4j.core.LoggerContext"));
    }
  }

  @Test
  @Covers("S2.4")
  void twoLocationsWithConflictingVersionsOfALibraryRunSideBySide() throws Exception {
    String versioned =
        """
        package pipeline;

        import com.google.protobuf.Any;
        import io.dagwerk.definitions.CodeLocation;
        import io.dagwerk.definitions.Definitions;
        import io.dagwerk.definitions.Job;

        public final class Pipeline implements CodeLocation {
          final Job version = Job.named("version").running(graph -> graph.op("say").doing(Pipeline::say));

          public Definitions definitions() {
            return Definitions.in(this);
          }

          static void say() {
            System.out.println(Any.class.getProtectionDomain().getCodeSource().getLocation());
          }
        }
        """;
    Path older =
        libraries().stream()
            .filter(jar -> jar.toString().contains("protobuf-java"))
            .findFirst()
            .orElseThrow();
    Path newer = Path.of(Any.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Instance one = instance("one", versioned, List.of(older));
        Instance other = instance("other", versioned, List.of(newer))) {
      assertThat(printed(one, "version"))
          .singleElement()
          .asString()
          .endsWith(older.getFileName().toString());
      assertThat(printed(other, "version"))
          .singleElement()
          .asString()
          .endsWith(newer.getFileName().toString());
    }
  }
}
