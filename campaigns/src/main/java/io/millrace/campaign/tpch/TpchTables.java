package io.millrace.campaign.tpch;

import java.util.List;

/** The eight tables, in SQL that both engines understand. */
final class TpchTables {
    /** Tables that do not change, in an order in which they can be filled. */
    static final List<String> BASE = List.of("region", "nation", "supplier", "customer", "part", "partsupp");

    /** Tables that come and go together. */
    static final List<String> ORDERS = List.of("orders", "lineitem");

    private TpchTables() {}

    /** Columns of a table, as in its CREATE TABLE. */
    static String columns(String table) {
        return switch (table) {
            case "region" -> "r_regionkey INTEGER NOT NULL, r_name VARCHAR NOT NULL, r_comment VARCHAR";
            case "nation" ->
                "n_nationkey INTEGER NOT NULL, n_name VARCHAR NOT NULL, n_regionkey INTEGER NOT NULL, n_comment VARCHAR";
            case "supplier" ->
                "s_suppkey INTEGER NOT NULL, s_name VARCHAR NOT NULL, s_address VARCHAR NOT NULL, s_nationkey INTEGER NOT NULL,"
                        + " s_phone VARCHAR NOT NULL, s_acctbal DECIMAL(12, 2) NOT NULL, s_comment VARCHAR NOT NULL";
            case "customer" ->
                "c_custkey INTEGER NOT NULL, c_name VARCHAR NOT NULL, c_address VARCHAR NOT NULL, c_nationkey INTEGER NOT NULL,"
                        + " c_phone VARCHAR NOT NULL, c_acctbal DECIMAL(12, 2) NOT NULL, c_mktsegment VARCHAR NOT NULL,"
                        + " c_comment VARCHAR NOT NULL";
            case "part" ->
                "p_partkey INTEGER NOT NULL, p_name VARCHAR NOT NULL, p_mfgr VARCHAR NOT NULL, p_brand VARCHAR NOT NULL,"
                        + " p_type VARCHAR NOT NULL, p_size INTEGER NOT NULL, p_container VARCHAR NOT NULL,"
                        + " p_retailprice DECIMAL(12, 2) NOT NULL, p_comment VARCHAR NOT NULL";
            case "partsupp" ->
                "ps_partkey INTEGER NOT NULL, ps_suppkey INTEGER NOT NULL, ps_availqty INTEGER NOT NULL,"
                        + " ps_supplycost DECIMAL(12, 2) NOT NULL, ps_comment VARCHAR NOT NULL";
            case "orders" ->
                "o_orderkey INTEGER NOT NULL, o_custkey INTEGER NOT NULL, o_orderstatus VARCHAR NOT NULL,"
                        + " o_totalprice DECIMAL(12, 2) NOT NULL, o_orderdate DATE NOT NULL, o_orderpriority VARCHAR NOT NULL,"
                        + " o_clerk VARCHAR NOT NULL, o_shippriority INTEGER NOT NULL, o_comment VARCHAR NOT NULL";
            case "lineitem" ->
                "l_orderkey INTEGER NOT NULL, l_partkey INTEGER NOT NULL, l_suppkey INTEGER NOT NULL,"
                        + " l_linenumber INTEGER NOT NULL, l_quantity DECIMAL(12, 2) NOT NULL,"
                        + " l_extendedprice DECIMAL(12, 2) NOT NULL, l_discount DECIMAL(12, 2) NOT NULL,"
                        + " l_tax DECIMAL(12, 2) NOT NULL, l_returnflag VARCHAR NOT NULL, l_linestatus VARCHAR NOT NULL,"
                        + " l_shipdate DATE NOT NULL, l_commitdate DATE NOT NULL, l_receiptdate DATE NOT NULL,"
                        + " l_shipinstruct VARCHAR NOT NULL, l_shipmode VARCHAR NOT NULL, l_comment VARCHAR NOT NULL";
            default -> throw new IllegalArgumentException(table);
        };
    }

    /** Columns of its primary key. */
    static String key(String table) {
        return switch (table) {
            case "region" -> "r_regionkey";
            case "nation" -> "n_nationkey";
            case "supplier" -> "s_suppkey";
            case "customer" -> "c_custkey";
            case "part" -> "p_partkey";
            case "partsupp" -> "ps_partkey, ps_suppkey";
            case "orders" -> "o_orderkey";
            case "lineitem" -> "l_orderkey, l_linenumber";
            default -> throw new IllegalArgumentException(table);
        };
    }
}
