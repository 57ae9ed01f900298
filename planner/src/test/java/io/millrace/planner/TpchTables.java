package io.millrace.planner;

import io.millrace.planner.catalog.TableColumn;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.TypeKind;
import java.util.ArrayList;
import java.util.List;

/** TPC-H's eight tables as native ones. */
final class TpchTables {
    private static final String TABLES = """
            region 1 r_regionkey:i r_name:t r_comment:t
            nation 1 n_nationkey:i n_name:t n_regionkey:i n_comment:t
            supplier 1 s_suppkey:i s_name:t s_address:t s_nationkey:i s_phone:t s_acctbal:d s_comment:t
            customer 1 c_custkey:i c_name:t c_address:t c_nationkey:i c_phone:t c_acctbal:d c_mktsegment:t c_comment:t
            part 1 p_partkey:i p_name:t p_mfgr:t p_brand:t p_type:t p_size:i p_container:t p_retailprice:d p_comment:t
            partsupp 2 ps_partkey:i ps_suppkey:i ps_availqty:i ps_supplycost:d ps_comment:t
            orders 1 o_orderkey:i o_custkey:i o_orderstatus:t o_totalprice:d o_orderdate:a o_orderpriority:t o_clerk:t o_shippriority:i o_comment:t
            lineitem 0 l_orderkey:i l_partkey:i l_suppkey:i l_linenumber:i l_quantity:d l_extendedprice:d l_discount:d l_tax:d l_returnflag:t l_linestatus:t l_shipdate:a l_commitdate:a l_receiptdate:a l_shipinstruct:t l_shipmode:t l_comment:t
            """;

    private TpchTables() {}

    static TestCatalog addTo(TestCatalog catalog) {
        for (String line : TABLES.lines().toList()) {
            String[] words = line.split(" ");
            List<TableColumn> columns = new ArrayList<>();
            for (int i = 2; i < words.length; i++) {
                String[] column = words[i].split(":");
                columns.add(TableColumn.given(column[0], type(column[1]).notNull()));
            }
            List<Integer> key = new ArrayList<>();
            for (int i = 0; i < Integer.parseInt(words[1]); i++) {
                key.add(i);
            }
            catalog.native_(words[0], key, columns.toArray(TableColumn[]::new));
        }
        return catalog;
    }

    private static DataType type(String letter) {
        return switch (letter) {
            case "i" -> DataType.of(TypeKind.INTEGER);
            case "d" -> DataType.decimal(12, 2);
            case "a" -> DataType.of(TypeKind.DATE);
            default -> DataType.of(TypeKind.VARCHAR);
        };
    }
}
