package org.coherer.architecture

import java.nio.file.Path

import scala.collection.mutable.ArrayBuffer

import com.sun.source.tree.{ClassTree, CompilationUnitTree, MethodTree, Tree, VariableTree}
import com.sun.source.util.{JavacTask, SourcePositions, TreePathScanner, Trees}
import javax.lang.model.element.Modifier
import javax.tools.ToolProvider

/** Main sources as the Java compiler parses them. */
object SourceTrees {

  /** Something with a body, or with components: `Type.name` or `Type`, and how many there are. */
  final case class Measured(name: String, count: Int)

  /** The lines of every method and constructor, from its annotations to its last brace. */
  lazy val methodLines: Seq[Measured] = found.methods.toList

  /** The parameters of every constructor and the components of every record. */
  lazy val components: Seq[Measured] = found.components.toList

  private final class Found {
    val methods: ArrayBuffer[Measured] = ArrayBuffer()
    val components: ArrayBuffer[Measured] = ArrayBuffer()
  }

  private lazy val found: Found = {
    val compiler = ToolProvider.getSystemJavaCompiler
    val files = compiler.getStandardFileManager(null, null, null)
    try {
      val sources = files.getJavaFileObjects(Repository.mainJava.toArray[Path]: _*)
      val task = compiler.getTask(null, files, null, null, null, sources).asInstanceOf[JavacTask]
      val result = new Found
      val positions = Trees.instance(task).getSourcePositions
      task.parse().forEach(unit => new Scanner(unit, positions, result).scan(unit, null))
      result
    } finally files.close()
  }

  private class Scanner(unit: CompilationUnitTree, positions: SourcePositions, found: Found)
      extends TreePathScanner[Void, Void] {

    override def visitClass(tree: ClassTree, nothing: Void): Void = {
      if (tree.getKind == Tree.Kind.RECORD) {
        var count = 0
        tree.getMembers.forEach {
          case field: VariableTree if !field.getModifiers.getFlags.contains(Modifier.STATIC) => count += 1
          case _ => ()
        }
        found.components += Measured(typeName, count)
      }
      super.visitClass(tree, nothing)
    }

    override def visitMethod(tree: MethodTree, nothing: Void): Void = {
      val lines = unit.getLineMap
      val start = positions.getStartPosition(unit, tree)
      val end = positions.getEndPosition(unit, tree)
      if (tree.getBody != null && end >= 0) {
        val length = lines.getLineNumber(end) - lines.getLineNumber(start) + 1
        found.methods += Measured(s"$typeName.${tree.getName}", length.toInt)
      }
      if (tree.getName.contentEquals("<init>")) {
        found.components += Measured(typeName, tree.getParameters.size)
      }
      super.visitMethod(tree, nothing)
    }

    /** The innermost class around the current tree, with those around it. */
    private def typeName: String = {
      val names = ArrayBuffer[String]()
      getCurrentPath.forEach {
        case tree: ClassTree => names += tree.getSimpleName.toString
        case _ => ()
      }
      names.reverse.mkString(".")
    }
  }
}
