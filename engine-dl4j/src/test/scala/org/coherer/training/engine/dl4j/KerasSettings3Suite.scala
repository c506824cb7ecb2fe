package org.coherer.training.engine.dl4j

import org.coherer.training.engine.dl4j.keras.KerasTable
import org.nd4j.shade.jackson.databind.JsonNode

/** Every setting of the layers that are imported from Keras 3, as KerasSettingsSuite has those of Keras 2. */
class KerasSettings3Suite extends WithKerasComparison {

  override protected def tolerance(of: KerasCase): Double = 2e-5

  /** Values without a counterpart, of settings that are translated. */
  private val withoutCounterpart =
    Set(
      "Dense.activation = gelu",
      "Dense.activation = celu",
      "Dense.activation = hard_sigmoid",
      "LSTM.recurrent_activation = hard_sigmoid",
      // Wider than the kernel.
      "Conv2DTranspose.strides = 4"
    )

  test("settings of Keras 3: what is imported computes what Keras computes, before training and after") {
    val refused = cases3.filter { each =>
      attempt(each.file()) match {
        case Left(_) => true
        case Right(file) =>
          engines.foreach(engine => assertAlike(each, file, engine))
          val only = setting(each).filter(s => s.isFixed && s.values.size == 1).map(_.values.head)
          // A case may have the one value that there is, and Keras does not write all settings.
          val text = each.model.toString
          val written =
            text.contains(s""""${each.setting}":""") && !text.contains(s""""${each.setting}":null""")
          assert(!written || only.forall(_.replace("\"", "") == each.value.toLowerCase), each)
          false
      }
    }
    val unexpected =
      refused.filter(each => setting(each).exists(s => !s.isFixed && !s.isLimited)).map(_.toString)
    assert(unexpected.toSet == withoutCounterpart)
    assert(cases3.size - refused.size > 120)
  }

  test("settings of Keras 3: what is refused names the layer, the setting and its value") {
    cases3.foreach { each =>
      attempt(each.file()).left.foreach { message =>
        assert(message.startsWith("Cannot import the Keras network: ") && message.contains("(must be "), each)
      }
    }
  }

  private lazy val plainKinds = cases3.filter(_.setting.isEmpty).map(_.kind).toSet

  test("settings of Keras 3: each that must have one value is refused with another, in each layer") {
    for {
      (kind, ofKind) <- KerasTable.settings
      (name, setting) <- ofKind if setting.isFixed && plainKinds(kind)
    } {
      val message =
        attempt(changed(cases3, kind, name, 7)).left.getOrElse(fail(s"$kind.$name = 7 is imported"))
      assert(message.contains(s", $kind, has $name = 7 (must be ${setting.values.mkString(" or ")})"))
    }
  }

  private def names(node: JsonNode): Seq[String] =
    if (node.isArray) listed(node.elements()).map(_.textValue) else listed(node.fieldNames())

  test("settings of Keras 3: the table has all that Keras writes of layers, initializers and optimizers") {
    for {
      of <- Seq("settings", "initializers", "optimizers")
      kind <- names(keras3.get(of))
      name <- names(keras3.get(of).get(kind))
    } assert(KerasTable.settings(kind).contains(name), s"$kind.$name")
  }

  test("settings of Keras 3: every other layer is refused by name") {
    val plain = cases3.find(each => each.kind == "Dropout" && each.setting.isEmpty).get
    val others = names(keras3.get("layers")).filterNot(KerasTable.settings.contains)
    assert(others.size > 40)
    others.foreach { kind =>
      val model = plain.model
      layers(model).find(_.get("class_name").textValue == "Dropout").get.put("class_name", kind)
      assert(attempt(plain.file(model)).left.exists(_.contains(s", $kind, ")), kind)
    }
  }

  test("settings of Keras 3: each that is translated is seen with another value than Keras's default") {
    val tried = (cases3 ++ cases).map(each => s"${each.kind}.${each.setting}").toSet
    val elsewhere = Set("name", "batch_input_shape", "batch_shape")
    val missing = for {
      (kind, ofKind) <- KerasTable.settings.toSeq if plainKinds(kind)
      (name, setting) <- ofKind if setting.use == "TRANSLATED" && !elsewhere(name) && !tried(s"$kind.$name")
    } yield s"$kind.$name"
    assert(missing.toSet == Set.empty)
  }
}
