package io.dagwerk.fingerprint.internal;

import java.lang.classfile.MethodModel;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedSet;

/// Which classes an object from outside can have, given the type the code knows it by.
///
/// Final and sealed types say it themselves. Below another class, all classes are taken that the
/// user's code has. Of an interface or abstract class, one implementation is taken, and several are
/// a question that only the author can answer.
final class Receivers {
  private final CodeBase base;

  Receivers(CodeBase base) {
    this.base = base;
  }

  /// The concrete classes, or [Unfathomable] with what the call at `place` leaves open.
  List<String> of(String type, String place) {
    ClassCode code =
        base.user(type).orElseThrow(() -> new Unfathomable(place + " calls a method of " + type));
    if (code.is(AccessFlag.FINAL)) {
      return List.of(type);
    }
    if (!code.permitted().isEmpty()) {
      List<String> all = new ArrayList<>();
      if (code.isConcrete()) {
        all.add(type);
      }
      code.permitted().forEach(each -> all.addAll(of(each, place)));
      return all;
    }
    SequencedSet<String> below =
        base.hierarchy()
            .below(type)
            .orElseThrow(() ->
                new Unfathomable(
                    place
                        + " is given a "
                        + Names.shown(type)
                        + ", whose subclasses cannot be listed; make it final or sealed"));
    List<String> concrete =
        below.stream()
            .filter(each -> base.user(each).map(ClassCode::isConcrete).orElse(true))
            .toList();
    if (code.isConcrete()) {
      List<String> all = new ArrayList<>(List.of(type));
      all.addAll(concrete);
      return all;
    }
    return only(code, concrete, place);
  }

  private static List<String> only(ClassCode code, List<String> concrete, String place) {
    String given = place + " is given the interface " + Names.shown(code.name());
    if (code.is(AccessFlag.INTERFACE) && canBeLambda(code)) {
      throw new Unfathomable(given + ", which any lambda can implement");
    }
    if (concrete.size() == 1) {
      return concrete;
    }
    String found =
        concrete.isEmpty()
            ? ", of which no implementation was found"
            : ", which has "
                + concrete.size()
                + " implementations ("
                + String.join(", ", concrete.stream().limit(5).map(Names::shown).toList())
                + "); make it sealed, or give a version";
    throw new Unfathomable(
        (code.is(AccessFlag.INTERFACE) ? given : given.replace("interface", "abstract class"))
            + found);
  }

  private static boolean canBeLambda(ClassCode code) {
    long unimplemented =
        code.methods().sequencedValues().stream().filter(method -> isAbstract(method)).count();
    return unimplemented <= 1;
  }

  private static boolean isAbstract(MethodModel method) {
    return method.flags().has(AccessFlag.ABSTRACT);
  }
}
