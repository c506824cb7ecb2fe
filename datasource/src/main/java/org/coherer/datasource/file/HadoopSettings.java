package org.coherer.datasource.file;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serial;
import java.io.Serializable;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.coherer.datasource.option.Options;
import scala.Tuple2;

/**
 * The session's Hadoop configuration on its way to the executors, which open files with it.
 *
 * <p>Hadoop's own class is not serializable.
 */
public final class HadoopSettings implements Serializable {
  @Serial private static final long serialVersionUID = 1L;

  private transient Configuration configuration;

  /**
   * Wraps a configuration.
   *
   * @param configuration is kept, not copied
   */
  public HadoopSettings(Configuration configuration) {
    this.configuration = configuration;
  }

  /**
   * Collects the settings of a session as Spark's own file formats see them: the Spark context's
   * Hadoop configuration, over it what was {@code SET} in the session, over it the reader's options
   * with a dot in their name.
   *
   * @param session whose settings
   * @param options of the reader, with their names as the user wrote them
   */
  public static HadoopSettings ofSession(SparkSession session, Map<String, String> options) {
    Configuration merged = new Configuration(session.sparkContext().hadoopConfiguration());
    scala.collection.Iterator<Tuple2<String, String>> set = session.conf().getAll().iterator();
    while (set.hasNext()) {
      Tuple2<String, String> entry = set.next();
      merged.set(entry._1(), entry._2());
    }
    options.forEach(
        (name, value) -> {
          if (Options.isSetting(name) && value != null) {
            merged.set(name, value);
          }
        });
    return new HadoopSettings(merged);
  }

  /** Returns the configuration; the caller does not change it. */
  public Configuration configuration() {
    return configuration;
  }

  @Serial
  private void writeObject(ObjectOutputStream out) throws IOException {
    out.defaultWriteObject();
    configuration.write(out);
  }

  @Serial
  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    configuration = new Configuration(false);
    configuration.readFields(in);
  }
}
