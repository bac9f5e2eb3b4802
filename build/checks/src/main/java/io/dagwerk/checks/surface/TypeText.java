package io.dagwerk.checks.surface;

import static java.util.stream.Collectors.joining;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassSignature;
import java.lang.classfile.Signature;
import java.lang.classfile.attribute.PermittedSubclassesAttribute;
import java.lang.classfile.attribute.RecordComponentInfo;
import java.lang.classfile.attribute.SignatureAttribute;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Writes the declaration of a type as one line.
final class TypeText {
  private static final List<String> IMPLIED = List.of("Object", "Record");

  private final ClassModel model;
  private final Set<AccessFlag> flags;

  TypeText(ClassModel model, Set<AccessFlag> flags) {
    this.model = model;
    this.flags = flags;
  }

  Declaration declaration() {
    Optional<ClassSignature> signature =
        model.findAttribute(Attributes.signature()).map(SignatureAttribute::asClassSignature);
    StringBuilder line = new StringBuilder(kind());
    line.append(' ').append(SignatureText.name(model.thisClass().asInternalName()));
    signature.ifPresent(it -> line.append(SignatureText.parameters(it.typeParameters())));
    components().ifPresent(line::append);
    superclass(signature)
        .filter(name -> kind().equals("class") && !IMPLIED.contains(name))
        .ifPresent(name -> line.append(" extends ").append(name));
    append(line, "implements", interfaces(signature));
    append(line, "permits", permitted());
    return new Declaration(Marks.of(model), modifiers(), line.toString());
  }

  private String kind() {
    if (flags.contains(AccessFlag.ANNOTATION)) {
      return "annotation";
    }
    if (flags.contains(AccessFlag.INTERFACE)) {
      return "interface";
    }
    if (flags.contains(AccessFlag.ENUM)) {
      return "enum";
    }
    return model.findAttribute(Attributes.record()).isPresent() ? "record" : "class";
  }

  private List<String> modifiers() {
    List<String> modifiers = new ArrayList<>();
    modifiers.add(flags.contains(AccessFlag.PUBLIC) ? "public" : "protected");
    boolean isClass = kind().equals("class");
    if (isClass && flags.contains(AccessFlag.ABSTRACT)) {
      modifiers.add("abstract");
    }
    if (isClass && flags.contains(AccessFlag.STATIC)) {
      modifiers.add("static");
    }
    if (!permitted().isEmpty()) {
      modifiers.add("sealed");
    }
    if (isClass && flags.contains(AccessFlag.FINAL)) {
      modifiers.add("final");
    }
    return modifiers;
  }

  private Optional<String> components() {
    return model
        .findAttribute(Attributes.record())
        .map(record ->
            record.components().stream().map(TypeText::component).collect(joining(", ", "(", ")")));
  }

  private static String component(RecordComponentInfo component) {
    Signature type =
        component
            .findAttribute(Attributes.signature())
            .map(SignatureAttribute::asTypeSignature)
            .orElseGet(() -> Signature.of(component.descriptorSymbol()));
    return SignatureText.of(type) + " " + component.name().stringValue();
  }

  private Optional<String> superclass(Optional<ClassSignature> signature) {
    return signature.isPresent()
        ? signature.map(it -> SignatureText.of(it.superclassSignature()))
        : model.superclass().map(it -> SignatureText.name(it.asInternalName()));
  }

  private List<String> interfaces(Optional<ClassSignature> signature) {
    return signature.isPresent()
        ? signature.get().superinterfaceSignatures().stream().map(SignatureText::of).toList()
        : names(model.interfaces());
  }

  /// Of an enum, what javac makes of constants with bodies is nobody's business.
  private List<String> permitted() {
    if (flags.contains(AccessFlag.ENUM)) {
      return List.of();
    }
    return model
        .findAttribute(Attributes.permittedSubclasses())
        .map(PermittedSubclassesAttribute::permittedSubclasses)
        .map(TypeText::names)
        .orElse(List.of());
  }

  private static List<String> names(List<ClassEntry> entries) {
    return entries.stream().map(it -> SignatureText.name(it.asInternalName())).toList();
  }

  private static void append(StringBuilder line, String word, List<String> names) {
    if (!names.isEmpty()) {
      line.append(' ').append(word).append(' ');
      line.append(names.stream().sorted().collect(joining(", ")));
    }
  }
}
