package io.dagwerk.checks.coverage;

/// A test method by its binary class name and its name.
record TestMethod(String className, String method) {

  /// As it is shown: without the package, nested classes behind a dot.
  @Override
  public String toString() {
    return className.substring(className.lastIndexOf('.') + 1).replace('$', '.') + "." + method;
  }
}
