/**
 * Decisions, evaluations and attacks on paper. Of one decision {@link
 * io.railgate.proxy.report.ExplanationText} tells people, {@link
 * io.railgate.proxy.report.ExplanationJson} tools and clients. Of evaluations: {@link
 * io.railgate.proxy.report.EvaluationText} for the terminal, {@link
 * io.railgate.proxy.report.EvaluationJson} for tools, {@link
 * io.railgate.proxy.report.EvaluationPage} for people. Of attacks: {@link
 * io.railgate.proxy.report.AttackText} for the terminal, {@link
 * io.railgate.proxy.report.AttackJson} for tools and as a baseline. The same always gives the same
 * bytes: no clock, no place but those that were given.
 */
@NullMarked
package io.railgate.proxy.report;

import org.jspecify.annotations.NullMarked;
