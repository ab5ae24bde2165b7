package io.railgate.proxy.report;

import io.railgate.rails.attack.AttackOutcome;
import io.railgate.rails.attack.Comparison;
import java.util.Optional;

/**
 * What came of an attack, and on what.
 *
 * @param name of the rail set
 * @param folder of the rail set, as given
 * @param comparison with an earlier attack; empty if there is none
 */
public record AttackReport(
    String name, String folder, AttackOutcome outcome, Optional<Comparison> comparison) {}
