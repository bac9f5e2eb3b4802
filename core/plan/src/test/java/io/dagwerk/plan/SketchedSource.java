package io.dagwerk.plan;

import io.dagwerk.model.InputSource;
import java.util.stream.Collectors;

/// Writes the source of an input in a few letters.
final class SketchedSource {
  private SketchedSource() {}

  static String shown(InputSource source) {
    return switch (source) {
      case InputSource.FromStep(var step, String output) ->
          step + (output.equals("result") ? "" : "." + output);
      case InputSource.FromStore(var address) -> "stored " + address;
      case InputSource.FanIn(var elements) ->
          elements.stream()
              .map(SketchedSource::shown)
              .collect(Collectors.joining(", ", "list(", ")"));
      case InputSource.FromPartitions(var partitions) ->
          partitions.entrySet().stream()
              .map(entry -> entry.getKey() + "=" + shown(entry.getValue()))
              .collect(Collectors.joining(", ", "{", "}"));
      case InputSource.Element(var fanOut) -> "element of " + fanOut;
      case InputSource.Collected(var fanOut, var branch, _) ->
          "all %s of %s".formatted(branch, fanOut);
      case InputSource.External(String name) -> "external " + name;
      case InputSource.Absent _ -> "nothing";
    };
  }
}
