/**
 * From a vector to a ranking of the rails, each with a calibrated confidence. {@code RailIndex} is
 * the only class of the house that knows Lucene.
 *
 * <p>When a set is loaded, {@code MatcherModel} fits to it: {@code SoftmaxHead}, a linear
 * classifier over the vectors of the examples and of the background, whose {@code HeadLoss} is made
 * even by {@code HeadCurvature}; {@code Sharing}, how much the nearest examples count beside it;
 * {@code Belonging}, how likely a message belongs to the set at all; and {@code Threshold}, which
 * confidence a stated share of the background prompts reaches. The last three are fitted to what
 * {@code CrossFit} sees of the set's own examples as if they were new, and to {@code Background}.
 *
 * <p>What was tried on the validation splits of BANKING77 and CLINC150 with bge-small-en-v1.5-q,
 * and what came of it; accuracy in percent at 5 and at 10 examples per intent. The rows were
 * measured one by one while this was built, some with settings that changed later; {@code
 * examples/benchmarks/run} measures what was kept.
 *
 * <table>
 * <caption>kept</caption>
 * <tr><td>nearest example alone</td><td>81.2, 85.8 and 84.5, 87.7</td></tr>
 * <tr><td>head alone</td><td>83.4, 87.3 and 90.8, 93.3</td></tr>
 * <tr><td>head and neighbours</td><td>84.1, 88.4 and 90.7, 93.1</td></tr>
 * <tr><td>the same, with the intent's name as an about line</td><td>85.3, 88.8 and 91.9, 94.0</td></tr>
 * <tr><td>weight of the neighbours fitted to the set, 8 or 48 with all of BANKING77</td><td>93.9
 * or 94.9</td></tr>
 * <tr><td>each rail against all the rest and the background, beside the softmax, in one head: AUROC
 * for CLINC150's out-of-scope messages and for intents that were left out, all examples</td><td>0.989
 * and 0.923 without, 0.990 and 0.930 with</td></tr>
 * <tr><td>steps of a fit measured by the curvature of its loss</td><td>half as many</td></tr>
 * <tr><td>own rails left out as strangers: AUROC for intents that were left out, 10 per
 * intent</td><td>0.844 without, 0.870 to 0.880 with</td></tr>
 * </table>
 *
 * <table>
 * <caption>left out</caption>
 * <tr><td>whitening by the covariance within rails, then the nearest mean</td><td>82.6, 86.0 and
 * 90.6, 91.8</td></tr>
 * <tr><td>ridge regression</td><td>at most 86.1 and 87.9 on CLINC150</td></tr>
 * <tr><td>vectors centred and made unit length again</td><td>as without</td></tr>
 * <tr><td>overlap of words or of character sequences (tf-idf) as another score</td><td>-0.3 to
 * +0.3</td></tr>
 * <tr><td>probabilities of MiniLM mixed in</td><td>84.1, 88.9 and 90.1, 93.1, at half again the
 * time</td></tr>
 * <tr><td>mean over the tokens beside the first token's vector</td><td>as without</td></tr>
 * <tr><td>the background as one more class of the head</td><td>tells the background better, but
 * CLINC150's own out-of-scope messages worse</td></tr>
 * <tr><td>a head of its own for each rail against the rest</td><td>as in one head, at twice the
 * time; by ridge regression worse</td></tr>
 * <tr><td>a third of the background</td><td>wrong accepts at 95 % right accepts up by a tenth</td></tr>
 * <tr><td>vectors between two rails as strangers</td><td>as without</td></tr>
 * </table>
 */
@NullMarked
package io.railgate.rails.matching;

import org.jspecify.annotations.NullMarked;
