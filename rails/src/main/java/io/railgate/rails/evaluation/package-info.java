/**
 * How well a rail set does on labelled utterances: {@link io.railgate.rails.evaluation.Evaluator}
 * has a rail engine decide on each by itself, and {@link io.railgate.rails.evaluation.Evaluation}
 * counts. Nothing is tuned here; what comes out depends on the rail set, the encoder and the
 * utterances alone.
 */
@NullMarked
package io.railgate.rails.evaluation;

import org.jspecify.annotations.NullMarked;
