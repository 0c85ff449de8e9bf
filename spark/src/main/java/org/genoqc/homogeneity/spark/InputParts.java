package org.genoqc.homogeneity.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;
import org.genoqc.homogeneity.counts.FilePart;
import org.genoqc.homogeneity.counts.GenotypingBatches;
import org.genoqc.homogeneity.counts.PackedCounts;
import org.genoqc.homogeneity.counts.PartScan;

/** Reads parts of files, where tasks run. */
final class InputParts implements Serializable {

    static final String PARTITION = "partition";
    static final String ID = "id";

    /** Some rows of a probeset: of which partition it is, its id as UTF-8, its rows packed. */
    static final StructType SCHEMA = new StructType()
            .add(PARTITION, DataTypes.IntegerType, false)
            .add(ID, DataTypes.BinaryType, false)
            .add("rows", DataTypes.BinaryType, false);

    @Serial
    private static final long serialVersionUID = 1;

    private final String[] paths;
    private final Broadcast<SerializableConfiguration> hadoop;

    InputParts(List<String> paths, Broadcast<SerializableConfiguration> hadoop) {
        this.paths = paths.toArray(new String[0]);
        this.hadoop = hadoop;
    }

    /** Where the probesets are cut into partitions: the first of each but the first. */
    @SuppressWarnings("ArrayRecordComponent") // is on its way, and compared by nobody
    record Bounds(byte[][] firsts) implements Serializable {

        /** The partition of a probeset. */
        int partition(byte[] id) {
            int found = Arrays.binarySearch(firsts, id, Arrays::compareUnsigned);
            return found >= 0 ? found + 1 : -found - 1;
        }
    }

    static PackedCounts.Packed packed(Row row) {
        return new PackedCounts.Packed(row.getAs(1), row.getAs(2));
    }

    PartScan scan(FilePart part) throws IOException {
        TaskContext task = TaskContext.get();
        try (InputStream bytes = open(part)) {
            return PartScan.of(part, bytes, task::isInterrupted);
        }
    }

    /** The rows of a part, as {@link #SCHEMA} says; the file is closed when the task ends. */
    Iterator<Row> pack(FilePart part, GenotypingBatches batches, Bounds bounds) throws IOException {
        InputStream bytes = open(part);
        TaskContext.get().addTaskCompletionListener((TaskCompletionListener) context -> close(bytes));
        Iterator<PackedCounts.Packed> packed = PackedCounts.read(part, bytes, batches);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return packed.hasNext();
            }

            @Override
            public Row next() {
                PackedCounts.Packed next = packed.next();
                return RowFactory.create(bounds.partition(next.id()), next.id(), next.rows());
            }
        };
    }

    private InputStream open(FilePart part) throws IOException {
        Path path = new Path(paths[part.file()]);
        FSDataInputStream bytes = path.getFileSystem(hadoop.value().value()).open(path);
        bytes.seek(part.start());
        return bytes;
    }

    private static void close(InputStream bytes) {
        try {
            bytes.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
