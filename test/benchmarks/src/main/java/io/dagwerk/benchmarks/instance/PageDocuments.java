package io.dagwerk.benchmarks.instance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The documents with which the pages of the UI ask, as they stand in its sources.
///
/// @param definitions operations and fragments by their names
record PageDocuments(Map<String, String> definitions) {
  private static final Pattern BEGIN =
      Pattern.compile("(?m)^(?:query|mutation|subscription|fragment) (\\w+)");
  private static final Pattern SPREAD = Pattern.compile("\\.\\.\\.(?!\\s*on\\b)\\s*(\\w+)");

  /// Those below a folder.
  static PageDocuments in(Path folder) throws IOException {
    Map<String, String> definitions = new LinkedHashMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(it -> it.toString().endsWith(".graphql")).toList()) {
        String text = Files.readString(file);
        var begins = BEGIN.matcher(text).results().toList();
        for (int i = 0; i < begins.size(); i++) {
          MatchResult begin = begins.get(i);
          int end = i + 1 < begins.size() ? begins.get(i + 1).start() : text.length();
          definitions.put(begin.group(1), text.substring(begin.start(), end));
        }
      }
    }
    return new PageDocuments(definitions);
  }

  /// An operation with the fragments that it takes.
  ///
  /// @throws IllegalArgumentException when there is none of this name
  String document(String operation) {
    SequencedMap<String, String> taken = new LinkedHashMap<>();
    Deque<String> wanted = new ArrayDeque<>();
    wanted.add(operation);
    while (!wanted.isEmpty()) {
      String name = wanted.remove();
      String definition = definitions.get(name);
      if (definition == null) {
        throw new IllegalArgumentException("the pages have no '%s'".formatted(name));
      }
      if (taken.put(name, definition) == null) {
        SPREAD.matcher(definition).results().map(it -> it.group(1)).forEach(wanted::add);
      }
    }
    return String.join("\n", taken.values());
  }
}
