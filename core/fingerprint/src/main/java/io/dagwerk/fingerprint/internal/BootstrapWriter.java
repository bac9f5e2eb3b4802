package io.dagwerk.fingerprint.internal;

import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;

/// Writes constants of every kind, and the bootstrap of dynamic calls: lambdas, string
/// concatenation, the methods of records, pattern switches.
final class BootstrapWriter {
  private final ClassCode owner;
  private final SymbolWriter out;

  BootstrapWriter(ClassCode owner, SymbolWriter out) {
    this.owner = owner;
    this.out = out;
  }

  void write(InvokeDynamicInstruction invoke) {
    DirectMethodHandleDesc bootstrap = invoke.bootstrapMethod();
    writeHandle(bootstrap);
    String factory = internal(bootstrap.owner());
    if (factory.equals("java/lang/invoke/LambdaMetafactory")) {
      out.refer(
          new Ref.Lambda(internal(invoke.typeSymbol().returnType()), invoke.name().stringValue()));
    }
    boolean ofTheJdk = factory.startsWith("java/");
    for (ConstantDesc argument : invoke.bootstrapArgs()) {
      writeConstant(argument, ofTheJdk);
    }
    out.tag("end of bootstrap");
  }

  /// Writes a constant; a class of which only the name matters is not taken as looked into.
  void writeConstant(ConstantDesc constant, boolean nameOnly) {
    switch (constant) {
      case Integer value -> out.tag("int").number(value);
      case Long value -> out.tag("long").number(value);
      case Float value -> out.tag("float").number(Float.floatToRawIntBits(value));
      case Double value -> out.tag("double").number(Double.doubleToRawLongBits(value));
      case String value -> out.tag("string").text(value);
      case ClassDesc type -> writeClass(type, nameOnly);
      case MethodTypeDesc type -> out.tag("method type").descriptor(type.descriptorString());
      case MethodHandleDesc handle -> writeHandle((DirectMethodHandleDesc) handle);
      case DynamicConstantDesc<?> dynamic -> {
        out.tag("dynamic constant").text(dynamic.constantName());
        out.descriptor(dynamic.constantType().descriptorString());
        writeHandle(dynamic.bootstrapMethod());
        dynamic.bootstrapArgsList().forEach(each -> writeConstant(each, nameOnly));
        out.tag("end of bootstrap");
      }
    }
  }

  private void writeClass(ClassDesc type, boolean nameOnly) {
    out.tag("class").descriptor(type.descriptorString());
    String element = Names.ofDescriptor(type.descriptorString());
    if (!element.isEmpty()) {
      out.refer(nameOnly ? new Ref.Use(element) : new Ref.Literal(element));
    }
  }

  private void writeHandle(DirectMethodHandleDesc handle) {
    String holder = internal(handle.owner());
    String name = handle.methodName();
    String descriptor = handle.lookupDescriptor();
    out.tag("handle " + handle.kind());
    if (Names.isLambda(name) && holder.equals(owner.name())) {
      owner.inline(name, descriptor, out);
      return;
    }
    out.name(holder).text(name).descriptor(descriptor);
    switch (handle.kind()) {
      case STATIC, INTERFACE_STATIC -> call(Ref.Choice.STATIC, holder, name, descriptor);
      case VIRTUAL, INTERFACE_VIRTUAL -> call(Ref.Choice.VIRTUAL, holder, name, descriptor);
      case SPECIAL, INTERFACE_SPECIAL -> call(Ref.Choice.SPECIAL, holder, name, descriptor);
      case CONSTRUCTOR -> {
        out.refer(new Ref.Create(holder));
        call(Ref.Choice.SPECIAL, holder, "<init>", descriptor);
      }
      case GETTER, SETTER -> out.refer(new Ref.Use(holder));
      case STATIC_GETTER -> out.refer(new Ref.Read(holder, name, descriptor));
      case STATIC_SETTER -> out.refer(new Ref.Write(holder));
    }
  }

  private void call(Ref.Choice choice, String holder, String name, String descriptor) {
    out.refer(new Ref.Call(choice, holder, name, descriptor));
  }

  private static String internal(ClassDesc type) {
    return Names.element(
        type.isArray() ? type.descriptorString() : Names.ofDescriptor(type.descriptorString()));
  }
}
