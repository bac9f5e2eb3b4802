package io.dagwerk.dev;

import io.dagwerk.daemon.UnloadableCode;
import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Nearest;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.reflect.AccessFlag;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The classes that declare a location, found by reading class files; none is loaded.
final class EntryPoints {
  private static final String CODE_LOCATION = "io/dagwerk/definitions/CodeLocation";

  private final SortedMap<String, Found> all = new TreeMap<>();

  /// A class.
  ///
  /// @param above its superclass and interfaces
  private record Found(List<String> above, boolean isUsable) {}

  private EntryPoints() {}

  /// The class that declares the location.
  ///
  /// @param classes folders and jars with the user's own classes
  /// @param wanted what the user has chosen
  /// @throws UnloadableCode when there is not exactly one, and none was chosen
  static String choose(List<Path> classes, Optional<String> wanted) throws IOException {
    EntryPoints points = new EntryPoints();
    for (Path each : classes) {
      points.readAll(each);
    }
    List<String> usable = points.names(true);
    if (wanted.isPresent()) {
      if (usable.contains(wanted.get())) {
        return wanted.get();
      }
      throw unloadable(
          "there is no public CodeLocation '%s'; there are %s%s"
              .formatted(wanted.get(), usable, Nearest.hint(wanted.get(), usable)));
    }
    return switch (usable.size()) {
      case 1 -> usable.getFirst();
      case 0 -> throw unloadable(noneIn(classes, points.names(false)));
      default ->
          throw unloadable(
              "%d classes are a CodeLocation: %s; choose one with --definitions CLASS"
                  .formatted(usable.size(), String.join(", ", usable)));
    };
  }

  private static String noneIn(List<Path> classes, List<String> unusable) {
    return unusable.isEmpty()
        ? "no class of %s is a CodeLocation; write a public class that implements io.dagwerk.definitions.CodeLocation"
            .formatted(classes)
        : "%s should be a public class that is not abstract, with a public constructor without parameters"
            .formatted(String.join(", ", unusable));
  }

  private static UnloadableCode unloadable(String message) {
    return new UnloadableCode(ErrorInfo.ofMessage("Definitions", message));
  }

  private void readAll(Path folderOrJar) throws IOException {
    if (Files.isDirectory(folderOrJar)) {
      readBelow(folderOrJar);
    } else {
      try (FileSystem jar = FileSystems.newFileSystem(folderOrJar)) {
        readBelow(jar.getPath("/"));
      }
    }
  }

  private void readBelow(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files = walk.filter(file -> file.toString().endsWith(".class")).toList();
    }
    for (Path file : files) {
      read(ClassFile.of().parse(Files.readAllBytes(file)));
    }
  }

  private void read(ClassModel type) {
    List<String> above =
        new ArrayList<>(type.interfaces().stream().map(EntryPoints::name).toList());
    type.superclass().map(EntryPoints::name).ifPresent(above::add);
    boolean isUsable =
        type.flags().has(AccessFlag.PUBLIC)
            && !type.flags().has(AccessFlag.ABSTRACT)
            && type.methods().stream()
                .anyMatch(method ->
                    method.methodName().equalsString("<init>")
                        && method.methodType().equalsString("()V")
                        && method.flags().has(AccessFlag.PUBLIC));
    all.put(name(type.thisClass()), new Found(above, isUsable));
  }

  private static String name(ClassEntry entry) {
    return entry.asInternalName();
  }

  /// Those that are, or are not, fit to be loaded.
  private List<String> names(boolean usable) {
    return all.entrySet().stream()
        .filter(each -> each.getValue().isUsable() == usable)
        .map(java.util.Map.Entry::getKey)
        .filter(name -> isLocation(name, new HashSet<>()))
        .map(name -> name.replace('/', '.'))
        .toList();
  }

  private boolean isLocation(String name, Set<String> seen) {
    Found found = all.get(name);
    return found != null
        && seen.add(name)
        && (found.above().contains(CODE_LOCATION)
            || found.above().stream().anyMatch(above -> isLocation(above, seen)));
  }
}
