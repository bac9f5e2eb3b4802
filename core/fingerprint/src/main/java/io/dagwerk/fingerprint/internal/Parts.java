package io.dagwerk.fingerprint.internal;

import java.util.HashMap;
import java.util.Map;

/// The parts found so far. A part is always searched from its call alone, so that its hash does not
/// depend on which function asked first.
final class Parts {
  private final CodeBase base;
  private final LibraryJars jars;
  private final Map<Ref.Call, Part> known = new HashMap<>();

  Parts(CodeBase base, LibraryJars jars) {
    this.base = base;
    this.jars = jars;
  }

  /// The part behind a call; dependent too where the search ends with a reason, so that the reason
  /// is found again with the place of the caller.
  Part of(Ref.Call call) {
    Part part = known.get(call);
    if (part == null) {
      part = search(call);
      known.put(call, part);
    }
    return part;
  }

  private Part search(Ref.Call call) {
    try {
      return new Reach(base, jars, new Findings()).part(call);
    } catch (Unfathomable e) {
      return Part.dependent();
    }
  }
}
