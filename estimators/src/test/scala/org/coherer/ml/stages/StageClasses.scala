package org.coherer.ml.stages

import java.io.File
import java.lang.reflect.Modifier
import java.nio.file.Paths

import org.apache.spark.ml.PipelineStage
import org.coherer.ml.TrainedModel

/** The classes of all stages, found by reflection, so that no new one is forgotten. */
trait StageClasses {

  private def classes: Seq[Class[_]] = {
    val folder = Paths.get(classOf[TrainedModel[_]].getProtectionDomain.getCodeSource.getLocation.toURI)
    val files = new File(folder.toFile, "org/coherer/ml").listFiles().toSeq.map(_.getName)
    files
      .filter(_.endsWith(".class"))
      .sorted
      .map(file => Class.forName("org.coherer.ml." + file.dropRight(6)))
  }

  protected val stages: Seq[Class[_]] = classes.filter { kind =>
    classOf[PipelineStage].isAssignableFrom(kind) && !Modifier.isAbstract(kind.getModifiers)
  }
}
