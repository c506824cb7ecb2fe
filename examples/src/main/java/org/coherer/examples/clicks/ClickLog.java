package org.coherer.examples.clicks;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * An endless log of advertisements that were shown, with ids of who saw what where, dense features,
 * and whether there was a click. It is drawn by code from a known law, so that the best area under
 * the ROC curve that any model can have is known too.
 *
 * <p>The logit of a click is
 *
 * <pre>
 *   z = bias + sum over fields f of w_f(id_f) + sum over interactions (f, g) of v(id_f) . v(id_g)
 *       + sum over dense features j of a_j x_j
 * </pre>
 *
 * <p>and there is a click with the probability {@code 1 / (1 + exp(-z))}. Ids of a field follow
 * Zipf's law; x is normal. The weight w of an id, its vectors v, and a are normal, hidden, and the
 * same for all rows: the first sum is what the wide part of a wide and deep network has (Cheng et
 * al.), the second what DLRM's dot products have (Naumov et al.).
 *
 * <p>A row is a function of the seed and its number alone: it is the same on every machine and in
 * every partition. Rows of other numbers are new rows by the same law, to test with.
 *
 * <p>No score ranks rows better, on average, than the true probability (Clemencon et al.): the area
 * under its curve, of the same rows, is what a model's has to be compared with ({@link
 * RankingArea}).
 *
 * @param seed equal seeds give equal logs
 * @param fields the columns of ids
 * @param interactions the pairs of fields that have vectors
 * @param dense how many dense features there are
 * @param denseDeviation the standard deviation of their rates a
 * @param bias the bias of the logit
 * @see <a href="https://arxiv.org/abs/1606.07792">Cheng et al., "Wide &amp; Deep Learning for
 *     Recommender Systems", 2016</a>
 * @see <a href="https://arxiv.org/abs/1906.00091">Naumov et al., "Deep Learning Recommendation
 *     Model for Personalization and Recommendation Systems", 2019</a>
 * @see <a href="https://doi.org/10.1214/009052607000000910">Clemencon, Lugosi and Vayatis, "Ranking
 *     and Empirical Minimization of U-statistics", 2008</a>
 */
public record ClickLog(
    long seed,
    List<ClickField> fields,
    List<Interaction> interactions,
    int dense,
    double denseDeviation,
    double bias)
    implements Serializable {

  /** The column with the number of a row. */
  public static final String ROW = "row";

  /** The column with the ids of all fields. */
  public static final String IDS = "ids";

  /** The column with the dense features. */
  public static final String DENSE = "dense";

  /** The column that is 1 where there was a click, else 0. */
  public static final String CLICK = "click";

  /** The column with the true probability of a click. */
  public static final String TRUTH = "truth";

  private static final Set<String> OTHERS = Set.of(ROW, IDS, DENSE, CLICK, TRUTH);

  /** Checks fields and interactions. */
  public ClickLog {
    fields = List.copyOf(fields);
    interactions = List.copyOf(interactions);
    List<String> names = new ArrayList<>(OTHERS);
    for (ClickField field : fields) {
      if (names.contains(field.name())) {
        throw new IllegalArgumentException(
            "Invalid field '" + field.name() + "' (another column has this name)");
      }
      names.add(field.name());
    }
    for (Interaction each : interactions) {
      int last = Math.max(each.first(), each.second());
      if (Math.min(each.first(), each.second()) < 0 || last >= fields.size()) {
        throw new IllegalArgumentException(
            "Invalid interaction of fields %d and %d (there are %d)"
                .formatted(each.first(), each.second(), fields.size()));
      }
    }
  }

  /**
   * Returns a log of eight fields with 10 to 20,000 ids, three interactions and four dense
   * features. About a quarter of the rows are clicks.
   */
  public static ClickLog usual(long seed) {
    List<ClickField> fields =
        List.of(
            new ClickField("user", 20_000, 1.4, 0.4),
            new ClickField("advertisement", 5_000, 1.3, 0.4),
            new ClickField("site", 2_000, 1.2, 0.4),
            new ClickField("advertiser", 500, 1.1, 0.4),
            new ClickField("city", 300, 1, 0.3),
            new ClickField("category", 40, 0.8, 0.5),
            new ClickField("hour", 24, 0.3, 0.4),
            new ClickField("device", 10, 1, 0.4));
    List<Interaction> interactions =
        List.of(
            new Interaction(5, 6, 2, 0.4),
            new Interaction(5, 7, 2, 0.4),
            new Interaction(6, 7, 2, 0.4));
    return new ClickLog(seed, fields, interactions, 4, 0.3, -1.4);
  }

  /** Returns the names of the columns of ids. */
  public List<String> names() {
    return fields.stream().map(ClickField::name).toList();
  }

  /**
   * Returns rows, drawn anew whenever they are read.
   *
   * <table>
   *   <caption>The columns</caption>
   *   <tr><td>{@code row}</td><td>{@code bigint}</td><td>the number of the row</td></tr>
   *   <tr><td>that of each field</td><td>{@code bigint}</td><td>its id</td></tr>
   *   <tr><td>{@code ids}</td><td>{@code array<bigint>}</td><td>the ids of all fields</td></tr>
   *   <tr><td>{@code dense}</td><td>{@code array<float>}</td><td>the dense features</td></tr>
   *   <tr><td>{@code click}</td><td>{@code int}</td><td>1 for a click, else 0</td></tr>
   *   <tr><td>{@code truth}</td><td>{@code double}</td><td>the true probability of a click</td></tr>
   * </table>
   *
   * @param start the number of the first row
   * @param end the number behind the last row
   */
  public Dataset<Row> rows(SparkSession spark, long start, long end) {
    MapPartitionsFunction<Long, Row> draw =
        numbers -> {
          ClickDraws draws = new ClickDraws(this);
          return new Mapped(numbers, draws);
        };
    return spark.range(start, end).mapPartitions(draw, Encoders.row(schema()));
  }

  private record Mapped(Iterator<Long> numbers, ClickDraws draws) implements Iterator<Row> {

    @Override
    public boolean hasNext() {
      return numbers.hasNext();
    }

    @Override
    public Row next() {
      long number = numbers.next();
      return asRow(number, draws.row(number));
    }
  }

  /** Returns rows without Spark. */
  public Stream<Click> clicks(long start, long end) {
    ClickDraws draws = new ClickDraws(this);
    return LongStream.range(start, end).mapToObj(draws::row);
  }

  private StructType schema() {
    StructType schema = new StructType().add(ROW, DataTypes.LongType, false);
    for (ClickField field : fields) {
      schema = schema.add(field.name(), DataTypes.LongType, false);
    }
    return schema
        .add(IDS, arrayOf(DataTypes.LongType), false)
        .add(DENSE, arrayOf(DataTypes.FloatType), false)
        .add(CLICK, DataTypes.IntegerType, false)
        .add(TRUTH, DataTypes.DoubleType, false);
  }

  private static DataType arrayOf(DataType element) {
    return DataTypes.createArrayType(element, false);
  }

  private static Row asRow(long number, Click click) {
    List<Object> values = new ArrayList<>();
    long[] ids = click.ids();
    values.add(number);
    Arrays.stream(ids).forEach(values::add);
    values.addAll(List.of(ids, click.dense(), click.clicked() ? 1 : 0, click.probability()));
    return RowFactory.create(values.toArray());
  }
}
