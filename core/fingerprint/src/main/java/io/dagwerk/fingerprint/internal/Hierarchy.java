package io.dagwerk.fingerprint.internal;

import io.dagwerk.fingerprint.ListedClasses;
import java.io.IOException;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/// Which classes of the user's code extend which. Read when first asked: it opens every class file
/// of the user's.
final class Hierarchy {
  private static final String SUFFIX = ".class";

  private final CodeBase base;
  private final ClassLoader loader;
  private final Optional<Path> home;
  private Optional<Map<String, List<String>>> subclasses = Optional.empty();

  Hierarchy(CodeBase base, ClassLoader loader, Optional<Path> home) {
    this.base = base;
    this.loader = loader;
    this.home = home;
  }

  /// All classes below a type, sorted; empty if the user's classes cannot be listed, or the list
  /// does not have the type itself.
  Optional<SequencedSet<String>> below(String type) {
    Map<String, List<String>> direct = direct();
    if (!direct.containsKey(type)) {
      return Optional.empty();
    }
    SequencedSet<String> found = new TreeSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(type));
    while (!open.isEmpty()) {
      for (String each : direct.getOrDefault(open.removeFirst(), List.of())) {
        if (found.add(each)) {
          open.add(each);
        }
      }
    }
    return Optional.of(Collections.unmodifiableSequencedSet(found));
  }

  private Map<String, List<String>> direct() {
    if (subclasses.isEmpty()) {
      subclasses = Optional.of(read());
    }
    return subclasses.orElseThrow();
  }

  private Map<String, List<String>> read() {
    Map<String, List<String>> found = new HashMap<>();
    for (String name : listed()) {
      found.computeIfAbsent(name, each -> new ArrayList<>());
      base.declared(name)
          .ifPresent(model -> supertypes(model).forEach(type -> add(found, type, name)));
    }
    return found;
  }

  private static void add(Map<String, List<String>> found, String type, String name) {
    found.computeIfAbsent(type, each -> new ArrayList<>()).add(name);
  }

  private static Stream<String> supertypes(ClassModel model) {
    return Stream.concat(model.superclass().stream(), model.interfaces().stream())
        .map(ClassEntry::asInternalName);
  }

  private SequencedSet<String> listed() {
    SequencedSet<String> names = new TreeSet<>();
    if (loader instanceof ListedClasses list) {
      list.classNames().forEach(name -> names.add(Names.internal(name)));
    }
    try {
      for (URL root : Collections.list(loader.getResources(""))) {
        if (root.getProtocol().equals("file")) {
          addDirectory(Path.of(root.toURI()), names);
        }
      }
      if (home.isPresent()) {
        addJar(home.get(), names);
      }
    } catch (IOException | URISyntaxException e) {
      throw new Unfathomable("the user's classes cannot be listed (" + e.getMessage() + ")");
    }
    names.removeIf(name -> name.endsWith("-info"));
    return names;
  }

  private static void addDirectory(Path root, SequencedSet<String> names) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      files
          .map(file -> root.relativize(file).toString().replace('\\', '/'))
          .filter(file -> file.endsWith(SUFFIX))
          .forEach(file -> names.add(file.substring(0, file.length() - SUFFIX.length())));
    }
  }

  private static void addJar(Path path, SequencedSet<String> names) throws IOException {
    try (JarFile jar = new JarFile(path.toFile())) {
      jar.stream()
          .map(entry -> entry.getName())
          .filter(file -> file.endsWith(SUFFIX) && !file.startsWith("META-INF/"))
          .forEach(file -> names.add(file.substring(0, file.length() - SUFFIX.length())));
    }
  }
}
