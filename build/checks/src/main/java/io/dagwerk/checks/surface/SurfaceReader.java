package io.dagwerk.checks.surface;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.attribute.InnerClassInfo;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Reads the surface of compiled modules: what is public or protected outside of packages named
/// `internal`. No class is loaded.
final class SurfaceReader {
  private final Map<String, ClassModel> classes = new HashMap<>();

  private SurfaceReader() {}

  /// The surface of all classes below these folders.
  static Surface read(List<Path> folders) {
    SurfaceReader reader = new SurfaceReader();
    for (Path folder : folders) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(SurfaceReader::isClass).toList()) {
          ClassModel model = ClassFile.of().parse(file);
          reader.classes.put(model.thisClass().asInternalName(), model);
        }
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read the classes in " + folder, e);
      }
    }
    return reader.surface();
  }

  private static boolean isClass(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".class") && !name.endsWith("-info.class");
  }

  private Surface surface() {
    TreeMap<String, Surface.Type> types = new TreeMap<>();
    for (ClassModel model : classes.values()) {
      String name = model.thisClass().asInternalName();
      if (!name.contains("/internal/") && isAccessible(model)) {
        Declaration declaration = new TypeText(model, flags(model)).declaration();
        types.put(
            declaration.typeName(), new Surface.Type(declaration, new MemberText(model).members()));
      }
    }
    return new Surface(types);
  }

  /// Whether the class and all around it are public or protected.
  private boolean isAccessible(ClassModel model) {
    Set<AccessFlag> flags = flags(model);
    boolean isOpen = flags.contains(AccessFlag.PUBLIC) || flags.contains(AccessFlag.PROTECTED);
    Optional<InnerClassInfo> nested = nested(model);
    if (!isOpen || nested.isEmpty()) {
      return isOpen;
    }
    return nested
        .get()
        .outerClass()
        .map(ClassEntry::asInternalName)
        .filter(outer -> classes.containsKey(outer) && isAccessible(model(outer)))
        .isPresent();
  }

  private ClassModel model(String name) {
    return Optional.ofNullable(classes.get(name)).orElseThrow();
  }

  /// As they are written: those of a nested class stand beside it.
  private static Set<AccessFlag> flags(ClassModel model) {
    return nested(model).map(InnerClassInfo::flags).orElseGet(() -> model.flags().flags());
  }

  private static Optional<InnerClassInfo> nested(ClassModel model) {
    return model.findAttribute(Attributes.innerClasses()).stream()
        .flatMap(attribute -> attribute.classes().stream())
        .filter(info -> info.innerClass().equals(model.thisClass()))
        .findFirst();
  }
}
