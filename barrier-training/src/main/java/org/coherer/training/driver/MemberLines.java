package org.coherer.training.driver;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.coherer.training.transport.Locality;
import org.coherer.training.transport.Member;
import org.coherer.training.transport.TransportException;

/** Members of a run as lines of text, in which they travel at rendezvous. */
public final class MemberLines {

  private static final String SEPARATOR = "\t";

  private MemberLines() {}

  public static String encode(Member member) {
    return String.join(
        SEPARATOR,
        Integer.toString(member.rank()),
        member.host(),
        Integer.toString(member.port()),
        Long.toString(member.processId()),
        Long.toString(member.rows()),
        member.plan(),
        member.locality().machine(),
        member.locality().jvm(),
        Integer.toString(member.locality().processors()));
  }

  private static Member decode(String line) {
    String[] fields = line.split(SEPARATOR, -1);
    return new Member(
        Integer.parseInt(fields[0]),
        fields[1],
        Integer.parseInt(fields[2]),
        Long.parseLong(fields[3]),
        Long.parseLong(fields[4]),
        fields[5],
        new Locality(fields[6], fields[7], Integer.parseInt(fields[8])));
  }

  /**
   * Returns the members by rank.
   *
   * @throws TransportException if one of them follows another plan than this rank
   */
  public static List<Member> decode(Iterable<String> lines, Member mine) {
    List<Member> members = new ArrayList<>();
    for (String line : lines) {
      members.add(decode(line));
    }
    members.sort(Comparator.comparingInt(Member::rank));
    for (Member other : members) {
      if (!other.plan().equals(mine.plan())) {
        throw new TransportException(
            "Rank "
                + other.rank()
                + " ("
                + other.host()
                + ") follows plan "
                + other.plan()
                + " and rank "
                + mine.rank()
                + " plan "
                + mine.plan()
                + " (the executors must run the same version of Coherer)");
      }
    }
    return members;
  }
}
