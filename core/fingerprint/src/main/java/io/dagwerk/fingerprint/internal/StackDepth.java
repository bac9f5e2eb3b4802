package io.dagwerk.fingerprint.internal;

import java.lang.classfile.Instruction;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
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
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.classfile.instruction.ThrowInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Arrays;

/// How deep the operand stack is before each instruction, in slots: where it is empty, a statement
/// begins.
final class StackDepth {
  private static final int UNREACHED = -1;

  private StackDepth() {}

  static int[] of(Instructions code) {
    int[] before = new int[code.size() + 1];
    Arrays.fill(before, UNREACHED);
    before[0] = 0;
    code.handlers().forEach(handler -> before[handler.target()] = 1);
    for (int i = 0; i < code.size(); i++) {
      // Code after a jump is entered from elsewhere: javac has named it in a jump further up.
      int here = Math.max(before[i], 0);
      before[i] = here;
      int after = here + effect(code.list().get(i));
      for (int target : code.targets(i)) {
        before[target] = Math.max(before[target], after);
      }
      if (!endsFlow(code.list().get(i))) {
        before[i + 1] = Math.max(before[i + 1], after);
      }
    }
    return before;
  }

  private static boolean endsFlow(Instruction instruction) {
    return switch (instruction) {
      case ReturnInstruction done -> true;
      case ThrowInstruction thrown -> true;
      case TableSwitchInstruction table -> true;
      case LookupSwitchInstruction lookup -> true;
      case BranchInstruction branch ->
          branch.opcode() == Opcode.GOTO || branch.opcode() == Opcode.GOTO_W;
      case Instruction other -> false;
    };
  }

  private static int effect(Instruction instruction) {
    return switch (instruction) {
      case ArrayLoadInstruction load -> load.typeKind().slotSize() - 2;
      case ArrayStoreInstruction store -> -store.typeKind().slotSize() - 2;
      case BranchInstruction branch -> ofBranch(branch.opcode());
      case ConstantInstruction constant -> constant.typeKind().slotSize();
      case ConvertInstruction convert ->
          convert.toType().slotSize() - convert.fromType().slotSize();
      case DiscontinuedInstruction old ->
          throw new IllegalArgumentException("an instruction of before Java 6");
      case FieldInstruction field -> ofField(field);
      case IncrementInstruction increment -> 0;
      case InvokeDynamicInstruction invoke -> ofCall(invoke.typeSymbol());
      case InvokeInstruction invoke ->
          ofCall(invoke.typeSymbol()) - (invoke.opcode() == Opcode.INVOKESTATIC ? 0 : 1);
      case LoadInstruction load -> load.typeKind().slotSize();
      case LookupSwitchInstruction lookup -> -1;
      case MonitorInstruction monitor -> -1;
      case NewMultiArrayInstruction array -> 1 - array.dimensions();
      case NewObjectInstruction object -> 1;
      case NewPrimitiveArrayInstruction array -> 0;
      case NewReferenceArrayInstruction array -> 0;
      case NopInstruction nop -> 0;
      case OperatorInstruction operator -> ofOperator(operator.opcode(), operator.typeKind());
      case ReturnInstruction done -> 0;
      case StackInstruction stack -> ofStack(stack.opcode());
      case StoreInstruction store -> -store.typeKind().slotSize();
      case TableSwitchInstruction table -> -1;
      case ThrowInstruction thrown -> -1;
      case TypeCheckInstruction check -> 0;
    };
  }

  private static int ofBranch(Opcode opcode) {
    String name = opcode.name();
    if (name.startsWith("GOTO")) {
      return 0;
    }
    return name.startsWith("IF_") ? -2 : -1;
  }

  private static int ofField(FieldInstruction field) {
    int size = TypeKind.from(field.typeSymbol()).slotSize();
    return switch (field.opcode()) {
      case GETSTATIC -> size;
      case PUTSTATIC -> -size;
      case GETFIELD -> size - 1;
      case PUTFIELD -> -size - 1;
      case Opcode other -> throw new IllegalArgumentException(other + " is no field instruction");
    };
  }

  private static int ofCall(MethodTypeDesc type) {
    int size = TypeKind.from(type.returnType()).slotSize();
    for (ClassDesc parameter : type.parameterList()) {
      size -= TypeKind.from(parameter).slotSize();
    }
    return size;
  }

  private static int ofOperator(Opcode opcode, TypeKind kind) {
    String name = opcode.name();
    if (name.contains("CMP")) {
      return 1 - 2 * kind.slotSize();
    }
    if (name.endsWith("NEG") || name.equals("ARRAYLENGTH")) {
      return 0;
    }
    return name.contains("SH") ? -1 : -kind.slotSize();
  }

  private static int ofStack(Opcode opcode) {
    return switch (opcode) {
      case POP -> -1;
      case POP2 -> -2;
      case DUP, DUP_X1, DUP_X2 -> 1;
      case DUP2, DUP2_X1, DUP2_X2 -> 2;
      case SWAP -> 0;
      case Opcode other -> throw new IllegalArgumentException(other + " is no stack instruction");
    };
  }
}
