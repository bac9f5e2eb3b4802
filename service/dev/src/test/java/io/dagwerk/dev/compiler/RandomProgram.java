package io.dagwerk.dev.compiler;

import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/// A program of a few classes that know each other, and that is edited by chance: sometimes it
/// compiles.
final class RandomProgram {
  private static final List<String> PACKAGES = List.of("a", "b");
  private static final List<String> NAMES = List.of("One", "Two", "Six", "Ten", "Odd");

  /// Names that mean something else where a class of the package has them.
  private static final List<String> SHADOWS = List.of("String", "List");

  private final Random random;
  private final SortedMap<String, SortedMap<String, String>> classes = new TreeMap<>();

  RandomProgram(long seed) {
    this.random = new Random(seed);
    for (String name : NAMES) {
      String inPackage = oneOf(PACKAGES);
      classes.put(inPackage + "/" + name + ".java", harmless(inPackage, name));
    }
  }

  private String oneOf(List<String> all) {
    return all.get(random.nextInt(all.size()));
  }

  private static SortedMap<String, String> harmless(String inPackage, String name) {
    SortedMap<String, String> parts = new TreeMap<>();
    parts.put(
        "0 head", "package %s; import java.util.*; import a.*; import b.*;".formatted(inPackage));
    parts.put("1 class", "public class %s".formatted(name));
    parts.put("2 extends", "");
    parts.put("3 begin", "{");
    parts.put("4 constant", "public static final int K = 1;");
    parts.put("5 method", "public Object get() { return null; }");
    parts.put("6 user", "");
    parts.put("7 nested", "public static class In { public int v; }");
    parts.put("8 local", "");
    parts.put("9 end", "}");
    return parts;
  }

  /// Changes one thing.
  void edit() {
    int kind = random.nextInt(20);
    if (kind == 0 && classes.size() > 3) {
      classes.remove(oneOf(List.copyOf(classes.keySet())));
    } else if (kind <= 2) {
      String inPackage = oneOf(PACKAGES);
      String name = random.nextInt(4) == 0 ? oneOf(SHADOWS) : oneOf(NAMES);
      classes.put(inPackage + "/" + name + ".java", harmless(inPackage, name));
    } else {
      change(List.copyOf(classes.values()).get(random.nextInt(classes.size())));
    }
  }

  private void change(SortedMap<String, String> parts) {
    String other = oneOf(NAMES);
    String another = oneOf(NAMES);
    int number = random.nextInt(3);
    switch (random.nextInt(14)) {
      case 0 -> parts.put("2 extends", "extends " + other);
      case 1, 2 -> parts.put("2 extends", "");
      case 3 -> parts.put("4 constant", "public static final int K = %d;".formatted(number));
      case 4 ->
          parts.put(
              "4 constant", "public static final int K = %s.K + %d;".formatted(other, number));
      case 5 -> parts.put("5 method", "public %s get() { return null; }".formatted(other));
      case 6 -> parts.put("5 method", "public String get(int... x) { return \"\" + x.length; }");
      case 7 ->
          parts.put(
              "6 user",
              "Object use() { var x = new %s().get(); return x.get() + \"\" + %s.K; }"
                  .formatted(other, another));
      case 8 ->
          parts.put("6 user", "int use() { return new %s.In().v + %d; }".formatted(other, number));
      case 9 ->
          parts.put("6 user", "List<String> use() { return List.of(\"%d\"); }".formatted(number));
      case 10 ->
          parts.put(
              "7 nested",
              number == 0
                  ? ""
                  : "public static class In { public %s v; }"
                      .formatted(number == 1 ? "int" : "long"));
      case 11 ->
          parts.put(
              "8 local",
              "Runnable run() { return () -> { new Object() { int k = %s.K; }.hashCode(); }; }"
                  .formatted(other));
      case 12 -> parts.put("8 local", number == 0 ? "int broken( { }" : "");
      default -> parts.put("6 user", "");
    }
  }

  /// The texts, by their paths.
  SortedMap<String, String> texts() {
    SortedMap<String, String> texts = new TreeMap<>();
    classes.forEach((path, parts) -> texts.put(path, String.join("\n", parts.values()) + "\n"));
    return texts;
  }

  /// Goes back to what it was.
  void restore(SortedMap<String, SortedMap<String, String>> before) {
    classes.clear();
    before.forEach((path, parts) -> classes.put(path, new TreeMap<>(parts)));
  }

  SortedMap<String, SortedMap<String, String>> save() {
    SortedMap<String, SortedMap<String, String>> saved = new TreeMap<>();
    classes.forEach((path, parts) -> saved.put(path, new TreeMap<>(parts)));
    return saved;
  }
}
