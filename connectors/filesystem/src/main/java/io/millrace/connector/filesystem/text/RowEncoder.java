package io.millrace.connector.filesystem.text;

import io.millrace.spi.batch.RowBatch;

/** Writes rows so that the decoder of the same format reads them back. <b>Threading:</b> one thread. */
public interface RowEncoder {
    /** What a file begins with. */
    void header(Bytes out);

    /** One physical row, with its line feed. */
    void encode(RowBatch batch, int row, Bytes out);
}
