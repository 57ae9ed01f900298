package io.millrace.executor.state.rocksdb;

import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.Env;
import org.rocksdb.IndexType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileManager;
import org.rocksdb.WriteBufferManager;
import org.rocksdb.WriteOptions;

/** The options of one store: native objects that must outlive its database. */
final class RocksOptions implements AutoCloseable {
    private static final int BLOOM_BITS = 10;
    private static final int BLOCK_BYTES = 8 << 10;

    /** Lets a database go on by itself when a full disk has room again. */
    private final SstFileManager files;

    private final BloomFilter filter = new BloomFilter(BLOOM_BITS);
    final DBOptions database;
    final ColumnFamilyOptions family;
    final WriteOptions write = new WriteOptions().setDisableWAL(true);

    RocksOptions(Cache blockCache, WriteBufferManager writeBuffers, long writeBufferBytes) throws RocksDBException {
        files = new SstFileManager(Env.getDefault());
        database = new DBOptions()
                .setCreateIfMissing(true)
                .setCreateMissingColumnFamilies(true)
                .setAtomicFlush(true) // without a log only that makes a flush of all families one moment
                .setAvoidFlushDuringShutdown(true) // the working directory is not read again
                .setWriteBufferManager(writeBuffers)
                .setSstFileManager(files)
                .setMaxBackgroundJobs(2)
                .setMaxOpenFiles(-1)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setKeepLogFileNum(1)
                .setStatsDumpPeriodSec(0)
                .setStatsPersistPeriodSec(0);
        family = new ColumnFamilyOptions()
                .setWriteBufferSize(writeBufferBytes)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setTableFormatConfig(new BlockBasedTableConfig()
                        .setBlockCache(blockCache)
                        .setBlockSize(BLOCK_BYTES)
                        .setFilterPolicy(filter)
                        .setIndexType(IndexType.kTwoLevelIndexSearch)
                        .setPartitionFilters(true)
                        .setCacheIndexAndFilterBlocks(true)
                        .setCacheIndexAndFilterBlocksWithHighPriority(true)
                        .setPinTopLevelIndexAndFilter(true)
                        .setPinL0FilterAndIndexBlocksInCache(true));
    }

    /** For a library that was built without LZ4. */
    void compressNothing() {
        family.setCompressionType(CompressionType.NO_COMPRESSION);
    }

    @Override
    public void close() {
        write.close();
        family.close();
        database.close();
        files.close();
        filter.close();
    }
}
