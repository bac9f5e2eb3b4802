package io.dagwerk.fingerprint.internal;

import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.reflect.AccessFlag;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The search through all code of the user's that a function can reach: calls, lambdas, static
/// initialisers, and what is called back. It follows more than can run rather than less.
final class Reach {
  private static final int MOST_METHODS = 100_000;

  private final CodeBase base;
  private final LibraryJars jars;
  private final Findings findings;
  private final Optional<Parts> parts;
  private final Types types;
  private final Mutability mutability;
  private final Outside outside;
  private final Objects objects;
  private final Set<String> methods = new HashSet<>();
  private final Set<String> fields = new HashSet<>();
  private final Set<String> initialised = new HashSet<>();
  private final Set<Path> libraries = new HashSet<>();
  private final Set<String> entries = new HashSet<>();
  private final Deque<Types.Found> open = new ArrayDeque<>();

  Reach(CodeBase base, LibraryJars jars, Findings findings) {
    this(base, jars, findings, Optional.empty());
  }

  /// @param parts what other searches have found already; the outcome is another hash than without
  Reach(CodeBase base, LibraryJars jars, Findings findings, Optional<Parts> parts) {
    this.parts = parts;
    this.base = base;
    this.jars = jars;
    this.findings = findings;
    this.types = base.types();
    this.mutability = new Mutability(base, types);
    this.outside = new Outside(base, types);
    this.objects = new Objects(base, types, outside, findings, this);
  }

  /// Searches to the end; throws [Unfathomable] where something cannot be seen through.
  void search(List<Root> roots) {
    roots.forEach(this::enter);
    do {
      drain();
    } while (objects.admitFromOutside());
    objects.checkAllFound();
  }

  /// Searches to the end what one call leads to.
  Part part(Ref.Call call) {
    call(call, Names.shown(call.owner(), call.name()));
    drain();
    return objects.dependOnTheCaller() || findings.hasNumbered()
        ? Part.dependent()
        : new Part(Optional.of(findings.hex()), objects.created(), objects.lambdas());
  }

  private void enter(Root root) {
    switch (root) {
      case Root.Lambda lambda -> enterLambda(lambda);
      case Root.Held(String type) -> objects.create(type, "the function");
      case Root.Callable(String type) -> {
        findings.root("callable", type, "", "");
        outside.addAnything();
        objects.create(type, "the function");
        objects.enterCallable(type);
      }
      case Root.Literal(String type) -> objects.literal(type, "the function");
    }
  }

  private void enterLambda(Root.Lambda lambda) {
    Ref.Call call = lambda.method();
    String place = Names.shown(call.owner(), call.name());
    findings.root(call.choice().name(), call.owner(), call.name(), call.descriptor());
    objects.lambda(lambda.type());
    boolean instance = call.choice() != Ref.Choice.STATIC && !call.name().equals("<init>");
    base.user(call.owner())
        .ifPresent(code -> {
          if (instance && lambda.given() == 0) {
            outside.add(code.name());
          }
          int captured = Math.max(0, lambda.given() - (instance ? 1 : 0));
          for (Types.Found found : types.resolve(code, call.name(), call.descriptor())) {
            entries.add(id(found));
            outside.addParameters(found.method(), captured);
            objects.give(Outside.signature(found.method()).result(), place);
          }
          if (call.name().equals("<init>")) {
            objects.create(call.owner(), place);
            objects.lookInto(call.owner(), place);
          }
        });
    outside.types().forEach(type -> objects.take(type, place));
    call(call, place);
  }

  private void drain() {
    while (!open.isEmpty()) {
      Types.Found found = open.removeFirst();
      Body body = found.owner().body(found.method());
      findings.method(found.owner().name(), found.name(), body);
      String place = Names.shown(found.owner().name(), found.name());
      if (entries.contains(id(found))) {
        body.refs().forEach(ref -> followFromEntry(ref, place));
      } else {
        follow(body, place);
      }
    }
  }

  /// Functions share what they call: their own calls are followed as parts where that is possible.
  private void followFromEntry(Ref ref, String place) {
    if (ref instanceof Ref.Call call
        && call.choice() == Ref.Choice.STATIC
        && parts.isPresent()
        && base.user(call.owner()).isPresent()) {
      Part part = parts.get().of(call);
      if (part.hash().isPresent()) {
        findings.part(part.hash().get());
        part.created().forEach(type -> objects.create(type, place));
        part.lambdas().forEach(objects::lambda);
        return;
      }
    }
    follow(ref, place);
  }

  private static String id(Types.Found found) {
    return found.owner().name() + "." + ClassCode.key(found.method());
  }

  /// Follows everything a body refers to.
  void follow(Body body, String place) {
    body.refs().forEach(ref -> follow(ref, place));
  }

  private void follow(Ref ref, String place) {
    switch (ref) {
      case Ref.Call call -> call(call, place);
      case Ref.Read read -> read(read, place);
      case Ref.Write(String owner) -> base.user(owner).ifPresent(this::initialise);
      case Ref.Create(String owner) -> objects.create(owner, place);
      case Ref.Use(String owner) -> use(owner, place);
      case Ref.Literal(String owner) -> objects.literal(owner, place);
      case Ref.Lambda(String type, String method) -> {
        objects.lambda(type);
        use(type, place);
      }
    }
  }

  /// Counts a class that is only named.
  void use(String type, String place) {
    switch (base.origin(type)) {
      case Origin.User(ClassCode code) -> objects.touch(code, place);
      case Origin.Library(Path jar) -> library(jar);
      case Origin.Platform platform -> {}
      case Origin.Missing missing -> throw missing(type, place);
    }
  }

  private void call(Ref.Call call, String place) {
    if (call.owner().startsWith("[")) {
      return;
    }
    switch (base.origin(call.owner())) {
      case Origin.User(ClassCode code) -> callUser(code, call, place);
      case Origin.Library(Path jar) -> callLibrary(jar, call, place);
      case Origin.Platform platform -> callPlatform(call.owner(), call, place);
      case Origin.Missing missing -> throw missing(call.owner(), place);
    }
  }

  private void callUser(ClassCode code, Ref.Call call, String place) {
    List<Types.Found> found = types.resolve(code, call.name(), call.descriptor());
    if (found.isEmpty()) {
      callInherited(code, call, place);
      return;
    }
    switch (call.choice()) {
      case STATIC, SPECIAL -> found.forEach(this::reach);
      case VIRTUAL -> {
        objects.touch(code, place);
        if (found.stream().allMatch(Types.Found::isExact)) {
          found.forEach(this::reach);
        } else {
          objects.callVirtual(call, found, place);
        }
      }
    }
  }

  private void callInherited(ClassCode code, Ref.Call call, String place) {
    for (String type : types.foreign(code)) {
      switch (base.origin(type)) {
        case Origin.Library(Path jar) -> callLibrary(jar, call, place);
        case Origin.Platform platform -> callPlatform(type, call, place);
        case Origin.Missing missing -> throw missing(type, place);
        case Origin.User user -> {}
      }
    }
    objects.touch(code, place);
  }

  private void callLibrary(Path jar, Ref.Call call, String place) {
    library(jar);
    if (!call.descriptor().startsWith("()")) {
      objects.lookIntoAll(place);
    }
  }

  private void callPlatform(String owner, Ref.Call call, String place) {
    if (Reflection.hides(owner, call.name())) {
      throw new Unfathomable(
          place + " calls " + Names.binary(owner) + "." + call.name() + ", which hides code");
    }
    if (!owner.startsWith("java/") && call.descriptor().endsWith(")Ljava/lang/Object;")) {
      outside.addAnything();
    }
  }

  /// Counts a method, once, and all it leads to.
  void reach(Types.Found found) {
    String owner = found.owner().name();
    if (!methods.add(id(found))) {
      return;
    }
    if (methods.size() > MOST_METHODS) {
      throw new Unfathomable("the function reaches more than " + MOST_METHODS + " methods");
    }
    if (found.is(AccessFlag.NATIVE)) {
      throw new Unfathomable(Names.shown(owner, found.name()) + " is a native method");
    }
    if (found.is(AccessFlag.STATIC)) {
      initialise(found.owner());
    }
    if (!found.is(AccessFlag.ABSTRACT)) {
      open.add(found);
    }
  }

  void reach(ClassCode owner, MethodModel method) {
    reach(new Types.Found(owner, method));
  }

  private void read(Ref.Read read, String place) {
    switch (base.origin(read.owner())) {
      case Origin.User(ClassCode code) ->
          types
              .declaring(code, read.name())
              .ifPresentOrElse(
                  owner -> readUser(owner, read.name(), place), () -> inherited(code, place));
      case Origin.Library(Path jar) -> library(jar);
      case Origin.Platform platform -> {}
      case Origin.Missing missing -> throw missing(read.owner(), place);
    }
  }

  private void inherited(ClassCode code, String place) {
    types.foreign(code).forEach(type -> use(type, place));
  }

  private void readUser(ClassCode owner, String name, String place) {
    if (!fields.add(owner.name() + "." + name)) {
      return;
    }
    String shown = Names.shown(owner.name()) + "." + name;
    FieldModel field = owner.fields().get(name);
    if (field == null || !field.flags().has(AccessFlag.FINAL)) {
      throw new Unfathomable(
          place + " reads " + shown + ", a static field that can change; make it final");
    }
    StaticInitialiser.Slice slice = owner.initialiser().fields().get(name);
    String declared = Names.ofDescriptor(field.fieldType().stringValue());
    mutability
        .of(declared, slice == null ? Optional.empty() : slice.made())
        .ifPresent(found -> {
          throw new Unfathomable(
              place + " reads " + shown + ", which can change: it holds " + found);
        });
    findings.constant(owner.name(), name, owner.constantValue(name).orElse("computed"));
    initialise(owner);
    if (slice != null) {
      findings.initialiser(owner.name(), slice.body());
      follow(slice.body(), "the initialiser of " + shown);
    }
  }

  /// Counts what runs when a class is first used: its static blocks. The initialisers of its fields
  /// count where the fields are read.
  void initialise(ClassCode owner) {
    if (!initialised.add(owner.name())) {
      return;
    }
    owner.superclass().flatMap(base::user).ifPresent(this::initialise);
    for (Body body : owner.initialiser().rest()) {
      findings.initialiser(owner.name(), body);
      follow(body, Names.shown(owner.name(), "<clinit>"));
    }
  }

  /// Counts all constants of an enum: which one a value is, the function may learn elsewhere.
  void readConstants(ClassCode type) {
    initialise(type);
    mutability
        .of(type.name(), Optional.empty())
        .ifPresent(found -> {
          throw new Unfathomable(
              "the enum " + Names.shown(type.name()) + " can change: it is " + found);
        });
    for (StaticInitialiser.Slice slice : type.initialiser().fields().sequencedValues()) {
      findings.initialiser(type.name(), slice.body());
      follow(slice.body(), Names.shown(type.name(), "<clinit>"));
    }
  }

  private void library(Path jar) {
    if (libraries.add(jar)) {
      for (Path each : jars.reached(jar, base)) {
        libraries.add(each);
        findings.library(each, jars.sha256(each));
      }
    }
  }

  private static Unfathomable missing(String type, String place) {
    return new Unfathomable(
        place + " uses " + Names.binary(type) + ", whose class file was not found");
  }
}
