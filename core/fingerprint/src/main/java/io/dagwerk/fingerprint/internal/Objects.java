package io.dagwerk.fingerprint.internal;

import java.lang.classfile.Attributes;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Signature;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeMap;

/// Which objects there can be, and so which methods a virtual call can mean.
final class Objects {

  /// A virtual call with the methods its static type declares, and where it stands.
  private record Site(List<Types.Found> declared, String place) {}

  private final CodeBase base;
  private final Types types;
  private final Outside outside;
  private final Findings findings;
  private final Reach reach;
  private final Receivers receivers;
  private final SequencedMap<Ref.Call, Site> sites = new LinkedHashMap<>();
  private final Set<Ref.Call> admitted = new HashSet<>();
  private final Set<Ref.Call> answered = new HashSet<>();
  private final SequencedSet<String> touched = new LinkedHashSet<>();
  private final SequencedSet<String> live = new LinkedHashSet<>();
  private final SequencedSet<String> lookedInto = new LinkedHashSet<>();
  private final SequencedSet<String> lambdas = new LinkedHashSet<>();
  private boolean allLookedInto = false;

  Objects(CodeBase base, Types types, Outside outside, Findings findings, Reach reach) {
    this.base = base;
    this.types = types;
    this.outside = outside;
    this.findings = findings;
    this.reach = reach;
    this.receivers = new Receivers(base);
  }

  /// Counts what a class is, and what its supertypes are.
  void touch(ClassCode code, String place) {
    if (!touched.add(code.name())) {
      return;
    }
    findings.header(code.name(), code.header());
    code.supertypes().forEach(type -> reach.use(type, place));
    if (code.is(AccessFlag.ENUM)) {
      reach.readConstants(code);
    }
  }

  /// Counts a class of which there are objects: virtual calls can mean its methods, and whoever is
  /// given an object can call back what it overrides.
  void create(String type, String place) {
    ClassCode code = base.user(type).orElse(null);
    if (code == null) {
      reach.use(type, place);
      return;
    }
    if (!live.add(type)) {
      return;
    }
    touch(code, place);
    reach.initialise(code);
    for (MethodModel method : inOrder(code)) {
      if (types.isCalledBack(code, method)) {
        reach.reach(code, method);
      }
    }
    for (String above : types.above(type)) {
      base.user(above).ifPresent(owner -> calledBackThrough(code, owner));
    }
    new ArrayList<>(sites.sequencedKeySet()).forEach(call -> answer(call, code));
    if (extendsLibrary(code)) {
      lookIntoTypeArguments(code, place);
      lookInto(type, place);
    } else if (allLookedInto || lookedInto.stream().anyMatch(seen -> types.isSubtype(type, seen))) {
      lookInto(type, place);
    }
  }

  /// Counts an interface of which a lambda is made.
  void lambda(String type) {
    lambdas.add(type);
  }

  /// Counts the type of a value that the function takes.
  void take(String type, String place) {
    ClassCode code = base.user(type).orElse(null);
    if (code == null) {
      return;
    }
    touch(code, place);
    if (code.isConcrete()) {
      create(type, place);
    }
    if (code.isRecord()) {
      inOrder(code).stream()
          .filter(method -> method.methodName().equalsString("<init>"))
          .forEach(method -> reach.reach(code, method));
    }
  }

  /// Counts the types of a value that the function gives: whoever stores it looks into it.
  void give(Signature signature, String place) {
    switch (signature) {
      case Signature.BaseTypeSig primitive -> {}
      case Signature.TypeVarSig variable -> {}
      case Signature.ArrayTypeSig array -> give(array.componentSignature(), place);
      case Signature.ClassTypeSig type -> {
        String name = Names.ofDescriptor(type.classDesc().descriptorString());
        if (base.user(name).isPresent()) {
          lookInto(name, place);
        } else if (name.equals("java/lang/Object")) {
          lookIntoAll(place);
        } else if (name.startsWith("java/util/") && type.typeArgs().isEmpty()) {
          lookIntoAll(place);
        }
        for (Signature.TypeArg argument : type.typeArgs()) {
          if (argument instanceof Signature.TypeArg.Bounded bounded) {
            give(bounded.boundType(), place);
          } else {
            lookIntoAll(place);
          }
        }
      }
    }
  }

  /// Counts every method of an object that is the function itself.
  void enterCallable(String type) {
    base.user(type)
        .ifPresent(code -> {
          for (String above : types.above(type)) {
            base.user(above)
                .filter(owner -> owner.is(AccessFlag.INTERFACE))
                .ifPresent(owner -> inOrder(owner).forEach(method -> reachAsSeenBy(code, method)));
          }
        });
  }

  /// Counts a class whose fields, constructors, accessors and annotations others can find.
  void lookInto(String type, String place) {
    ClassCode code = base.user(type).orElse(null);
    if (code == null) {
      reach.use(type, place);
      return;
    }
    if (!lookedInto.add(type)) {
      return;
    }
    touch(code, place);
    if (code.isConcrete()) {
      create(type, place);
    }
    SymbolWriter out = new SymbolWriter();
    Annotations.write(code.model(), out);
    for (FieldModel field : new TreeMap<>(code.fields()).values()) {
      if (!field.flags().has(AccessFlag.STATIC)) {
        out.tag("field").text(field.fieldName().stringValue());
        out.text(Outside.signature(field).signatureString());
        Annotations.write(field, out);
        give(Outside.signature(field), place);
      }
    }
    for (MethodModel method : inOrder(code)) {
      if (isFound(method)) {
        Annotations.write(method, out.tag("method").text(ClassCode.key(method)));
        reach.reach(code, method);
      }
    }
    Body shape = out.body();
    findings.shape(type, shape);
    reach.follow(shape, place);
    code.superclass().flatMap(base::user).ifPresent(above -> lookInto(above.name(), place));
    code.permitted().forEach(each -> lookInto(each, place));
    for (String each : new ArrayList<>(live)) {
      if (types.isSubtype(each, type)) {
        lookInto(each, place);
      }
    }
  }

  /// Counts a class that is taken as a value: whoever gets it can look into it and make objects.
  void literal(String type, String place) {
    lookInto(type, place);
    outside.add(type);
  }

  /// From now on, every object may be looked into: it may be handed to a library.
  void lookIntoAll(String place) {
    if (!allLookedInto) {
      allLookedInto = true;
      new ArrayList<>(live).forEach(type -> lookInto(type, place));
    }
  }

  void callVirtual(Ref.Call call, List<Types.Found> declared, String place) {
    if (sites.containsKey(call)) {
      return;
    }
    sites.put(call, new Site(declared, place));
    for (Types.Found found : declared) {
      if (!found.is(AccessFlag.ABSTRACT)) {
        answered.add(call);
        reach.reach(found);
      }
    }
    for (String type : new ArrayList<>(live)) {
      base.user(type).ifPresent(code -> answer(call, code));
    }
  }

  /// Lets in the objects from outside that virtual calls can meet; says whether there were new
  /// calls to look at.
  boolean admitFromOutside() {
    boolean changed = false;
    for (Ref.Call call : new ArrayList<>(sites.sequencedKeySet())) {
      if (!admitted.contains(call) && outside.mayBe(call.owner())) {
        admitted.add(call);
        Site site = site(call);
        receivers.of(call.owner(), site.place()).forEach(type -> create(type, site.place()));
        changed = true;
      }
    }
    return changed;
  }

  /// Whether what was found can differ with the objects that a caller has.
  boolean dependOnTheCaller() {
    return !sites.isEmpty() || !lookedInto.isEmpty() || allLookedInto || outside.isOpen();
  }

  List<String> created() {
    return List.copyOf(live);
  }

  List<String> lambdas() {
    return List.copyOf(lambdas);
  }

  /// Throws if there is a call for which no method was found.
  void checkAllFound() {
    for (Ref.Call call : sites.sequencedKeySet()) {
      if (!answered.contains(call)
          && lambdas.stream().noneMatch(type -> types.isSubtype(type, call.owner()))) {
        throw new Unfathomable(
            site(call).place()
                + " calls "
                + Names.shown(call.owner(), call.name())
                + ", and no implementation of it is made by the code that the function reaches");
      }
    }
  }

  private Site site(Ref.Call call) {
    Site site = sites.get(call);
    if (site == null) {
      throw new IllegalStateException(call + " is no call of this search");
    }
    return site;
  }

  private void answer(Ref.Call call, ClassCode code) {
    if (!types.isSubtype(code.name(), call.owner())) {
      return;
    }
    for (Types.Found found : types.resolve(code, call.name(), call.descriptor())) {
      if (!found.is(AccessFlag.ABSTRACT)) {
        answered.add(call);
        reach.reach(found);
      }
    }
  }

  /// What a superclass or interface of the user's declares for a foreign one is called back too.
  private void calledBackThrough(ClassCode code, ClassCode owner) {
    for (MethodModel method : inOrder(owner)) {
      if (types.isCalledBack(owner, method)) {
        reachAsSeenBy(code, method);
      }
    }
  }

  private void reachAsSeenBy(ClassCode code, MethodModel method) {
    String name = method.methodName().stringValue();
    if (!name.startsWith("<")) {
      types.resolve(code, name, method.methodType().stringValue()).forEach(reach::reach);
    }
  }

  private boolean extendsLibrary(ClassCode code) {
    return types.foreign(code).stream()
        .anyMatch(type -> base.origin(type) instanceof Origin.Library);
  }

  /// Counts the types in `new TypeReference<List<Row>>() {}`, by which a library makes objects.
  private void lookIntoTypeArguments(ClassCode code, String place) {
    code.model().findAttribute(Attributes.signature()).stream()
        .flatMap(found -> found.asClassSignature().superclassSignature().typeArgs().stream())
        .forEach(argument -> {
          if (argument instanceof Signature.TypeArg.Bounded bounded) {
            give(bounded.boundType(), place);
            outside.add(bounded.boundType());
          }
        });
  }

  private static boolean isFound(MethodModel method) {
    String name = method.methodName().stringValue();
    if (name.equals("<clinit>") || Names.isLambda(name)) {
      return false;
    }
    if (!Annotations.of(method).isEmpty()) {
      return true;
    }
    return !method.flags().has(AccessFlag.STATIC) && !method.flags().has(AccessFlag.PRIVATE);
  }

  private static List<MethodModel> inOrder(ClassCode code) {
    return new ArrayList<>(new TreeMap<>(code.methods()).values());
  }
}
