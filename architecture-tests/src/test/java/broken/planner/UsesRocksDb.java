package broken.planner;

import org.rocksdb.RocksDB;

/** RocksDB belongs to one package. */
public record UsesRocksDb(RocksDB store) {}
