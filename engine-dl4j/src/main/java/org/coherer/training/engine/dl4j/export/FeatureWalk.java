package org.coherer.training.engine.dl4j.export;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.coherer.training.encoding.CategoryEncoding;
import org.coherer.training.encoding.ColumnEncoding;
import org.coherer.training.encoding.NumberEncoding;
import org.coherer.training.encoding.Rescaling;
import org.coherer.training.encoding.Scaling;
import org.coherer.training.encoding.Standardization;
import org.coherer.training.encoding.TableEncoding;
import org.coherer.training.engine.NetworkShape;
import org.coherer.training.engine.NetworkShape.Input;
import org.coherer.training.engine.dl4j.adapter.Stage;
import org.coherer.training.engine.dl4j.keras.layer.RowLayout;
import org.coherer.training.export.ExportedModel;

/** Goes from the columns of a row to what enters the network. */
final class FeatureWalk<T> {

  private final ExportedModel model;
  private final Target<T> target;

  FeatureWalk(ExportedModel model, Target<T> target) {
    this.model = model;
    this.target = target;
  }

  /** Returns what enters each input of the network. */
  List<T> entered(NetworkShape shape, List<Stage> stages) {
    if (model.features() instanceof TableEncoding table) {
      return table(table);
    }
    List<T> entered = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < shape.inputs().size(); i++) {
      Input input = shape.inputs().get(i);
      T raw = target.input(model.inputs().get(i), sizes(input, stages));
      entered.add(scaled((Scaling) model.features(), raw, from, input.length()));
      from += input.length();
    }
    return entered;
  }

  /** Returns the sizes of a row of an input: of an image, of a sequence, or its length. */
  private static List<Integer> sizes(Input input, List<Stage> stages) {
    if (input.image() != null) {
      return input.image().sizes();
    }
    for (Stage stage : stages) {
      RowLayout layout =
          stage.inputs().contains(input.name()) ? RowLayout.of(stage.before()) : null;
      if (layout != null && layout.sequence()) {
        return List.of(layout.width(), layout.channels());
      }
    }
    return List.of(input.length());
  }

  private T scaled(Scaling scaling, T raw, int from, int length) {
    if (scaling.isIdentity()) {
      return raw;
    }
    if (scaling instanceof Rescaling all) {
      return target.affine(raw, Numbers.vector(all.scale()), Numbers.vector(all.offset()));
    }
    Standardization each = (Standardization) scaling;
    float[] means = new float[length];
    float[] factors = new float[length];
    IntStream.range(0, length)
        .forEach(
            i -> {
              means[i] = each.mean(from + i);
              factors[i] = each.factor(from + i);
            });
    T centred = target.centred(raw, Numbers.vector(means), Numbers.vector(factors));
    return each.limit() == 0 ? centred : target.limited(centred, each.limit(), length);
  }

  /** A network takes the plain numbers of all columns first, and behind them the embedded ones. */
  private List<T> table(TableEncoding table) {
    List<T> numbers = new ArrayList<>();
    List<T> rows = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      ColumnEncoding column = table.columns().get(i);
      T encoded = column(model.inputs().get(i), column);
      if (column.embeddingRows() > 0) {
        rows.add(encoded);
      } else if (column.numbers() > 0) {
        numbers.add(encoded);
      }
    }
    List<T> entered = new ArrayList<>();
    if (!numbers.isEmpty()) {
      entered.add(numbers.size() == 1 ? numbers.get(0) : target.concatenated("columns", numbers));
    }
    entered.addAll(rows);
    return entered;
  }

  private T column(String name, ColumnEncoding column) {
    if (column instanceof NumberEncoding number) {
      return target.number(name, number);
    }
    if (column instanceof CategoryEncoding category) {
      return target.category(name, category);
    }
    throw new IllegalArgumentException(
        "Cannot export the model as "
            + target.format()
            + ": column '"
            + name
            + "' has dates or points in time (train a model on numbers that are made of them, such"
            + " as year and weekday)");
  }
}
