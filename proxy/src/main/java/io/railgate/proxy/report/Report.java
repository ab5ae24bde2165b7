package io.railgate.proxy.report;

import io.railgate.rails.evaluation.Evaluation;
import java.util.List;

/**
 * An evaluation, and what it was made of.
 *
 * @param name of the rail set
 * @param folder of the rail set, as given
 * @param files of the utterances, as given
 */
public record Report(String name, String folder, List<String> files, Evaluation evaluation) {

  public Report {
    files = List.copyOf(files);
  }
}
