package org.coherer.benchmarks.ranks;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.coherer.training.transport.Locality;
import org.coherer.training.transport.Member;

/** A member of a run as one word, for requests and answers. */
final class MemberText {

  private static final String BETWEEN = ",";

  private MemberText() {}

  static String encode(Member member) {
    Locality locality = member.locality();
    return Stream.of(
            member.rank(),
            member.host(),
            member.port(),
            member.processId(),
            member.rows(),
            member.plan(),
            locality.machine(),
            locality.jvm(),
            locality.processors())
        .map(part -> URLEncoder.encode(part.toString(), StandardCharsets.UTF_8))
        .collect(Collectors.joining(BETWEEN));
  }

  static Member decode(String word) {
    List<String> parts =
        Arrays.stream(word.split(BETWEEN, -1))
            .map(part -> URLDecoder.decode(part, StandardCharsets.UTF_8))
            .toList();
    return new Member(
        Integer.parseInt(parts.get(0)),
        parts.get(1),
        Integer.parseInt(parts.get(2)),
        Long.parseLong(parts.get(3)),
        Long.parseLong(parts.get(4)),
        parts.get(5),
        new Locality(parts.get(6), parts.get(7), Integer.parseInt(parts.get(8))));
  }
}
