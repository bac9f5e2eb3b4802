package io.dagwerk.fingerprint.internal;

import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.ArrayLoadInstruction;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.ConvertInstruction;
import java.lang.classfile.instruction.DiscontinuedInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.IncrementInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.classfile.instruction.NewMultiArrayInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.NopInstruction;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.StackInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.classfile.instruction.ThrowInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Writes instructions as symbols. What javac chooses freely (constant pool indexes, widths, the
/// numbers of lambdas, anonymous classes and enum switches) does not show.
final class BodyWriter {
  private final ClassCode owner;
  private final SymbolWriter out;
  private final Deque<Map<Integer, String>> switches = new ArrayDeque<>();

  BodyWriter(ClassCode owner, SymbolWriter out) {
    this.owner = owner;
    this.out = out;
  }

  /// Writes the instructions from one position up to another, jumps being told relative to the
  /// first.
  void write(Instructions code, int from, int to) {
    for (int i = from; i < to; i++) {
      writeOne(code, i, from);
    }
    for (Instructions.Handler handler : code.handlers()) {
      if (handler.start() >= from && handler.start() < to) {
        out.tag("catch").number(handler.start() - from).number(handler.end() - from);
        out.number(handler.target() - from);
        out.type(handler.type());
      }
    }
  }

  private void writeOne(Instructions code, int position, int from) {
    Instruction instruction = code.list().get(position);
    switch (instruction) {
      case ConstantInstruction constant -> writeConstant(code, position, constant);
      case LoadInstruction load -> out.tag("load " + load.typeKind()).number(load.slot());
      case StoreInstruction store -> out.tag("store " + store.typeKind()).number(store.slot());
      case IncrementInstruction inc -> out.tag("inc").number(inc.slot()).number(inc.constant());
      case BranchInstruction branch ->
          out.tag(branchName(branch.opcode())).number(code.position(branch.target()) - from);
      case TableSwitchInstruction table ->
          writeSwitch(code, position, from, table.defaultTarget(), table.cases());
      case LookupSwitchInstruction lookup ->
          writeSwitch(code, position, from, lookup.defaultTarget(), lookup.cases());
      case FieldInstruction field -> writeField(field);
      case InvokeInstruction invoke -> writeCall(invoke);
      case InvokeDynamicInstruction invoke -> {
        out.tag("dynamic").text(invoke.name().stringValue());
        out.descriptor(invoke.type().stringValue());
        new BootstrapWriter(owner, out).write(invoke);
      }
      case NewObjectInstruction object -> {
        out.tag("new").type(object.className().asInternalName());
        out.refer(new Ref.Create(object.className().asInternalName()));
      }
      case NewReferenceArrayInstruction array ->
          out.tag("array").type(array.componentType().asInternalName());
      case NewMultiArrayInstruction array -> {
        out.tag("arrays").number(array.dimensions());
        out.type(array.arrayType().asInternalName());
      }
      case NewPrimitiveArrayInstruction array -> out.tag("array " + array.typeKind());
      case TypeCheckInstruction check ->
          out.tag(check.opcode().name()).type(check.type().asInternalName());
      case ArrayLoadInstruction plain -> out.tag(plain.opcode().name());
      case ArrayStoreInstruction plain -> out.tag(plain.opcode().name());
      case ConvertInstruction plain -> out.tag(plain.opcode().name());
      case MonitorInstruction plain -> out.tag(plain.opcode().name());
      case NopInstruction plain -> out.tag(plain.opcode().name());
      case OperatorInstruction plain -> out.tag(plain.opcode().name());
      case ReturnInstruction plain -> out.tag(plain.opcode().name());
      case StackInstruction plain -> out.tag(plain.opcode().name());
      case ThrowInstruction plain -> out.tag(plain.opcode().name());
      case DiscontinuedInstruction old ->
          throw new Unfathomable(
              Names.shown(owner.name()) + " was compiled for a Java of before 6");
    }
  }

  private static String branchName(Opcode opcode) {
    return opcode == Opcode.GOTO_W ? Opcode.GOTO.name() : opcode.name();
  }

  private void writeConstant(Instructions code, int position, ConstantInstruction constant) {
    if (constant.opcode() == Opcode.ACONST_NULL) {
      out.tag("null");
      return;
    }
    boolean nameOnly =
        position + 1 < code.size()
            && code.list().get(position + 1) instanceof InvokeInstruction next
            && Reflection.takesOnlyTheName(
                next.owner().asInternalName(), next.name().stringValue());
    new BootstrapWriter(owner, out).writeConstant(constant.constantValue(), nameOnly);
  }

  private void writeField(FieldInstruction field) {
    String holder = field.owner().asInternalName();
    String name = field.name().stringValue();
    String descriptor = field.type().stringValue();
    if (field.opcode() == Opcode.GETSTATIC && name.startsWith("$SwitchMap$")) {
      SwitchMap map = owner.sibling(holder).switchMap(name);
      switches.push(map.constants());
      out.tag("switch map").type(map.type());
      return;
    }
    if (name.equals("$assertionsDisabled")) {
      out.tag("assertions");
      return;
    }
    out.tag(field.opcode().name()).name(holder).text(name).descriptor(descriptor);
    switch (field.opcode()) {
      case GETSTATIC -> out.refer(new Ref.Read(holder, name, descriptor));
      case PUTSTATIC -> out.refer(new Ref.Write(holder));
      case Opcode instance -> out.refer(new Ref.Use(holder));
    }
  }

  private void writeCall(InvokeInstruction invoke) {
    String holder = invoke.owner().asInternalName();
    String name = invoke.name().stringValue();
    String descriptor = invoke.type().stringValue();
    if (Names.isLambda(name) && holder.equals(owner.name())) {
      out.tag("lambda call");
      owner.inline(name, descriptor, out);
      return;
    }
    Ref.Choice choice =
        switch (invoke.opcode()) {
          case INVOKESTATIC -> Ref.Choice.STATIC;
          case INVOKESPECIAL -> Ref.Choice.SPECIAL;
          case Opcode virtual -> Ref.Choice.VIRTUAL;
        };
    out.tag("call " + choice).name(holder).text(name).descriptor(descriptor);
    out.refer(new Ref.Call(choice, holder, name, descriptor));
  }

  /// Cases of an enum switch are told by the constants' names, since javac numbers them by first
  /// use in the whole outer class.
  private void writeSwitch(
      Instructions code, int position, int from, Label otherwise, List<SwitchCase> cases) {
    int rest = code.position(otherwise) - from;
    boolean mapped =
        !switches.isEmpty()
            && position > 0
            && code.list().get(position - 1).opcode() == Opcode.IALOAD;
    out.tag(mapped ? "enum switch" : "switch").number(rest);
    if (mapped) {
      Map<Integer, String> constants = switches.pop();
      Map<String, Integer> byName = new TreeMap<>();
      for (SwitchCase each : cases) {
        String name = constants.getOrDefault(each.caseValue(), "?" + each.caseValue());
        byName.put(name, code.position(each.target()) - from);
      }
      byName.forEach((name, target) -> writeCase(name, target, rest));
    } else {
      for (SwitchCase each : cases) {
        writeCase(Integer.toString(each.caseValue()), code.position(each.target()) - from, rest);
      }
    }
    out.tag("end of switch");
  }

  private void writeCase(String label, int target, int rest) {
    if (target != rest) {
      out.text(label).number(target);
    }
  }
}
