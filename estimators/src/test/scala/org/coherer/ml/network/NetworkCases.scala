package org.coherer.ml.network

import com.fasterxml.jackson.databind.{JsonNode, ObjectMapper}

/** Networks and mistakes that builders in Java and in Python have in common, and Keras has looked at. */
object NetworkCases {

  private val all =
    new ObjectMapper().readTree(getClass.getResourceAsStream("/networks/networks.json"))

  def networks: Seq[JsonNode] = elements(all.get("networks"))

  def mistakes: Seq[JsonNode] = elements(all.get("mistakes"))

  def elements(list: JsonNode): Seq[JsonNode] = Seq.tabulate(list.size)(i => list.get(i))

  def parsed(text: String): JsonNode = new ObjectMapper().readTree(text)

  /** Builds the network that a case describes. */
  def built(description: JsonNode): Network =
    if (description.has("layers")) Network.sequential(elements(description.get("layers")).map(layer): _*)
    else {
      val tensors = scala.collection.mutable.Map[String, Tensor]()
      elements(description.get("graph")).foreach { node =>
        tensors(node.get("id").asText) = layer(node).on(named(tensors, node.get("from")): _*)
      }
      Network.of(
        java.util.Arrays.asList(named(tensors, description.get("inputs")): _*),
        java.util.Arrays.asList(named(tensors, description.get("outputs")): _*)
      )
    }

  private def named(tensors: collection.Map[String, Tensor], names: JsonNode): Seq[Tensor] =
    elements(names).map(name => tensors(name.asText))

  private def layer(description: JsonNode): Layer[_] = {
    val settings = description.get("settings")
    val plain: Layer[_] = created(description.get("class").asText, settings)
    val set: Layer[_] = plain match {
      case dense: Dense => weighted[Dense](dense, settings)
      case convolution: Convolution => weighted[Convolution](windowed(convolution, settings), settings)
      case pooling: Pooling =>
        val strides =
          applied[Pooling](settings, "strides")(pooling)((p, value) => p.strides(sizes(value): _*))
        applied[Pooling](settings, "padding")(strides)((p, value) => p.padding(value.asText))
      case normalization: BatchNormalization =>
        val momentum = applied[BatchNormalization](settings, "momentum")(normalization)((n, value) =>
          n.momentum(value.asDouble)
        )
        applied[BatchNormalization](settings, "epsilon")(momentum)((n, value) => n.epsilon(value.asDouble))
      case steps: Recurrent => recurrent(steps, settings)
      case both: Bidirectional =>
        applied[Bidirectional](settings, "merge_mode")(both)((l, value) => l.mergeMode(value.asText))
      case depthwise: DepthwiseConvolution => channels(depthwise, settings)
      case embedding: Embedding =>
        applied[Embedding](settings, "embeddings_regularizer")(embedding)((e, value) =>
          e.embeddingsRegularizer(regularizer(value))
        )
      case other => other
    }
    if (settings.has("name")) named(set, settings.get("name").asText) else set
  }

  private def named[L <: Layer[L]](layer: Layer[L], name: String): Layer[_] = layer.name(name)

  private def applied[L](settings: JsonNode, name: String)(layer: L)(set: (L, JsonNode) => L): L =
    if (settings.has(name)) set(layer, settings.get(name)) else layer

  private def sizes(value: JsonNode): Seq[Int] =
    if (value.isArray) elements(value).map(_.asInt) else Seq(value.asInt)

  private def regularizer(value: JsonNode): Regularizer =
    new Regularizer(value.path("l1").asDouble(0), value.path("l2").asDouble(0))

  private def created(kind: String, settings: JsonNode): Layer[_] = {
    def whole(name: String): Int = settings.get(name).asInt
    def all(name: String): Seq[Int] = if (settings.has(name)) sizes(settings.get(name)) else Seq()
    kind match {
      case "Input" => Layers.input(all("shape"): _*)
      case "Dense" => Layers.dense(whole("units"))
      case "Conv1D" => Layers.conv1d(whole("filters"), all("kernel_size").head)
      case "Conv2D" => Layers.conv2d(whole("filters"), all("kernel_size").head)
      case "Conv2DTranspose" => Layers.conv2dTranspose(whole("filters"), all("kernel_size").head)
      case "DepthwiseConv2D" => Layers.depthwiseConv2d(all("kernel_size").head)
      case "SeparableConv2D" => Layers.separableConv2d(whole("filters"), all("kernel_size").head)
      case "MaxPooling1D" => Layers.maxPooling1d(all("pool_size"): _*)
      case "ZeroPadding2D" => Layers.zeroPadding2d(all("padding"): _*)
      case "UpSampling2D" => Layers.upSampling2d(all("size"): _*)
      case "Rescaling" => Layers.rescaling(settings.get("scale").asDouble, settings.get("offset").asDouble)
      case "MaxPooling2D" => Layers.maxPooling2d(all("pool_size"): _*)
      case "AveragePooling2D" => Layers.averagePooling2d(all("pool_size"): _*)
      case "GlobalMaxPooling1D" => Layers.globalMaxPooling1d()
      case "GlobalMaxPooling2D" => Layers.globalMaxPooling2d()
      case "GlobalAveragePooling1D" => Layers.globalAveragePooling1d()
      case "GlobalAveragePooling2D" => Layers.globalAveragePooling2d()
      case "Flatten" => Layers.flatten()
      case "Reshape" => Layers.reshape(all("target_shape"): _*)
      case "Activation" => Layers.activation(settings.get("activation").asText)
      case "ReLU" if settings.has("max_value") => Layers.relu(settings.get("max_value").asDouble)
      case "ReLU" => Layers.relu()
      case "LeakyReLU" if settings.has("negative_slope") =>
        Layers.leakyRelu(settings.get("negative_slope").asDouble)
      case "LeakyReLU" => Layers.leakyRelu()
      case "ELU" => Layers.elu()
      case "Softmax" => Layers.softmax()
      case "Dropout" => Layers.dropout(settings.get("rate").asDouble)
      case "BatchNormalization" => Layers.batchNormalization()
      case "LSTM" => Layers.lstm(whole("units"))
      case "SimpleRNN" => Layers.simpleRnn(whole("units"))
      case "Bidirectional" => Layers.bidirectional(layer(settings.get("layer")).asInstanceOf[Recurrent])
      case "Embedding" => Layers.embedding(whole("input_dim"), whole("output_dim"))
      case "Add" => Layers.add()
      case "Subtract" => Layers.subtract()
      case "Multiply" => Layers.multiply()
      case "Average" => Layers.average()
      case "Maximum" => Layers.maximum()
      case "Concatenate" => Layers.concatenate()
    }
  }

  private def windowed(layer: Convolution, settings: JsonNode): Convolution = {
    val kernel = applied(settings, "kernel_size")(layer)((l, value) => l.kernelSize(sizes(value): _*))
    val strides = applied(settings, "strides")(kernel)((l, value) => l.strides(sizes(value): _*))
    val padding = applied(settings, "padding")(strides)((l, value) => l.padding(value.asText))
    applied(settings, "dilation_rate")(padding)((l, value) => l.dilationRate(sizes(value): _*))
  }

  private def weighted[L <: WeightedLayer[L]](layer: L, settings: JsonNode): L = {
    val active = applied(settings, "activation")(layer)((l, value) => l.activation(value.asText))
    val biased = applied(settings, "use_bias")(active)((l, value) => l.useBias(value.asBoolean))
    val drawn =
      applied(settings, "kernel_initializer")(biased)((l, value) => l.kernelInitializer(value.asText))
    val kernel =
      applied(settings, "kernel_regularizer")(drawn)((l, value) => l.kernelRegularizer(regularizer(value)))
    applied(settings, "bias_regularizer")(kernel)((l, value) => l.biasRegularizer(regularizer(value)))
  }

  private def recurrent(layer: Recurrent, settings: JsonNode): Recurrent = {
    val active = applied(settings, "activation")(layer)((l, value) => l.activation(value.asText))
    val gates =
      applied(settings, "recurrent_activation")(active)((l, value) => l.recurrentActivation(value.asText))
    val all = applied(settings, "return_sequences")(gates)((l, value) => l.returnSequences(value.asBoolean))
    applied(settings, "dropout")(all)((l, value) => l.dropout(value.asDouble))
  }

  private def channels(layer: DepthwiseConvolution, settings: JsonNode): DepthwiseConvolution = {
    val kernel = applied(settings, "kernel_size")(layer)((l, value) => l.kernelSize(sizes(value): _*))
    val strides = applied(settings, "strides")(kernel)((l, value) => l.strides(sizes(value): _*))
    val padding = applied(settings, "padding")(strides)((l, value) => l.padding(value.asText))
    val more = applied(settings, "depth_multiplier")(padding)((l, value) => l.depthMultiplier(value.asInt))
    val active = applied(settings, "activation")(more)((l, value) => l.activation(value.asText))
    applied(settings, "use_bias")(active)((l, value) => l.useBias(value.asBoolean))
  }
}
