package io.dagwerk.server;

import io.dagwerk.testsupport.UserCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/// Versions of `pipeline.Pipeline`, each in a folder of its own, and a link to the one that is
/// deployed: as many do it who deploy to one machine.
final class DeployedVersions {
  private static final String PIPELINE =
      """
      package pipeline;

      import io.dagwerk.definitions.*;
      import java.io.*;
      import java.nio.file.*;
      import java.util.concurrent.*;

      public final class Pipeline implements CodeLocation {
        final Job tell =
            Job.named("tell")
                .describedAs("of " + version())
                .running(graph -> graph.op("version").doing(Pipeline::tell));
        final Job gate =
            Job.named("gate")
                .running(graph -> {
                  Op<String> first = graph.op("first", String.class).by(Pipeline::first);
                  graph.op("last").from(first).doing(Pipeline::last);
                });

        public Definitions definitions() {
          if (version().equals("broken")) {
            throw new IllegalStateException("no license");
          }
          return Definitions.in(this);
        }

        static String version() {
          try (InputStream in = Pipeline.class.getResourceAsStream("/version")) {
            return new String(in.readAllBytes());
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }

        static void tell() {
          System.out.println("version=" + version());
        }

        static String first() throws Exception {
          Files.createTempFile(Path.of("@FOLDER@"), "first-", ".mark");
          while (!Files.exists(Path.of("@FOLDER@", "gate"))) {
            new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
          }
          return "first";
        }

        static void last(String value) throws Exception {
          System.out.println("last=" + version());
        }
      }
      """;

  private final Path folder;
  private final Path compiled;

  DeployedVersions(Path folder) throws Exception {
    this.folder = folder;
    this.compiled =
        UserCode.compile(
                Files.createDirectory(folder.resolve("compiled")),
                PIPELINE.replace("@FOLDER@", folder.toString()),
                List.of())
            .classes();
  }

  /// Where the deployed version is.
  Path current() {
    return folder.resolve("current");
  }

  /// Puts a version beside the others, and the link on it.
  ///
  /// @param version `broken` for one that cannot be loaded
  void deploy(String version) throws IOException {
    Path of = Files.createDirectory(folder.resolve("version-" + version));
    Path packages = Files.createDirectory(of.resolve("pipeline"));
    try (Stream<Path> classes = Files.list(compiled.resolve("pipeline"))) {
      for (Path each : classes.toList()) {
        Files.copy(each, packages.resolve(each.getFileName()));
      }
    }
    Files.writeString(of.resolve("version"), version);
    Path link = Files.createSymbolicLink(folder.resolve("next"), of);
    Files.move(link, current(), StandardCopyOption.ATOMIC_MOVE);
  }
}
