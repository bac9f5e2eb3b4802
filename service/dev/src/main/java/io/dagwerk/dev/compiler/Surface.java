package io.dagwerk.dev.compiler;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.InnerClassInfo;
import java.lang.classfile.attribute.InnerClassesAttribute;
import java.lang.classfile.attribute.NestMembersAttribute;
import java.lang.classfile.attribute.SourceFileAttribute;
import java.lang.reflect.AccessFlag;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SequencedMap;

/// What others can see of classes: everything but the bodies of methods. Pure.
final class Surface {
  /// Constants of their own, because those of the class are also of its bodies.
  private static final ClassFile FILES = ClassFile.of(ClassFile.ConstantPoolSharingOption.NEW_POOL);

  private Surface() {}

  /// A digest of it; the same for classes that differ in bodies only.
  static String of(SequencedMap<String, byte[]> classes) {
    MessageDigest digest = sha256();
    classes.forEach((_, bytes) -> {
      ClassModel model = FILES.parse(bytes);
      if (model.findAttribute(Attributes.enclosingMethod()).isEmpty()) {
        digest.update(
            FILES.transformClass(model, (builder, element) -> keep(model, builder, element)));
      }
    });
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void keep(ClassModel model, ClassBuilder builder, ClassElement element) {
    switch (element) {
      case MethodModel method when method.flags().has(AccessFlag.SYNTHETIC) -> {}
      case MethodModel method ->
          builder.transformMethod(
              method,
              (kept, part) -> {
                if (!(part instanceof CodeModel)) {
                  kept.with(part);
                }
              });
      case InnerClassesAttribute inner -> builder.with(InnerClassesAttribute.of(own(model, inner)));
      case NestMembersAttribute _, SourceFileAttribute _ -> {}
      default -> builder.with(element);
    }
  }

  /// What a nested class says of itself; the others are those that it uses.
  private static List<InnerClassInfo> own(ClassModel model, InnerClassesAttribute inner) {
    return inner.classes().stream()
        .filter(each -> each.innerClass().name().equals(model.thisClass().name()))
        .toList();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every JDK has SHA-256", missing);
    }
  }
}
