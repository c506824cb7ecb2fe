package org.coherer.ml.persistence

import org.apache.spark.ml.Model
import org.apache.spark.ml.param.{IntParam, ParamMap, ParamValidators}
import org.apache.spark.ml.util.{MLReadable, MLReader, MLWritable, MLWriter}
import org.apache.spark.sql.{DataFrame, Dataset}
import org.apache.spark.sql.types.StructType

/** A model that does nothing but being saved and read. */
class SavedModel(override val uid: String, val artifact: ModelArtifact)
    extends Model[SavedModel]
    with MLWritable {

  val size: IntParam = new IntParam(this, "size", "above 0", ParamValidators.gt(0))
  val width: IntParam = new IntParam(this, "width", "any")
  setDefault(width, 7)

  def setSize(value: Int): this.type = set(size, value)

  override def copy(extra: ParamMap): SavedModel =
    copyValues(new SavedModel(uid, artifact), extra).setParent(parent)
  override def transform(dataset: Dataset[_]): DataFrame = dataset.toDF()
  override def transformSchema(schema: StructType): StructType = schema
  override def write: MLWriter = new ModelWriter(this, () => artifact)
}

object SavedModel extends MLReadable[SavedModel] {
  override def read: MLReader[SavedModel] =
    new ModelReader[SavedModel](classOf[SavedModel], (uid, artifact) => new SavedModel(uid, artifact))
}

/** One that does not take what was saved. */
class PickyModel(uid: String, artifact: ModelArtifact) extends SavedModel(uid, artifact) {
  throw new IllegalArgumentException("Invalid labels (must be three)")
}
