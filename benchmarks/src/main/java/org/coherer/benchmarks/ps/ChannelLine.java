package org.coherer.benchmarks.ps;

import java.util.Optional;
import org.coherer.benchmarks.harness.ResultLine;
import org.coherer.benchmarks.harness.Summary;

/**
 * What was measured in one case.
 *
 * @param link how client and server are connected
 * @param what what is sent
 * @param requests requests per second
 * @param limit the bytes per second of the raw limit, in each direction
 */
record ChannelLine(ChannelLink link, ChannelCase what, Summary requests, Summary limit) {

  private static final double BYTES_PER_GB = 1e9;

  /** Returns the line. */
  ResultLine line(String benchmark, int rounds) {
    Summary rate = requests.in(each -> each * what.bytes() / BYTES_PER_GB);
    Summary raw = limit.in(each -> each / BYTES_PER_GB);
    return new ResultLine(benchmark)
        .with("case", "channel")
        .with("link", link.label())
        .with("bytes", what.bytes())
        .with("outstanding", what.outstanding())
        .with("requests_per_s", requests.median(), 0)
        .with("gb_per_s", rate.median(), 3)
        .ratio("raw", rate.rateRatio(Optional.of(raw)))
        .spread("requests_per_s", requests, 0)
        .with("raw", RawLimits.of(link))
        .measured("raw_gb_per_s", Optional.of(raw), 3)
        .with("rounds", rounds);
  }
}
