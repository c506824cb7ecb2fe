package org.coherer.connector.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.coherer.connector.column.TableColumn;
import org.coherer.connector.row.RowCategories;

/** Brings together what was learned of a table's columns in all partitions. */
final class TableProfile {

  private final List<PartitionProfile> partitions;
  private final boolean all;

  /**
   * Takes the profiles of all partitions.
   *
   * @param all whether the rows set aside for validation are trained on as well
   */
  TableProfile(List<PartitionProfile> partitions, boolean all) {
    this.partitions = partitions;
    this.all = all;
  }

  List<ColumnProfile> columns(List<TableColumn> table) {
    List<ColumnProfile> columns = new ArrayList<>();
    for (int i = 0; i < table.size(); i++) {
      columns.add(table.get(i).isCategory() ? categories(i) : numbers(i));
    }
    return columns;
  }

  private List<TableSetProfile> sets(PartitionProfile partition) {
    TableSetProfile training = partition.training().table();
    return all ? List.of(training, partition.validation().table()) : List.of(training);
  }

  private ColumnProfile numbers(int column) {
    Moments moments = Moments.none(1);
    long missing = 0;
    // As for other features: first all training sets, in the order of the partitions.
    for (PartitionProfile partition : partitions) {
      moments = moments.plus(partition.training().table().numbers()[column]);
      missing += partition.training().table().missing()[column];
    }
    for (PartitionProfile partition : all ? partitions : List.<PartitionProfile>of()) {
      moments = moments.plus(partition.validation().table().numbers()[column]);
      missing += partition.validation().table().missing()[column];
    }
    return new ColumnProfile.OfNumbers(moments, missing);
  }

  private ColumnProfile categories(int column) {
    Map<Object, Long> rows = new HashMap<>();
    long missing = 0;
    boolean uncounted = false;
    for (PartitionProfile partition : partitions) {
      List<Object> values = partition.categories().get(column);
      for (TableSetProfile set : sets(partition)) {
        for (int number = 0; number < values.size(); number++) {
          rows.merge(values.get(number), set.rowsOf(column, number), Long::sum);
        }
        missing += set.missing()[column];
        uncounted |= set.uncounted()[column] > 0;
      }
    }
    rows.values().removeIf(count -> count == 0); // they are in the validation set alone
    List<Map.Entry<Object, Long>> sorted = new ArrayList<>(rows.entrySet());
    sorted.sort(
        Map.Entry.<Object, Long>comparingByValue(Comparator.reverseOrder())
            .thenComparing(Map.Entry::getKey, LabelTable.ORDER));
    return new ColumnProfile.OfCategories(
        sorted.stream().map(Map.Entry::getKey).toList(),
        sorted.stream().map(Map.Entry::getValue).toList(),
        missing,
        uncounted || rows.size() > RowCategories.MOST);
  }
}
