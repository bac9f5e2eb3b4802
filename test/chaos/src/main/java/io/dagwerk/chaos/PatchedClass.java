package io.dagwerk.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// A class of Dagwerk with one method changed, by the bytes that this process has of it.
///
/// @param method that is changed
/// @param transform of the class
record PatchedClass(String name, String method, ClassTransform transform) {
  private static final ClassDesc OPTIONAL = ClassDesc.of("java.util.Optional");
  private static final String ORIGINAL = "unpatched";

  static Target of(String name) {
    return new Target(name);
  }

  /// @throws IllegalStateException when the class has no such method any more
  void write(Path folder) throws IOException {
    String resource = name.replace('.', '/') + ".class";
    try (InputStream bytes = PatchedClass.class.getClassLoader().getResourceAsStream(resource)) {
      if (bytes == null) {
        throw new IllegalStateException("there is no class %s to patch".formatted(name));
      }
      ClassFile files = ClassFile.of();
      ClassModel model = files.parse(bytes.readAllBytes());
      if (model.methods().stream().noneMatch(this::isMethod)) {
        throw new IllegalStateException(
            "%s has no method '%s' to patch any more".formatted(name, method));
      }
      Path target = folder.resolve(resource);
      Files.createDirectories(target.getParent());
      Files.write(target, files.transformClass(model, transform));
    }
  }

  private boolean isMethod(MethodModel model) {
    return model.methodName().equalsString(method);
  }

  /// The class that is changed, and ways to do it.
  record Target(String name) {
    private ClassDesc self() {
      return ClassDesc.of(name);
    }

    private Predicate<MethodModel> named(String method) {
      return model -> model.methodName().equalsString(method) && model.code().isPresent();
    }

    /// @param constant `true`, `false` or `empty`
    PatchedClass returning(String method, String constant) {
      return withBody(
          method,
          code -> {
            switch (constant) {
              case "true" -> {
                code.iconst_1();
                code.ireturn();
              }
              case "false" -> {
                code.iconst_0();
                code.ireturn();
              }
              default -> {
                code.invokestatic(OPTIONAL, "empty", MethodTypeDesc.of(OPTIONAL));
                code.areturn();
              }
            }
          });
    }

    /// Has a method do nothing but call another, without parameters.
    PatchedClass replacing(String method, String other) {
      return withBody(
          method,
          code -> {
            code.aload(0);
            code.invokevirtual(self(), other, MethodTypeDesc.of(ConstantDescs.CD_void));
            code.return_();
          });
    }

    private PatchedClass withBody(String method, Consumer<CodeBuilder> body) {
      return new PatchedClass(
          name,
          method,
          ClassTransform.transformingMethods(
              named(method),
              (builder, element) -> {
                if (element instanceof CodeModel) {
                  builder.withCode(body);
                } else {
                  builder.with(element);
                }
              }));
    }

    /// Takes out the first condition on an `Optional`.
    PatchedClass withoutFilter(String method) {
      return changingFirst(
          method,
          element ->
              element instanceof InvokeInstruction call && call.name().equalsString("filter"),
          CodeBuilder::pop);
    }

    /// Has the first question whether something is final answered by no.
    PatchedClass takingNoneForEnded(String method) {
      return changingFirst(
          method,
          element ->
              element instanceof InvokeInstruction call && call.name().equalsString("isFinal"),
          code -> {
            code.pop();
            code.iconst_0();
          });
    }

    PatchedClass knowingNoSequence() {
      return changingFirst(
          "appendTo",
          element ->
              element instanceof InvokeInstruction call && call.name().equalsString("sequence"),
          code -> {
            code.pop2();
            code.aload(0);
            code.getfield(self(), "batch", ClassDesc.of("io.dagwerk.spi.Batch"));
            code.invokevirtual(
                ClassDesc.of("io.dagwerk.spi.Batch"),
                "first",
                MethodTypeDesc.of(ConstantDescs.CD_long));
            code.lconst_1();
            code.lsub();
          });
    }

    PatchedClass expectingAnySequence() {
      ClassDesc events = ClassDesc.of("io.dagwerk.protocol.v1.RunHostProto$Events");
      return changingFirst(
          "store",
          element ->
              element instanceof FieldInstruction field
                  && field.name().equalsString("nextSequence"),
          code -> {
            code.pop();
            code.aload(2);
            code.invokevirtual(
                events, "getFirstSequence", MethodTypeDesc.of(ConstantDescs.CD_long));
          });
    }

    private PatchedClass changingFirst(
        String method, Predicate<CodeElement> wanted, Consumer<CodeBuilder> instead) {
      return new PatchedClass(
          name,
          method,
          ClassTransform.transformingMethods(
              named(method),
              MethodTransform.transformingCode(
                  CodeTransform.ofStateful(() -> replacingFirst(wanted, instead)))));
    }

    private static CodeTransform replacingFirst(
        Predicate<CodeElement> wanted, Consumer<CodeBuilder> instead) {
      boolean[] isDone = {false};
      return (builder, element) -> {
        if (!isDone[0] && wanted.test(element)) {
          isDone[0] = true;
          instead.accept(builder);
        } else {
          builder.with(element);
        }
      };
    }

    /// `next()` acknowledges what it gives.
    PatchedClass acknowledgingSent() {
      return wrapping(
          "next",
          MethodTypeDesc.of(OPTIONAL),
          code -> {
            code.aload(0);
            code.invokevirtual(self(), ORIGINAL, MethodTypeDesc.of(OPTIONAL));
            code.astore(1);
            code.aload(0);
            code.aload(0);
            code.getfield(self(), "everSent", ConstantDescs.CD_long);
            code.invokevirtual(
                self(),
                "acknowledge",
                MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_long));
            code.aload(1);
            code.areturn();
          });
    }

    /// `rewind(stored)` begins where this side knows that it is stored, whatever the host says.
    PatchedClass rewindingToKnown() {
      MethodTypeDesc type = MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_long);
      return wrapping(
          "rewind",
          type,
          code -> {
            code.aload(0);
            code.aload(0);
            code.getfield(self(), "acknowledged", ConstantDescs.CD_long);
            code.invokevirtual(self(), ORIGINAL, type);
            code.return_();
          });
    }

    /// Puts another method in the place of one, which stays under another name.
    private PatchedClass wrapping(String method, MethodTypeDesc type, Consumer<CodeBuilder> body) {
      ClassTransform renaming =
          (builder, element) -> {
            if (element instanceof MethodModel model && isSame(model, method, type)) {
              builder.withMethod(
                  ORIGINAL, type, model.flags().flagsMask(), it -> model.forEach(it::with));
            } else {
              builder.with(element);
            }
          };
      ClassTransform adding =
          ClassTransform.endHandler(
              builder -> builder.withMethodBody(method, type, ClassFile.ACC_SYNCHRONIZED, body));
      return new PatchedClass(name, method, renaming.andThen(adding));
    }

    private static boolean isSame(MethodModel model, String method, MethodTypeDesc type) {
      return model.methodName().equalsString(method) && model.methodTypeSymbol().equals(type);
    }
  }
}
