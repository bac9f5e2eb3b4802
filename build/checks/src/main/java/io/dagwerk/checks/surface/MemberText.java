package io.dagwerk.checks.surface;

import static java.util.stream.Collectors.joining;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodSignature;
import java.lang.classfile.Signature;
import java.lang.classfile.attribute.ExceptionsAttribute;
import java.lang.classfile.attribute.RecordComponentInfo;
import java.lang.classfile.attribute.SignatureAttribute;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Writes the members of a type that users may name, each as one line. What every object, enum or
/// record has is left out, and so are the accessors that the components of a record imply.
final class MemberText {
  private static final String CONSTRUCTOR = "<init>";

  private final ClassModel model;
  private final Set<String> implied = new HashSet<>();

  MemberText(ClassModel model) {
    this.model = model;
    implied.addAll(List.of("equals(Object)", "hashCode()", "toString()"));
    if (model.flags().has(AccessFlag.ENUM)) {
      implied.addAll(List.of("values()", "valueOf(String)"));
    }
    model.findAttribute(Attributes.record()).ifPresent(record -> imply(record.components()));
  }

  private void imply(List<RecordComponentInfo> components) {
    components.forEach(component -> implied.add(component.name().stringValue() + "()"));
    implied.add(
        components.stream()
            .map(component ->
                component
                    .findAttribute(Attributes.signature())
                    .map(SignatureAttribute::asTypeSignature)
                    .orElseGet(() -> Signature.of(component.descriptorSymbol())))
            .map(SignatureText::of)
            .collect(joining(", ", "new(", ")")));
  }

  SequencedMap<String, Declaration> members() {
    SequencedMap<String, Declaration> members = new TreeMap<>();
    Stream.concat(
            model.fields().stream().flatMap(field -> find(field).stream()),
            model.methods().stream().flatMap(method -> find(method).stream()))
        .filter(member -> !implied.contains(member.memberKey()))
        .forEach(member -> members.put(member.memberKey(), member));
    return members;
  }

  private static Optional<Declaration> find(FieldModel field) {
    Set<AccessFlag> flags = field.flags().flags();
    if (!isAccessible(flags)) {
      return Optional.empty();
    }
    String name = field.fieldName().stringValue();
    if (flags.contains(AccessFlag.ENUM)) {
      return Optional.of(new Declaration(Marks.of(field), List.of(), "constant " + name));
    }
    Signature type =
        field
            .findAttribute(Attributes.signature())
            .map(SignatureAttribute::asTypeSignature)
            .orElseGet(() -> Signature.of(field.fieldTypeSymbol()));
    return Optional.of(
        new Declaration(Marks.of(field), modifiers(flags), SignatureText.of(type) + " " + name));
  }

  private Optional<Declaration> find(MethodModel method) {
    Set<AccessFlag> flags = method.flags().flags();
    if (!isAccessible(flags)) {
      return Optional.empty();
    }
    MethodSignature signature =
        method
            .findAttribute(Attributes.signature())
            .map(SignatureAttribute::asMethodSignature)
            .orElseGet(() -> MethodSignature.of(method.methodTypeSymbol()));
    boolean isConstructor = method.methodName().equalsString(CONSTRUCTOR);
    List<String> words = new ArrayList<>();
    words.add(SignatureText.parameters(signature.typeParameters()));
    words.add(isConstructor ? "" : SignatureText.of(signature.result()));
    words.add(
        (isConstructor ? "new" : method.methodName().stringValue())
            + signature.arguments().stream()
                .map(SignatureText::of)
                .collect(joining(", ", "(", ")")));
    words.add(thrown(method, signature));
    String rest = words.stream().filter(word -> !word.isEmpty()).collect(joining(" "));
    List<String> modifiers = modifiers(flags);
    if (isDefault(flags) || method.findAttribute(Attributes.annotationDefault()).isPresent()) {
      modifiers.remove("abstract");
      modifiers.add("default");
    }
    return Optional.of(new Declaration(Marks.of(method), modifiers, rest));
  }

  private static String thrown(MethodModel method, MethodSignature signature) {
    List<String> names =
        signature.throwableSignatures().isEmpty()
            ? method
                .findAttribute(Attributes.exceptions())
                .map(ExceptionsAttribute::exceptions)
                .map(
                    all -> all.stream().map(it -> SignatureText.name(it.asInternalName())).toList())
                .orElse(List.of())
            : signature.throwableSignatures().stream().map(SignatureText::of).toList();
    return names.isEmpty() ? "" : "throws " + String.join(", ", names);
  }

  private boolean isDefault(Set<AccessFlag> flags) {
    return model.flags().has(AccessFlag.INTERFACE)
        && !flags.contains(AccessFlag.ABSTRACT)
        && !flags.contains(AccessFlag.STATIC);
  }

  private static boolean isAccessible(Set<AccessFlag> flags) {
    return !flags.contains(AccessFlag.SYNTHETIC)
        && (flags.contains(AccessFlag.PUBLIC) || flags.contains(AccessFlag.PROTECTED));
  }

  private static List<String> modifiers(Set<AccessFlag> flags) {
    List<String> modifiers = new ArrayList<>();
    modifiers.add(flags.contains(AccessFlag.PUBLIC) ? "public" : "protected");
    if (flags.contains(AccessFlag.ABSTRACT)) {
      modifiers.add("abstract");
    }
    if (flags.contains(AccessFlag.STATIC)) {
      modifiers.add("static");
    }
    if (flags.contains(AccessFlag.FINAL)) {
      modifiers.add("final");
    }
    return modifiers;
  }
}
