package io.dagwerk.server;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;

/// A small project that somebody begins with: which files it has, and what stands in them. Pure.
///
/// @param name of the project and its folder, such as `my-pipeline`
/// @param packageName of its classes
record NewProject(String name, String packageName) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final int LONGEST = 64;

  /// The package of a project when none is named: its name without what a package may not have.
  static String packageOf(String name) {
    return name.replace("-", "");
  }

  /// What is wrong with the names, each with what to do.
  List<String> problems() {
    if (!isName(name)) {
      return List.of(
          "'%s' is no name of a project: it has small letters, digits and dashes, begins with a letter and has at most %d%s"
              .formatted(name, LONGEST, nearest(name).map("; take '%s'"::formatted).orElse("")));
    }
    if (!SourceVersion.isName(packageName)) {
      return List.of(
          "'%s' is no name of a Java package; name one with --package, such as com.example"
              .formatted(packageName));
    }
    return List.of();
  }

  private static boolean isName(String name) {
    return name.length() <= LONGEST && NAME.matcher(name).matches();
  }

  /// The name that was probably meant.
  private static Optional<String> nearest(String name) {
    String plain =
        Normalizer.normalize(name, Normalizer.Form.NFD)
            .replaceAll("\\p{M}", "")
            .replaceAll("(\\p{Ll})(\\p{Lu})", "$1-$2")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^[-0-9]+|-+$", "");
    String shorter = plain.substring(0, Math.min(LONGEST, plain.length())).replaceAll("-+$", "");
    return Optional.of(shorter).filter(NewProject::isName);
  }

  /// The class that is the code location: `ShopPipeline` for `shop`, like nothing that it imports.
  String className() {
    String words =
        Arrays.stream(name.split("-", -1))
            .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
            .collect(Collectors.joining());
    return words.endsWith("Pipeline") ? words : words + "Pipeline";
  }

  /// The texts of all files, by their paths in the folder of the project.
  ///
  /// @param template gives the text of a template by its name
  /// @param version of Dagwerk
  SequencedMap<String, String> files(Function<String, String> template, String version) {
    String folder = packageName.replace('.', '/');
    SequencedMap<String, String> templates = new LinkedHashMap<>();
    templates.put("pom.xml", "pom.xml");
    templates.put("src/main/java/%s/%s.java".formatted(folder, className()), "Pipeline.java");
    templates.put(
        "src/test/java/%s/%sTest.java".formatted(folder, className()), "PipelineTest.java");
    templates.put("README.md", "README.md");
    templates.put(".gitignore", "gitignore");
    SequencedMap<String, String> files = new LinkedHashMap<>();
    templates.forEach((file, from) -> files.put(file, filled(template.apply(from), version)));
    return files;
  }

  private String filled(String text, String version) {
    return text.replace("@package@", packageName)
        .replace("@name@", name)
        .replace("@class@", className())
        .replace("@version@", version);
  }
}
