package io.railgate.rails.matching;

import io.railgate.embeddings.Embedding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.VectorScorer;
import org.apache.lucene.store.ByteBuffersDirectory;

/**
 * The vectors of a rail set's examples in a Lucene index in memory. Searches are exact: every
 * vector is compared. Safe for many threads.
 */
final class RailIndex implements AutoCloseable {

  private static final String VECTOR = "vector";
  private static final String ORDINAL = "ordinal";

  private final ByteBuffersDirectory directory;
  private final DirectoryReader reader;
  private final LeafReader vectors;

  /** The place in the list of each document; merges may write documents in another order. */
  private final int[] ordinals;

  /**
   * Indexes {@code embeddings}; each is known by its place in the list.
   *
   * @param embeddings at least one, all of one dimension
   */
  RailIndex(List<Embedding> embeddings) {
    try {
      directory = new ByteBuffersDirectory();
      write(embeddings);
      reader = DirectoryReader.open(directory);
      vectors = reader.leaves().getFirst().reader();
      ordinals = ordinals(vectors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * How close each indexed embedding is to {@code query}, in the order of the list.
   *
   * @return cosines in [-1, 1], shape [indexed]
   */
  double[] cosines(Embedding query) {
    return cosines(query.toArray());
  }

  /** The same for a unit vector, shape [dimension], which is not written to. */
  double[] cosines(float[] query) {
    double[] cosines = new double[ordinals.length];
    try {
      FloatVectorValues values = vectors.getFloatVectorValues(VECTOR);
      VectorScorer scorer = values.scorer(query);
      DocIdSetIterator documents = scorer.iterator();
      while (documents.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
        cosines[ordinals[documents.docID()]] = cosine(scorer.score());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return cosines;
  }

  @Override
  public void close() {
    try {
      reader.close();
      directory.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lucene's DOT_PRODUCT score is (1 + cosine) / 2 for unit vectors. */
  private static double cosine(float score) {
    return Math.clamp(2.0 * score - 1.0, -1.0, 1.0);
  }

  private static int[] ordinals(LeafReader segment) throws IOException {
    int[] ordinals = new int[segment.maxDoc()];
    NumericDocValues values = segment.getNumericDocValues(ORDINAL);
    while (values.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
      ordinals[values.docID()] = Math.toIntExact(values.longValue());
    }
    return ordinals;
  }

  private void write(List<Embedding> embeddings) throws IOException {
    var config = new IndexWriterConfig().setCodec(new WithoutGraph());
    try (var writer = new IndexWriter(directory, config)) {
      for (int ordinal = 0; ordinal < embeddings.size(); ordinal++) {
        var document = new Document();
        document.add(new NumericDocValuesField(ORDINAL, ordinal));
        document.add(
            new KnnFloatVectorField(
                VECTOR, embeddings.get(ordinal).toArray(), VectorSimilarityFunction.DOT_PRODUCT));
        writer.addDocument(document);
      }
      writer.forceMerge(1);
    }
  }

  /** Lucene's codec without the HNSW graph, which exact searches do not read. */
  private static final class WithoutGraph extends Lucene104Codec {

    private final KnnVectorsFormat flat =
        new Lucene99HnswVectorsFormat(
            Lucene99HnswVectorsFormat.DEFAULT_MAX_CONN,
            Lucene99HnswVectorsFormat.DEFAULT_BEAM_WIDTH,
            Lucene99HnswVectorsFormat.DEFAULT_NUM_MERGE_WORKER,
            null,
            Integer.MAX_VALUE);

    @Override
    public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
      return flat;
    }
  }
}
