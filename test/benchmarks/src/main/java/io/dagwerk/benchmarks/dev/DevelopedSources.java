package io.dagwerk.benchmarks.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Sources as somebody writes them: a job of a few ops, one class that nine others use, and one
/// that forty-nine others use.
final class DevelopedSources {
  private static final int FEW = 9;
  private static final int MANY = 49;

  private final Path folder;

  private DevelopedSources(Path folder) {
    this.folder = folder;
  }

  static DevelopedSources in(Path folder) throws IOException {
    DevelopedSources sources = new DevelopedSources(folder);
    sources.pipeline(0);
    sources.few(0);
    sources.many(0);
    for (int i = 0; i < FEW; i++) {
      sources.user("Few", i);
    }
    for (int i = 0; i < MANY; i++) {
      sources.user("Many", i);
    }
    return sources;
  }

  Path folder() {
    return folder;
  }

  /// Saves another body, in the class of the definitions.
  void pipeline(int edit) throws IOException {
    write(
        "Pipeline",
        """
        public final class Pipeline implements CodeLocation {
          final Asset<Integer> orders = Asset.named("orders", Integer.class).by(() -> %d);
          final Asset<Integer> report =
              Asset.named("report", Integer.class).from(orders).by(Pipeline::report);
          final Job daily = Job.named("daily").materializing(orders, report);

          static int report(int orders) {
            return orders + Few0.value() + Many0.value();
          }

          public Definitions definitions() {
            return Definitions.in(this);
          }
        }
        """
            .formatted(edit));
  }

  /// Saves another signature, in a class that nine others use.
  void few(int edit) throws IOException {
    base("Few", edit);
  }

  /// Saves another signature, in a class that forty-nine others use.
  void many(int edit) throws IOException {
    base("Many", edit);
  }

  private void base(String name, int edit) throws IOException {
    write(
        name,
        """
        final class %s {
          static final int EDIT%d = %d;

          static int value() {
            return EDIT%d;
          }
        }
        """
            .formatted(name, edit, edit, edit));
  }

  private void user(String of, int number) throws IOException {
    write(
        of + number,
        """
        final class %s%d {
          static int value() {
            List<Integer> values = new ArrayList<>(List.of(%s.value(), %d));
            return values.stream().mapToInt(each -> each).sum();
          }
        }
        """
            .formatted(of, number, of, number));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(
        folder.resolve(name + ".java"),
        "package pipeline;\n\nimport io.dagwerk.definitions.*;\nimport java.util.*;\n\n" + text);
  }
}
