package org.coherer.training.engine.dl4j

import java.nio.file.{Files, Paths}
import org.coherer.training.engine.dl4j.keras.KerasTable

/** Every setting of every layer, loss and optimizer: it computes what Keras computes, or is refused by name.
  */
class KerasSettingsSuite extends WithKerasComparison {

  /** How far training may be apart: where DL4J does not step as Keras to the last digits, docs/keras.md says
    * so.
    */
  override protected def tolerance(of: KerasCase): Double = of.toString match {
    // Keras's running variance of images is that of a sample.
    case "BatchNormalization.axis = image" => 1e-3
    // DL4J's mean of squares starts at epsilon.
    case name if name.startsWith("RMSprop.") => 2e-3
    case "MaxPooling2D.strides = 1" => 2e-5
    case _ => 1e-5
  }

  /** Values without a counterpart, of settings that are translated. */
  private val withoutCounterpart = Set(
    "Dense.activation = gelu",
    "Dense.activation = exponential",
    "Dense.activation = LeakyReLU",
    "Dense.kernel_regularizer = orthogonal",
    "Activation.activation = gelu"
  )

  test("settings: what is imported computes what Keras computes, before training and after") {
    val refused = cases.filter { each =>
      attempt(each.file()) match {
        case Left(_) => true
        case Right(file) =>
          engines.foreach(engine => assertAlike(each, file, engine))
          // Keras 2.15 does not write all settings, such as that a layer is synchronized.
          val written = each.model.toString.contains("\"" + each.setting + "\"")
          val refusable = setting(each).exists(s => s.isFixed && s.values.size == 1)
          assert(!(written && refusable), s"$each is imported, and the table says otherwise")
          false
      }
    }
    val unexpected = refused.filter(each => setting(each).exists(s => !s.isFixed && !s.isLimited))
    assert(
      unexpected
        .filterNot(_.kind == "training_config")
        .map(_.toString)
        .toSet == withoutCounterpart
    )
    assert(cases.size - refused.size > 180)
  }

  test("settings: what is refused names the layer, the setting and its value") {
    cases.foreach { each =>
      attempt(each.file()).left.foreach { message =>
        val name = if (each.kind == "Functional") "is called with training = " else each.setting
        val words = Map(
          "loss" -> "its loss ",
          "from_logits" -> "its loss ",
          "center" -> "scale",
          "kernel_regularizer" -> "_regularizer",
          "optimizer_config" -> "its optimizer "
        )
        assert(message.startsWith("Cannot import the Keras network: "), each)
        assert(message.contains(words.getOrElse(name, name)), each)
        assert(
          message.contains("(must be ") || message.contains("which must be") || message.contains("(save it")
        )
      }
    }
  }

  private lazy val plainKinds = cases.filter(_.setting.isEmpty).map(_.kind).toSet

  test("settings: each that must have one value is refused with another, in each layer") {
    for {
      (kind, ofKind) <- KerasTable.settings
      (name, setting) <- ofKind if setting.isFixed && layerKinds(kind) && plainKinds(kind)
    } {
      val message =
        attempt(changed(cases, kind, name, 7)).left.getOrElse(fail(s"$kind.$name = 7 is imported"))
      assert(message.contains(s", $kind, has $name = 7 (must be ${setting.values.mkString(" or ")})"))
    }
  }

  test("settings: one that nobody has heard of is refused, unless it says nothing") {
    plainKinds.filter(layerKinds).foreach { kind =>
      val message = attempt(changed(cases, kind, "brand_new", 7)).left.getOrElse(fail(s"$kind is imported"))
      assert(message.contains(s", $kind, has brand_new = 7 (is not known here: must be absent)"))
    }
  }

  private def names(path: String*): Seq[String] = {
    val node = path.foldLeft(keras)((found, name) => found.get(name))
    if (node.isArray) listed(node.elements()).map(_.textValue) else listed(node.fieldNames())
  }

  private lazy val layerKinds = names("settings").toSet

  test("settings: the table has all that Keras 2.15 writes of the layers and optimizers that are imported") {
    for (kind <- names("settings"); name <- names("settings", kind))
      assert(KerasTable.settings(kind).contains(name), s"$kind.$name")
    for (kind <- names("optimizers"); name <- names("optimizers", kind))
      assert(KerasTable.settings(kind).contains(name), s"$kind.$name")
  }

  test("settings: every other layer of Keras 2.15 is refused by name") {
    val plain = cases.find(each => each.kind == "Dropout" && each.setting.isEmpty).get
    names("layers").filterNot(layerKinds).filterNot(KerasTable.settings.contains).foreach { kind =>
      val model = plain.model
      layers(model).find(_.get("class_name").textValue == "Dropout").get.put("class_name", kind)
      val message = attempt(plain.file(model)).left.getOrElse(fail(s"$kind is imported"))
      assert(message.contains(s", $kind, "))
    }
  }

  test("settings: models within models and operations of TensorFlow are refused with the remedy") {
    val plain = cases.find(each => each.kind == "Dropout" && each.setting.isEmpty).get
    Seq(
      "Functional" -> "is a model within the model (must be its layers: build one model of all layers",
      "Sequential" -> "is a model within the model (must be its layers: build one model of all layers",
      "TFOpLambda" -> "is an operation of TensorFlow (must be a layer of Keras's: compute it before"
    ).foreach { case (kind, message) =>
      val model = plain.model
      layers(model).find(_.get("class_name").textValue == "Dropout").get.put("class_name", kind)
      assert(attempt(plain.file(model)).left.exists(_.contains(message)), kind)
    }
  }

  test("settings: every function of Keras 2.15 that is a loss is translated or refused by name") {
    val plain = cases.find(each => each.kind == "Dense" && each.setting.isEmpty).get
    val translated = Map(
      "MSE" -> Set("MSE", "mse", "mean_squared_error"),
      "MAE" -> Set("MAE", "mae", "mean_absolute_error"),
      "MAPE" -> Set("MAPE", "mape", "mean_absolute_percentage_error"),
      "CosineProximity" -> Set("cosine_similarity")
    )
    assert(names("losses").size > 20)
    names("losses").foreach { loss =>
      val ours = translated.collectFirst { case (kind, spellings) if spellings(loss) => kind }
      attempt(plain.file(training = Some(s"""{"loss": "$loss"}"""))) match {
        case Left(message) => assert(ours.isEmpty && message.contains(s"its loss "), loss)
        case Right(file) =>
          assert(ours.exists(kind => file.network().text.contains("impl.Loss" + kind + "\"")), loss)
      }
    }
  }

  test("settings: each that is translated or has no effect is seen with another value than Keras's default") {
    val tried = cases.map(each => s"${each.kind}.${each.setting}").toSet
    val elsewhere = Set("name", "batch_input_shape", "batch_shape", "layers", "input_layers", "output_layers")
    val missing = for {
      (kind, ofKind) <- KerasTable.settings.toSeq if layerKinds(kind) || names("optimizers").contains(kind)
      (name, setting) <- ofKind if !setting.isFixed && !elsewhere(name) && !tried(s"$kind.$name")
    } yield s"$kind.$name"
    // Of Keras 3, or older than 2.15, or random.
    assert(
      missing.toSet -- Set(
        "BatchNormalization.fused",
        "BatchNormalization.renorm_clipping",
        "BatchNormalization.renorm_momentum",
        "Dropout.rate",
        "LSTM.seed",
        "LSTM.use_cudnn",
        "LSTM.zero_output_for_mask",
        "LeakyReLU.negative_slope"
      ) -- names("optimizers").flatMap(kind =>
        Seq("lr", "ema_momentum", "ema_overwrite_frequency", "name", "jit_compile", "is_legacy_optimizer")
          .map(name => s"$kind.$name")
      ) == Set.empty
    )
  }

  test("settings: docs/keras.md has the table") {
    val page = Files.readString(Paths.get(System.getProperty("coherer.repository"), "docs", "keras.md"))
    assert(page.contains(KerasTable.markdown), s"\n${KerasTable.markdown}\n")
  }

  test("losses: of logits, with a last layer that is linear, gives probabilities") {
    val tutorial = cases.find(_.value == "the tutorial's network").get
    val file = attempt(tutorial.file()).fold(fail(_), identity)
    assert(file.network().text.contains("LossMCXENT") && file.network().text.contains("ActivationSoftmax"))
    engines.foreach { engine =>
      opened(file, engine) { replica =>
        predict(replica, rows(tutorial)).grouped(10).foreach(row => assert(math.abs(row.sum - 1) < 1e-5))
      }
    }
  }
}
