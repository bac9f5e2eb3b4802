package io.dagwerk.dev.compiler;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What the compiler's process answers.
public sealed interface Answer {
  /// The sources are compiled.
  ///
  /// @param folder of the version, with its classes and resources, which never changes again
  /// @param compiled how many sources the compiler was given
  /// @param sources how many there are
  record Version(Path folder, int compiled, int sources) implements Answer {}

  /// They cannot be compiled.
  record Failed(List<Problem> problems) implements Answer {
    public Failed {
      problems = List.copyOf(problems);
    }
  }

  /// The answer as it is sent.
  default List<String> toTexts() {
    return switch (this) {
      case Version(Path folder, int compiled, int sources) ->
          List.of(
              "version", folder.toString(), Integer.toString(compiled), Integer.toString(sources));
      case Failed(List<Problem> problems) -> {
        List<String> texts = new ArrayList<>(List.of("failed"));
        for (Problem each : problems) {
          texts.add(each.file());
          texts.add(Long.toString(each.line()));
          texts.add(Long.toString(each.column()));
          texts.add(each.text());
        }
        yield texts;
      }
    };
  }

  /// @throws IllegalArgumentException when the texts are none of [#toTexts]
  static Answer of(List<String> texts) {
    return switch (texts.getFirst()) {
      case "version" ->
          new Version(
              Path.of(texts.get(1)),
              Integer.parseInt(texts.get(2)),
              Integer.parseInt(texts.get(3)));
      case "failed" -> {
        List<Problem> problems = new ArrayList<>();
        for (int i = 1; i + 3 < texts.size(); i += 4) {
          problems.add(
              new Problem(
                  texts.get(i),
                  Long.parseLong(texts.get(i + 1)),
                  Long.parseLong(texts.get(i + 2)),
                  texts.get(i + 3)));
        }
        yield new Failed(problems);
      }
      default -> throw new IllegalArgumentException("expected an answer, but found " + texts);
    };
  }
}
