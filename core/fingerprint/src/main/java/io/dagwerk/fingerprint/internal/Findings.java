package io.dagwerk.fingerprint.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;

/// What a search has met, as one transcript and as lists to show. Numbered classes are told by the
/// order in which the search meets them.
final class Findings {
  private final Transcript transcript = new Transcript();
  private final Map<String, Integer> numbered = new HashMap<>();
  private final SequencedSet<String> methods = new LinkedHashSet<>();
  private final SequencedSet<String> constants = new LinkedHashSet<>();
  private final SequencedSet<String> classes = new LinkedHashSet<>();
  private final SequencedMap<Path, String> libraries = new LinkedHashMap<>();

  void root(String what, String owner, String name, String descriptor) {
    transcript.text(what).text(canonical(owner));
    transcript.text(Names.isLambda(name) ? "lambda" : name);
    if (!Names.isLambda(name)) {
      transcript.text(descriptor);
    }
  }

  void method(String owner, String name, Body body) {
    methods.add(Names.shown(owner, name));
    write("method", owner, body);
  }

  void constant(String owner, String field, String value) {
    constants.add(Names.shown(owner) + "." + field);
    transcript.text("constant").text(canonical(owner)).text(field).text(value);
  }

  void initialiser(String owner, Body body) {
    write("initialiser", owner, body);
  }

  void header(String owner, Body body) {
    classes.add(Names.shown(owner));
    write("class", owner, body);
  }

  void shape(String owner, Body body) {
    write("shape", owner, body);
  }

  void library(Path jar, String sha256) {
    if (libraries.putIfAbsent(jar, sha256) == null) {
      transcript.text("library").text(sha256);
    }
  }

  void part(String hash) {
    transcript.text("part").text(hash);
  }

  boolean hasNumbered() {
    return !numbered.isEmpty();
  }

  String hex() {
    return transcript.hex();
  }

  List<String> methods() {
    return new ArrayList<>(methods);
  }

  List<String> constants() {
    return new ArrayList<>(constants);
  }

  List<String> classes() {
    return new ArrayList<>(classes);
  }

  List<Path> libraries() {
    return new ArrayList<>(libraries.sequencedKeySet());
  }

  private void write(String what, String owner, Body body) {
    transcript.text(what).text(canonical(owner)).text(body.hash());
    body.numbered().forEach(name -> transcript.text(canonical(name)));
  }

  private String canonical(String name) {
    return Names.isNumbered(name)
        ? "#" + numbered.computeIfAbsent(name, each -> numbered.size())
        : name;
  }
}
