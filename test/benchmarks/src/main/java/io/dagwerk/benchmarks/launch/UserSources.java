package io.dagwerk.benchmarks.launch;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.tools.ToolProvider;

/// Code of a user, whose functions write down when they were called.
public final class UserSources {
  private static final int CLASSES = 100;
  private static final int ASSETS_OF_CLASS = 100;

  private static final String IMPORTS =
      """
      package pipeline;

      import io.dagwerk.definitions.*;
      import java.nio.file.*;
      import java.time.Instant;
      import java.util.*;

      """;

  private static final String STAMP =
      """
        static Integer stamp(Context context) throws Exception {
          Instant now = Instant.now();
          Files.writeString(Path.of("@FOLDER@", context.runId().toString()), now.toString());
          return 1;
        }
      """;

  private UserSources() {}

  /// The job `one`, of one op.
  static Map<String, String> job() {
    String text =
        """
        public final class Pipeline implements CodeLocation {
          final Job one =
              Job.named("one")
                  .running(graph ->
                      graph.op("stamp", Integer.class).from(Input.context()).by(Pipeline::stamp));

          public Definitions definitions() {
            return Definitions.in(this);
          }

        """;
    return Map.of("Pipeline", IMPORTS + text + STAMP + "}\n");
  }

  /// 10,000 assets in 100 classes, each but the first few reading three others, with the job `one`
  /// of the first.
  static Map<String, String> assetsInClasses() {
    Map<String, String> sources =
        IntStream.range(0, CLASSES)
            .boxed()
            .collect(Collectors.toMap(part -> "Part" + part, UserSources::part));
    StringBuilder parts = new StringBuilder();
    IntStream.range(0, CLASSES)
        .forEach(part ->
            parts.append(
                part == 0
                    ? "    Part0 part0 = new Part0();\n"
                    : "    Part%d part%d = new Part%d(part%d, part%d);\n"
                        .formatted(part, part, part, part - 1, part / 2)));
    String all =
        IntStream.range(0, CLASSES)
            .mapToObj(part -> "part" + part)
            .collect(Collectors.joining(","));
    String text =
        """
        public final class Pipeline implements CodeLocation {
          public Definitions definitions() {
        %s    return Definitions.in(%s, new Jobs(part0));
          }

          private static final class Jobs {
            final Job one;

            Jobs(Part0 part) {
              one = Job.named("one").materializing(part.a0);
            }
          }

        """
            .formatted(parts, all);
    sources.put("Pipeline", IMPORTS + text + STAMP + "}\n");
    return sources;
  }

  private static String part(int part) {
    StringBuilder text = new StringBuilder(IMPORTS);
    text.append("final class Part%d {\n".formatted(part));
    for (int i = 0; i < ASSETS_OF_CLASS; i++) {
      text.append("  final Asset<Integer> a%d;\n".formatted(i));
    }
    text.append(
        part == 0
            ? "  Part0() {\n"
            : "  Part%d(Part%d before, Part%d far) {\n".formatted(part, part - 1, part / 2));
    for (int i = 0; i < ASSETS_OF_CLASS; i++) {
      text.append(
          "    a%d = Asset.named(\"asset_%d_%d\", Integer.class).group(\"group_%d\").kind(\"table\")"
              .formatted(i, part, i, part));
      if (part == 0 && i == 0) {
        text.append(".from(Input.context()).by(Pipeline::stamp);\n");
      } else if (part == 0 || i == 0) {
        text.append(".by(() -> %d);\n".formatted(i));
      } else {
        text.append(
            ".from(a%d, before.a%d, far.a%d).by(Part%d::f%d);\n".formatted(i - 1, i, i, part, i));
      }
    }
    text.append("  }\n");
    for (int i = 0; i < ASSETS_OF_CLASS; i++) {
      text.append(
          "  static Integer f%d(Integer a, Integer b, Integer c) { return a + b * c + %d; }\n"
              .formatted(i, i));
    }
    return text.append("}\n").toString();
  }

  /// 10,000 assets of a factory in a loop, as [#assetsInClasses].
  static Map<String, String> assetsOfFactory() {
    String text =
        """
        public final class Pipeline implements CodeLocation {
          public Definitions definitions() {
            List<Asset<Integer>> assets = new ArrayList<>();
            assets.add(Asset.named("asset_0", Integer.class).from(Input.context()).by(Pipeline::stamp));
            for (int i = 1; i < %d; i++) {
              assets.add(asset(i, assets));
            }
            List<Definition> all = new ArrayList<>(assets);
            all.add(Job.named("one").materializing(assets.getFirst()));
            return Definitions.of(all);
          }

          private static Asset<Integer> asset(int place, List<Asset<Integer>> before) {
            var asset =
                Asset.named("asset_" + place, Integer.class).group("group_" + place %% 100).kind("table");
            return place < 101
                ? asset.by(() -> place)
                : asset
                    .from(before.get(place - 1), before.get(place - 100), before.get(place / 2))
                    .by((a, b, c) -> a + b * c + place);
          }

        """
            .formatted(CLASSES * ASSETS_OF_CLASS);
    return Map.of("Pipeline", IMPORTS + text + STAMP + "}\n");
  }

  /// Compiles sources by their classes' names.
  ///
  /// @param folder where functions write the time, in a file with the run's id as its name
  /// @return the folder of the classes
  public static Path compile(Path folder, Map<String, String> sources, List<Path> classPath)
      throws IOException {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("-proc:none", "-nowarn", "-d", classes.toString(), "-cp"));
    arguments.add(String.join(File.pathSeparator, classPath.stream().map(Path::toString).toList()));
    for (Map.Entry<String, String> source : sources.entrySet()) {
      Path file = folder.resolve(source.getKey() + ".java");
      Files.writeString(file, source.getValue().replace("@FOLDER@", folder.toString()));
      arguments.add(file.toString());
    }
    if (ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new))
        != 0) {
      throw new IOException("the generated classes do not compile");
    }
    return classes;
  }
}
