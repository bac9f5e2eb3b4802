package io.dagwerk.fingerprint;

import java.util.List;

/// What a class loader implements that keeps the user's classes elsewhere than in directories and
/// jars, such as in memory: without the list, subclasses of what a function takes cannot be found.
public interface ListedClasses {

  /// The binary names of all classes of the user's code that this loader can load.
  List<String> classNames();
}
