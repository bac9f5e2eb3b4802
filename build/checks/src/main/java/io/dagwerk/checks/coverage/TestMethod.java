package io.dagwerk.checks.coverage;

/// A test by its binary class name and the name of its method, or by the path of a file of the UI
/// and the title there.
record TestMethod(String className, String method) {

  /// Whether a report names a file of the UI where one of Java names a class.
  static boolean isOfUi(String className) {
    return className.endsWith(".ts") || className.endsWith(".tsx") || className.endsWith(".mjs");
  }

  /// As it is shown: without the package or the folder, nested classes behind a dot.
  @Override
  public String toString() {
    return isOfUi(className)
        ? className.substring(className.lastIndexOf('/') + 1) + ": " + method
        : className.substring(className.lastIndexOf('.') + 1).replace('$', '.') + "." + method;
  }
}
