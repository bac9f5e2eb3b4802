package io.dagwerk.checks.coverage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.Annotation;
import java.lang.classfile.AnnotationElement;
import java.lang.classfile.AnnotationValue;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// What the compiled tests claim to show. Read from class files, so that no test is loaded.
final class TestClasses {
  private static final String COVERS = "Lio/dagwerk/testsupport/Covers;";

  /// A class with its direct supertypes and the ids claimed by its methods.
  private record TestClass(List<String> supertypes, SequencedMap<String, List<String>> claims) {}

  private final SequencedMap<String, TestClass> classes = new LinkedHashMap<>();

  private TestClasses() {}

  /// Reads all class files below the folders.
  static TestClasses read(List<Path> folders) {
    TestClasses tests = new TestClasses();
    for (Path folder : folders) {
      try (Stream<Path> files = Files.walk(folder)) {
        List<Path> classFiles =
            files.filter(file -> file.toString().endsWith(".class")).sorted().toList();
        for (Path file : classFiles) {
          tests.add(ClassFile.of().parse(file));
        }
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read the test classes in " + folder, e);
      }
    }
    return tests;
  }

  /// Every claim, where it is written.
  SequencedMap<TestMethod, List<String>> claims() {
    SequencedMap<TestMethod, List<String>> all = new LinkedHashMap<>();
    classes.forEach((name, test) ->
        test.claims().forEach((method, ids) -> all.put(new TestMethod(name, method), ids)));
    return all;
  }

  /// Where the claim of a test is written that ran in a class: in the class itself, or in a suite
  /// that it inherits.
  Optional<TestMethod> findClaim(String className, String method) {
    TestClass test = classes.get(className);
    if (test == null) {
      return Optional.empty();
    }
    if (test.claims().containsKey(method)) {
      return Optional.of(new TestMethod(className, method));
    }
    return test.supertypes().stream().flatMap(up -> findClaim(up, method).stream()).findFirst();
  }

  private void add(ClassModel model) {
    List<String> supertypes = new ArrayList<>();
    model.superclass().ifPresent(superclass -> supertypes.add(nameOf(superclass)));
    model.interfaces().forEach(type -> supertypes.add(nameOf(type)));
    SequencedMap<String, List<String>> claims = new LinkedHashMap<>();
    for (MethodModel method : model.methods()) {
      List<String> ids = idsOf(method);
      if (!ids.isEmpty()) {
        claims.put(method.methodName().stringValue(), ids);
      }
    }
    classes.put(nameOf(model.thisClass()), new TestClass(List.copyOf(supertypes), claims));
  }

  private static List<String> idsOf(MethodModel method) {
    return method
        .findAttribute(Attributes.runtimeVisibleAnnotations())
        .map(attribute ->
            attribute.annotations().stream()
                .filter(annotation -> annotation.className().equalsString(COVERS))
                .flatMap(TestClasses::idsIn)
                .toList())
        .orElse(List.of());
  }

  private static Stream<String> idsIn(Annotation covers) {
    return covers.elements().stream()
        .map(AnnotationElement::value)
        .flatMap(value ->
            value instanceof AnnotationValue.OfArray array
                ? array.values().stream()
                : Stream.of(value))
        .map(AnnotationValue.OfString.class::cast)
        .map(AnnotationValue.OfString::stringValue);
  }

  private static String nameOf(ClassEntry entry) {
    return entry.asInternalName().replace('/', '.');
  }
}
