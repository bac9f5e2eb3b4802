package io.dagwerk.dev.compiler;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What the compiler's process is asked for: the version that folders of sources are now.
///
/// @param roots folders with sources and resources
/// @param excluded folders and files below them that are neither
/// @param engine Dagwerk's own jars
/// @param shared the beginnings of the names of those classes of theirs that user code sees
/// @param libraries folders and jars of the user
/// @param store where versions are kept, a folder each
public record Request(
    List<Path> roots,
    List<Path> excluded,
    List<Path> engine,
    List<String> shared,
    List<Path> libraries,
    Path store) {
  public Request {
    roots = List.copyOf(roots);
    excluded = List.copyOf(excluded);
    engine = List.copyOf(engine);
    shared = List.copyOf(shared);
    libraries = List.copyOf(libraries);
  }

  private static final String ROOT = "root=";
  private static final String EXCLUDED = "excluded=";
  private static final String ENGINE = "engine=";
  private static final String SHARED = "shared=";
  private static final String LIBRARY = "library=";
  private static final String STORE = "store=";

  /// The request as it is sent.
  public List<String> toTexts() {
    List<String> texts = new ArrayList<>();
    roots.forEach(each -> texts.add(ROOT + each));
    excluded.forEach(each -> texts.add(EXCLUDED + each));
    engine.forEach(each -> texts.add(ENGINE + each));
    shared.forEach(each -> texts.add(SHARED + each));
    libraries.forEach(each -> texts.add(LIBRARY + each));
    texts.add(STORE + store);
    return texts;
  }

  /// @throws IllegalArgumentException when the texts are none of [#toTexts]
  public static Request of(List<String> texts) {
    return new Request(
        paths(ROOT, texts),
        paths(EXCLUDED, texts),
        paths(ENGINE, texts),
        values(SHARED, texts),
        paths(LIBRARY, texts),
        paths(STORE, texts).stream()
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException("expected a store, but found " + texts)));
  }

  private static List<Path> paths(String key, List<String> texts) {
    return values(key, texts).stream().map(Path::of).toList();
  }

  private static List<String> values(String key, List<String> texts) {
    return texts.stream()
        .filter(text -> text.startsWith(key))
        .map(text -> text.substring(key.length()))
        .toList();
  }

  ClassPath.Against against() {
    return new ClassPath.Against(engine, shared, libraries);
  }
}
