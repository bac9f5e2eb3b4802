package io.dagwerk.checks.surface;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The rule of which changes of a surface break the code of users.
///
/// What is added breaks nobody, but for an abstract method of a type that users may extend, and for
/// what a `switch` without `default` would have to know: a constant of an enum, a permitted
/// subtype. What is removed or changed breaks somebody, but for marks, and for what becomes wider:
/// no longer final or abstract, public instead of protected, one more supertype. What was
/// experimental may change.
final class Compatibility {
  private static final String EXPERIMENTAL = "@Experimental";

  private final List<String> broken = new ArrayList<>();

  private Compatibility() {}

  /// What of a released surface breaks, each in a sentence.
  static List<String> broken(Surface released, Surface now) {
    Compatibility compatibility = new Compatibility();
    released
        .types()
        .forEach((name, type) -> {
          if (type.declaration().has(EXPERIMENTAL)) {
            return;
          }
          Surface.Type other = now.types().get(name);
          if (other == null) {
            compatibility.broken.add(name + " is gone");
          } else {
            compatibility.compare(name, type, other);
          }
        });
    return List.copyOf(compatibility.broken);
  }

  /// What of the last release may not be in this version: nothing may break while only the last
  /// number of the version changes.
  ///
  /// @param released such as `0.2.0`
  /// @param now such as `0.2.1-SNAPSHOT`
  static boolean isPromised(String released, String now) {
    return minor(released).equals(minor(now));
  }

  private static List<String> minor(String version) {
    List<String> numbers = List.of(version.replaceFirst("-.*", "").split("\\.", -1));
    return numbers.subList(0, Math.min(2, numbers.size()));
  }

  private void compare(String name, Surface.Type released, Surface.Type now) {
    compareTypes(name, released.declaration(), now.declaration());
    for (Map.Entry<String, Declaration> member : released.members().entrySet()) {
      Declaration before = member.getValue();
      Declaration after = now.members().get(member.getKey());
      if (before.has(EXPERIMENTAL)) {
        continue;
      }
      if (after == null) {
        broken.add("%s.%s is gone".formatted(name, member.getKey()));
      } else if (!before.rest().equals(after.rest()) || narrows(before, after)) {
        broken.add("%s: '%s' became '%s'".formatted(name, before, after));
      }
    }
    now.members()
        .forEach((key, member) -> {
          if (!released.members().containsKey(key)) {
            compareAdded(name, now, key, member);
          }
        });
  }

  private void compareAdded(String name, Surface.Type type, String key, Declaration member) {
    if (member.has("abstract") && type.isExtensible()) {
      broken.add("%s.%s is abstract and new, so that subtypes lack it".formatted(name, key));
    } else if (member.rest().startsWith("constant ")) {
      broken.add("%s.%s is a new constant, which a switch does not know".formatted(name, key));
    }
  }

  private void compareTypes(String name, Declaration before, Declaration after) {
    Set<String> permitted = new HashSet<>(after.namesAfter("permits"));
    before.namesAfter("permits").forEach(permitted::remove);
    if (before.has("sealed") && !permitted.isEmpty()) {
      broken.add("%s permits %s, which a switch does not know".formatted(name, permitted));
    }
    boolean losesSupertypes =
        !after.namesAfter("implements").containsAll(before.namesAfter("implements"));
    if (!before.head().equals(after.head()) || losesSupertypes || narrows(before, after)) {
      broken.add("'%s' became '%s'".formatted(before, after));
    }
  }

  private static boolean narrows(Declaration before, Declaration after) {
    return (before.has("public") && !after.has("public"))
        || before.has("static") != after.has("static")
        || gets("final", before, after)
        || gets("abstract", before, after)
        || gets("sealed", before, after);
  }

  private static boolean gets(String modifier, Declaration before, Declaration after) {
    return after.has(modifier) && !before.has(modifier);
  }
}
