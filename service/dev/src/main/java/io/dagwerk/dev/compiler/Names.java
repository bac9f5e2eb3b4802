package io.dagwerk.dev.compiler;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.PackageTree;
import com.sun.source.util.TreeScanner;
import java.util.HashSet;
import java.util.Set;
import javax.lang.model.element.Name;
import org.jspecify.annotations.Nullable;

/// The simple names in a source file, from its syntax alone. Immutable.
///
/// What a file can see of another begins with a name in it: of a type, or of something whose
/// declaration has the type's name in turn. So names tell who depends on whom, also where class
/// files do not: constants that were copied, imports that nothing uses, and names that would mean
/// something else if there were another class of that name.
///
/// @param inPackage the package that it is in; empty for the unnamed one
/// @param declared the classes that it declares, at any depth
/// @param mentioned every name in it, with those that it declares
record Names(String inPackage, Set<String> declared, Set<String> mentioned) {
  Names {
    declared = Set.copyOf(declared);
    mentioned = Set.copyOf(mentioned);
  }

  static Names of(CompilationUnitTree source) {
    Scanner scanner = new Scanner();
    scanner.scan(source, null);
    PackageTree inPackage = source.getPackage();
    return new Names(
        inPackage == null ? "" : inPackage.getPackageName().toString(),
        scanner.declared,
        scanner.mentioned);
  }

  private static final class Scanner extends TreeScanner<@Nullable Void, @Nullable Void> {
    private final Set<String> declared = new HashSet<>();
    private final Set<String> mentioned = new HashSet<>();

    private void mention(Name name) {
      mentioned.add(name.toString());
    }

    /// All files of a package would mention it.
    @Override
    public @Nullable Void visitPackage(PackageTree tree, @Nullable Void unused) {
      return scan(tree.getAnnotations(), null);
    }

    @Override
    public @Nullable Void visitClass(ClassTree tree, @Nullable Void unused) {
      declared.add(tree.getSimpleName().toString());
      mention(tree.getSimpleName());
      return super.visitClass(tree, null);
    }

    @Override
    public @Nullable Void visitIdentifier(IdentifierTree tree, @Nullable Void unused) {
      mention(tree.getName());
      return super.visitIdentifier(tree, null);
    }

    @Override
    public @Nullable Void visitMemberSelect(MemberSelectTree tree, @Nullable Void unused) {
      mention(tree.getIdentifier());
      return super.visitMemberSelect(tree, null);
    }

    @Override
    public @Nullable Void visitMemberReference(MemberReferenceTree tree, @Nullable Void unused) {
      mention(tree.getName());
      return super.visitMemberReference(tree, null);
    }
  }
}
