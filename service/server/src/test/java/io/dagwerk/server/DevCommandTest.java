package io.dagwerk.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.testsupport.Covers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A folder of sources that is served while somebody writes in it.
class DevCommandTest {
  private static final String PIPELINE =
      """
      package pipeline;

      import io.dagwerk.definitions.*;
      import java.nio.file.*;
      import java.util.concurrent.*;

      public final class Pipeline implements CodeLocation {
        final Job gate = Job.named("gate").running(graph -> graph.op("wait").doing(Pipeline::await));

        public Definitions definitions() {
          return Definitions.in(this);
        }

        static void await() throws Exception {
          Files.createTempFile(Path.of("@FOLDER@"), "waits-", ".mark");
          while (!Files.exists(Path.of("@FOLDER@", "gate"))) {
            new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
          }
          System.out.println("version " + Version.NUMBER);
        }
      }
      """;
  private static final String VERSION =
      """
      package pipeline;

      final class Version {
        static final int NUMBER = 1;
      }
      """;

  @TempDir private Path folder;
  private HostProcess host;

  @BeforeEach
  void start() throws Exception {
    save("Pipeline", PIPELINE.replace("@FOLDER@", folder.toString()));
    save("Version", VERSION);
    host = new HostProcess(folder, List.of("dev", folder.resolve("sources").toString()));
    host.awaitPrinted("READY", "locations", "list");
  }

  @AfterEach
  void stop() {
    host.close();
  }

  private void save(String name, String text) throws IOException {
    Path file = folder.resolve("sources/pipeline").resolve(name + ".java");
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private String launch() {
    Ended launched = host.dagwerk("run", "gate", "--detach");
    assertThat(launched.code()).as(launched.err()).isZero();
    return launched.out().strip();
  }

  private String printedBy(String run) throws Exception {
    host.awaitPrinted("the run succeeded", "runs", "show", run);
    return host.dagwerk("runs", "logs", run).out();
  }

  @Test
  void aSavedFileIsServedAndARunKeepsTheVersionThatItStartedWith() throws Exception {
    String run = launch();
    host.awaitPrinted("wait\tRUNNING", "runs", "show", run);

    save("Version", VERSION.replace("NUMBER = 1", "NUMBER = 2"));
    save(
        "Pipeline",
        PIPELINE
            .replace("@FOLDER@", folder.toString())
            .replace(
                "public Definitions",
                "final Job more = Job.named(\"more\").running(graph -> graph.op(\"one\").doing(Pipeline::await));\n\n  public Definitions"));
    host.awaitPrinted("gate, more", "locations", "list");
    Files.createFile(folder.resolve("gate"));

    assertThat(printedBy(run)).contains("version 1");
    assertThat(printedBy(launch())).contains("version 2");
  }

  @Test
  @Covers("K2.6")
  void thePageOfARunShowsTheGraphThatItHadAlsoWhenTheCodeHasAnother() throws Exception {
    Files.createFile(folder.resolve("gate"));
    String run = launch();
    host.awaitPrinted("the run succeeded", "runs", "show", run);

    save(
        "Pipeline",
        PIPELINE
            .replace("@FOLDER@", folder.toString())
            .replace("graph.op(\"wait\")", "graph.op(\"other\")")
            .replace(
                "public Definitions",
                "final Job more = Job.named(\"more\").running(graph -> graph.op(\"one\").doing(Pipeline::await));\n\n  public Definitions"));
    host.awaitPrinted("gate, more", "locations", "list");

    assertThat(steps(run)).isEqualTo("[{\"key\": \"wait\"}]");
    assertThat(
            Asked.of(
                folder.resolve("instance"),
                "{ location(name: \"sources\") { jobs(limit: 9) { jobs { nodes(limit: 9) { nodes { name } } } } } }"))
        .contains("\"other\"", "\"one\"")
        .doesNotContain("\"wait\"");
    String another = launch();
    host.awaitPrinted("the run succeeded", "runs", "show", another);
    assertThat(steps(another)).isEqualTo("[{\"key\": \"other\"}]");
  }

  /// Of the graph that the page of a run asks for.
  private String steps(String run) throws Exception {
    String answer =
        Asked.of(
            folder.resolve("instance"),
            "{ run(id: \"%s\") { plan { steps { steps { key } } } steps { steps { key } } } }"
                .formatted(run));
    String found = "(\\[\\{\"key\": \"\\w+\"}])";
    Matcher both =
        Pattern.compile("\"plan\": .*?" + found + ".*\"steps\": .*?" + found).matcher(answer);
    assertThat(both.find()).as(answer).isTrue();
    assertThat(both.group(1)).as("planned, and what has run").isEqualTo(both.group(2));
    return both.group(1);
  }

  @Test
  @Covers("K11.2")
  void aMistakeIsShownWithItsPlaceWhileTheVersionFromBeforeIsServed() throws Exception {
    Files.createFile(folder.resolve("gate"));

    save("Version", VERSION.replace("NUMBER = 1;", "NUMBER = 1"));

    String shown = host.awaitPrinted("Version.java", "locations", "list", "--json");
    assertThat(shown)
        .contains("pipeline/Version.java:4:30: ';' expected")
        .contains("\"READY\"", "\"gate\"");
    host.awaitLogged("the version from before is served");
    assertThat(host.log())
        .contains("location 'sources' cannot be loaded:")
        .contains("pipeline/Version.java:4:30: ';' expected")
        .contains("the version from before is served");
    assertThat(printedBy(launch())).contains("version 1");

    save("Version", VERSION.replace("NUMBER = 1", "NUMBER = 3"));
    host.awaitPrinted("\"trouble\": []", "locations", "list", "--json");
    assertThat(printedBy(launch())).contains("version 3");
  }

  @Test
  void aSecondOneInTheFolderIsToldOfTheFirst() throws Exception {
    Ended second = host.alone("dev", folder.resolve("sources").toString(), "--port", "0");

    assertThat(second.code()).isEqualTo(4);
    assertThat(second.err())
        .contains("another server or command works on the instance in '")
        .contains("take another folder");
  }

  @Test
  void whatCannotBeServedIsToldBeforeAnythingStarts() throws Exception {
    Ended none = host.alone("dev", "none", "--instance", "other");

    assertThat(none.code()).isEqualTo(4);
    assertThat(none.err()).contains("none'; name a folder of sources, a Maven project or a jar");
  }
}
