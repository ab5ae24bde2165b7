package io.railgate.rails.evaluation;

import io.railgate.rails.set.RailId;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What would be accepted with other thresholds, all else being the same: the margin, and the
 * thresholds of rails that have their own.
 *
 * @param points of the thresholds 0.00, 0.01 ... 1.00
 * @param current of the set's threshold
 */
public record ThresholdCurve(List<Point> points, Point current) {

  private static final int STEPS = 100;

  /**
   * What one threshold does.
   *
   * @param accept the least confidence of a match
   * @param rightAccepts in scope, and accepted by the right rail
   * @param otherRail in scope, and accepted by another rail
   * @param wrongAccepts out of scope, and accepted
   */
  public record Point(double accept, int rightAccepts, int otherRail, int wrongAccepts) {}

  public ThresholdCurve {
    points = List.copyOf(points);
  }

  static ThresholdCurve of(List<Judged> judged, double current) {
    return new ThresholdCurve(
        IntStream.rangeClosed(0, STEPS)
            .mapToObj(step -> point(judged, step / (double) STEPS))
            .toList(),
        point(judged, current));
  }

  private static Point point(List<Judged> judged, double accept) {
    int right = 0;
    int other = 0;
    int wrong = 0;
    for (Judged each : judged) {
      Optional<RailId> accepted = each.acceptedAt(accept);
      if (accepted.isPresent()) {
        if (!each.labelled().inScope()) {
          wrong++;
        } else if (accepted.equals(each.labelled().rail())) {
          right++;
        } else {
          other++;
        }
      }
    }
    return new Point(accept, right, other, wrong);
  }
}
