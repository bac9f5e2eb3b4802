package io.dagwerk.protocol;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Which code a process serves, and where its values are kept; given on its command line.
///
/// @param name what the location is called
/// @param definitions the class that declares them, a `CodeLocation`
/// @param classPath folders and jars of the user's code and its libraries
/// @param storage the folder for values that name no IO manager
public record LocationSpec(String name, String definitions, List<Path> classPath, Path storage) {
  private static final String NAME = "--location";
  private static final String DEFINITIONS = "--definitions";
  private static final String CLASS_PATH = "--class-path";
  private static final String STORAGE = "--storage";

  public LocationSpec {
    classPath = List.copyOf(classPath);
  }

  /// The spec as arguments of a command line.
  public List<String> arguments() {
    String paths = String.join(File.pathSeparator, classPath.stream().map(Path::toString).toList());
    return List.of(
        NAME, name, DEFINITIONS, definitions, CLASS_PATH, paths, STORAGE, storage.toString());
  }

  /// The spec that arguments say.
  ///
  /// @throws IllegalArgumentException when one is missing
  public static LocationSpec parse(List<String> arguments) {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i + 1 < arguments.size(); i += 2) {
      values.put(arguments.get(i), arguments.get(i + 1));
    }
    List<String> missing = new ArrayList<>();
    List<String> found =
        Stream.of(NAME, DEFINITIONS, CLASS_PATH, STORAGE)
            .map(option ->
                Optional.ofNullable(values.get(option))
                    .orElseGet(() -> {
                      missing.add(option);
                      return "";
                    }))
            .toList();
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "expected a value for each of %s, but found %s".formatted(missing, arguments));
    }
    List<Path> classPath =
        Pattern.compile(Pattern.quote(File.pathSeparator))
            .splitAsStream(found.get(2))
            .filter(path -> !path.isEmpty())
            .map(Path::of)
            .toList();
    return new LocationSpec(found.get(0), found.get(1), classPath, Path.of(found.get(3)));
  }
}
