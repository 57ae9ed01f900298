package io.millrace.jdbc;

import io.millrace.jdbc.link.CommandReply;
import io.millrace.jdbc.metadata.Catalog;
import io.millrace.jdbc.metadata.LikePattern;
import io.millrace.jdbc.metadata.Listing;
import io.millrace.jdbc.metadata.Shape;
import io.millrace.jdbc.metadata.SqlTypes;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.apache.calcite.avatica.AvaticaDatabaseMetaData;
import org.apache.calcite.avatica.ColumnMetaData;
import org.apache.calcite.avatica.Meta;
import org.jspecify.annotations.Nullable;

/**
 * What tools ask before they show a database. Nothing here throws because Millrace lacks something: what there is none of
 * is an empty result set of the right shape.
 */
final class MillraceDatabaseMetaData extends AvaticaDatabaseMetaData {
    private final MillraceConnection connection;
    private final Listing listing;

    MillraceDatabaseMetaData(MillraceConnection connection) {
        super(connection);
        this.connection = connection;
        this.listing = new Listing(new Catalog(connection, this::warn));
    }

    private void warn(SQLException failure) {
        connection.addWarnings(
                List.of(new CommandReply.Notice("01000", "metadata is not complete: " + failure.getMessage())));
    }

    private static ResultSet resultSet(Shape shape, List<? extends List<?>> rows) throws SQLException {
        List<ColumnMetaData> columns = new ArrayList<>();
        for (Shape.Column column : shape.columns()) {
            columns.add(columnMetaData(columns.size(), column));
        }
        return MillraceResultSet.of(
                Meta.Signature.create(columns, "", List.of(), Meta.CursorFactory.LIST, Meta.StatementType.SELECT),
                rows);
    }

    private static ColumnMetaData columnMetaData(int ordinal, Shape.Column column) {
        int type =
                switch (column.kind()) {
                    case TEXT -> Types.VARCHAR;
                    case INTEGER -> Types.INTEGER;
                    case BIGINT -> Types.BIGINT;
                    case SMALLINT -> Types.SMALLINT;
                    case BOOLEAN -> Types.BOOLEAN;
                };
        String typeName =
                column.kind() == Shape.Kind.TEXT ? "VARCHAR" : column.kind().name();
        Class<?> javaClass =
                switch (column.kind()) {
                    case TEXT -> String.class;
                    case INTEGER, SMALLINT -> Integer.class;
                    case BIGINT -> Long.class;
                    case BOOLEAN -> Boolean.class;
                };
        return new ColumnMetaData(
                ordinal,
                false,
                true,
                true,
                false,
                DatabaseMetaData.columnNullable,
                true,
                40,
                column.label(),
                column.label(),
                "",
                0,
                0,
                "",
                "",
                ColumnMetaData.scalar(type, typeName, ColumnMetaData.Rep.OBJECT),
                true,
                false,
                false,
                javaClass.getName());
    }

    private static ResultSet none(Shape shape) throws SQLException {
        return resultSet(shape, List.of());
    }

    // ---- the catalog

    @Override
    public ResultSet getCatalogs() throws SQLException {
        return resultSet(Shape.CATALOGS, listing.catalogs());
    }

    @Override
    public ResultSet getSchemas() throws SQLException {
        return getSchemas(null, null);
    }

    @Override
    public ResultSet getSchemas(@Nullable String catalog, @Nullable String schemaPattern) throws SQLException {
        return resultSet(Shape.SCHEMAS, listing.schemas(catalog, LikePattern.of(schemaPattern)));
    }

    @Override
    public ResultSet getTableTypes() throws SQLException {
        return resultSet(Shape.TABLE_TYPES, listing.tableTypes());
    }

    @Override
    public ResultSet getTables(
            @Nullable String catalog,
            @Nullable String schemaPattern,
            @Nullable String tableNamePattern,
            String @Nullable [] types)
            throws SQLException {
        return resultSet(
                Shape.TABLES,
                listing.tables(
                        catalog,
                        LikePattern.of(schemaPattern),
                        LikePattern.of(tableNamePattern),
                        types == null ? null : Arrays.asList(types)));
    }

    @Override
    public ResultSet getColumns(
            @Nullable String catalog,
            @Nullable String schemaPattern,
            @Nullable String tableNamePattern,
            @Nullable String columnNamePattern)
            throws SQLException {
        return resultSet(
                Shape.COLUMNS,
                listing.columns(
                        catalog,
                        LikePattern.of(schemaPattern),
                        LikePattern.of(tableNamePattern),
                        LikePattern.of(columnNamePattern)));
    }

    @Override
    public ResultSet getPrimaryKeys(@Nullable String catalog, @Nullable String schema, String table)
            throws SQLException {
        return resultSet(Shape.PRIMARY_KEYS, listing.primaryKeys(catalog, schema, table));
    }

    @Override
    public ResultSet getIndexInfo(
            @Nullable String catalog, @Nullable String schema, String table, boolean unique, boolean approximate)
            throws SQLException {
        return resultSet(Shape.INDEXES, listing.indexes(catalog, schema, table));
    }

    @Override
    public ResultSet getBestRowIdentifier(
            @Nullable String catalog, @Nullable String schema, String table, int scope, boolean nullable)
            throws SQLException {
        return resultSet(Shape.ROW_IDENTIFIERS, listing.rowIdentifiers(catalog, schema, table));
    }

    @Override
    public ResultSet getTypeInfo() throws SQLException {
        return resultSet(Shape.TYPES, SqlTypes.typeInfo());
    }

    @Override
    public ResultSet getFunctions(
            @Nullable String catalog, @Nullable String schemaPattern, @Nullable String functionNamePattern)
            throws SQLException {
        return resultSet(
                Shape.FUNCTIONS,
                listing.functions(catalog, LikePattern.of(schemaPattern), LikePattern.of(functionNamePattern)));
    }

    @Override
    public ResultSet getClientInfoProperties() throws SQLException {
        return resultSet(Shape.CLIENT_INFO, listing.clientInfo());
    }

    // ---- what there is none of

    @Override
    public ResultSet getImportedKeys(@Nullable String catalog, @Nullable String schema, String table)
            throws SQLException {
        return none(Shape.FOREIGN_KEYS);
    }

    @Override
    public ResultSet getExportedKeys(@Nullable String catalog, @Nullable String schema, String table)
            throws SQLException {
        return none(Shape.FOREIGN_KEYS);
    }

    @Override
    public ResultSet getCrossReference(
            @Nullable String parentCatalog,
            @Nullable String parentSchema,
            String parentTable,
            @Nullable String foreignCatalog,
            @Nullable String foreignSchema,
            String foreignTable)
            throws SQLException {
        return none(Shape.FOREIGN_KEYS);
    }

    @Override
    public ResultSet getVersionColumns(@Nullable String catalog, @Nullable String schema, String table)
            throws SQLException {
        return none(Shape.ROW_IDENTIFIERS);
    }

    @Override
    public ResultSet getFunctionColumns(
            @Nullable String catalog,
            @Nullable String schemaPattern,
            @Nullable String functionNamePattern,
            @Nullable String columnNamePattern)
            throws SQLException {
        return none(Shape.FUNCTION_COLUMNS);
    }

    @Override
    public ResultSet getProcedures(
            @Nullable String catalog, @Nullable String schemaPattern, @Nullable String procedureNamePattern)
            throws SQLException {
        return none(Shape.PROCEDURES);
    }

    @Override
    public ResultSet getProcedureColumns(
            @Nullable String catalog,
            @Nullable String schemaPattern,
            @Nullable String procedureNamePattern,
            @Nullable String columnNamePattern)
            throws SQLException {
        return none(Shape.PROCEDURE_COLUMNS);
    }

    @Override
    public ResultSet getColumnPrivileges(
            @Nullable String catalog, @Nullable String schema, String table, @Nullable String columnNamePattern)
            throws SQLException {
        return none(Shape.COLUMN_PRIVILEGES);
    }

    @Override
    public ResultSet getTablePrivileges(
            @Nullable String catalog, @Nullable String schemaPattern, @Nullable String tableNamePattern)
            throws SQLException {
        return none(Shape.TABLE_PRIVILEGES);
    }

    @Override
    public ResultSet getUDTs(
            @Nullable String catalog,
            @Nullable String schemaPattern,
            @Nullable String typeNamePattern,
            int @Nullable [] types)
            throws SQLException {
        return none(Shape.UDTS);
    }

    @Override
    public ResultSet getSuperTypes(
            @Nullable String catalog, @Nullable String schemaPattern, @Nullable String typeNamePattern)
            throws SQLException {
        return none(Shape.SUPER_TYPES);
    }

    @Override
    public ResultSet getSuperTables(
            @Nullable String catalog, @Nullable String schemaPattern, @Nullable String tableNamePattern)
            throws SQLException {
        return none(Shape.SUPER_TABLES);
    }

    @Override
    public ResultSet getAttributes(
            @Nullable String catalog,
            @Nullable String schemaPattern,
            @Nullable String typeNamePattern,
            @Nullable String attributeNamePattern)
            throws SQLException {
        return none(Shape.ATTRIBUTES);
    }

    @Override
    public ResultSet getPseudoColumns(
            @Nullable String catalog,
            @Nullable String schemaPattern,
            @Nullable String tableNamePattern,
            @Nullable String columnNamePattern)
            throws SQLException {
        return none(Shape.PSEUDO_COLUMNS);
    }

    // ---- facts

    @Override
    public Connection getConnection() {
        return connection;
    }

    @Override
    public boolean isReadOnly() {
        return false;
    }

    @Override
    public boolean supportsTransactions() {
        return false;
    }

    @Override
    public boolean supportsSavepoints() {
        return true;
    }

    @Override
    public boolean supportsBatchUpdates() {
        return true;
    }

    @Override
    public boolean supportsGetGeneratedKeys() {
        return false;
    }

    @Override
    public boolean supportsStoredProcedures() {
        return false;
    }

    @Override
    public boolean supportsMultipleResultSets() {
        return false;
    }

    @Override
    public boolean supportsMultipleTransactions() {
        return true;
    }

    @Override
    public boolean supportsNonNullableColumns() {
        return true;
    }

    @Override
    public boolean supportsPositionedDelete() {
        return false;
    }

    @Override
    public boolean supportsPositionedUpdate() {
        return false;
    }

    @Override
    public boolean supportsSelectForUpdate() {
        return false;
    }

    @Override
    public int getDefaultTransactionIsolation() {
        return Connection.TRANSACTION_NONE;
    }

    @Override
    public boolean supportsTransactionIsolationLevel(int level) {
        return level == Connection.TRANSACTION_NONE;
    }

    @Override
    public boolean supportsResultSetType(int type) {
        return type == ResultSet.TYPE_FORWARD_ONLY;
    }

    @Override
    public boolean supportsResultSetConcurrency(int type, int concurrency) {
        return type == ResultSet.TYPE_FORWARD_ONLY && concurrency == ResultSet.CONCUR_READ_ONLY;
    }

    @Override
    public boolean supportsResultSetHoldability(int holdability) {
        return holdability == ResultSet.HOLD_CURSORS_OVER_COMMIT;
    }

    @Override
    public boolean ownUpdatesAreVisible(int type) {
        return false;
    }

    @Override
    public boolean ownDeletesAreVisible(int type) {
        return false;
    }

    @Override
    public boolean ownInsertsAreVisible(int type) {
        return false;
    }

    @Override
    public boolean othersUpdatesAreVisible(int type) {
        return false;
    }

    @Override
    public boolean othersDeletesAreVisible(int type) {
        return false;
    }

    @Override
    public boolean othersInsertsAreVisible(int type) {
        return false;
    }

    @Override
    public boolean updatesAreDetected(int type) {
        return false;
    }

    @Override
    public boolean deletesAreDetected(int type) {
        return false;
    }

    @Override
    public boolean insertsAreDetected(int type) {
        return false;
    }

    /** Avatica asks in a constructor, before there is anything else to ask. */
    @Override
    public int getResultSetHoldability() {
        return ResultSet.HOLD_CURSORS_OVER_COMMIT;
    }

    @Override
    public int getSQLStateType() {
        return DatabaseMetaData.sqlStateSQL;
    }

    @Override
    public boolean nullsAreSortedHigh() {
        return true;
    }

    @Override
    public boolean nullsAreSortedLow() {
        return false;
    }

    @Override
    public boolean nullsAreSortedAtStart() {
        return false;
    }

    @Override
    public boolean nullsAreSortedAtEnd() {
        return false;
    }

    @Override
    public boolean storesLowerCaseIdentifiers() {
        return true;
    }

    @Override
    public boolean storesUpperCaseIdentifiers() {
        return false;
    }

    @Override
    public boolean storesMixedCaseIdentifiers() {
        return false;
    }

    @Override
    public boolean supportsMixedCaseIdentifiers() {
        return false;
    }

    @Override
    public boolean supportsMixedCaseQuotedIdentifiers() {
        return true;
    }

    @Override
    public boolean storesLowerCaseQuotedIdentifiers() {
        return false;
    }

    @Override
    public boolean storesUpperCaseQuotedIdentifiers() {
        return false;
    }

    @Override
    public boolean storesMixedCaseQuotedIdentifiers() {
        return false;
    }

    @Override
    public String getIdentifierQuoteString() {
        return "\"";
    }

    @Override
    public String getSearchStringEscape() {
        return "\\";
    }

    @Override
    public String getExtraNameCharacters() {
        return "";
    }

    @Override
    public String getCatalogTerm() {
        return "catalog";
    }

    @Override
    public String getSchemaTerm() {
        return "schema";
    }

    @Override
    public String getProcedureTerm() {
        return "procedure";
    }

    @Override
    public String getCatalogSeparator() {
        return ".";
    }

    @Override
    public int getMaxColumnNameLength() {
        return 256;
    }

    @Override
    public int getMaxTableNameLength() {
        return 256;
    }

    @Override
    public int getMaxSchemaNameLength() {
        return 256;
    }

    /** The words of Millrace that are not SQL:2003 keywords. */
    @Override
    public String getSQLKeywords() {
        return "CHECKPOINT,DESCRIBE,EXPLAIN,MATERIALIZED,PIPELINE,QUALIFY,RESET,SHOW,STREAM,TRUNCATE,WATERMARK";
    }

    @Override
    public String getNumericFunctions() {
        return "ABS,ACOS,ASIN,ATAN,ATAN2,CEILING,COS,COT,DEGREES,EXP,FLOOR,LOG,LOG10,MOD,PI,POWER,RADIANS,RAND,ROUND,SIGN,"
                + "SIN,SQRT,TAN,TRUNCATE";
    }

    @Override
    public String getStringFunctions() {
        return "CHAR_LENGTH,CONCAT,LCASE,LEFT,LENGTH,LOCATE,LTRIM,POSITION,REPEAT,REPLACE,RIGHT,RTRIM,SUBSTRING,UCASE";
    }

    @Override
    public String getSystemFunctions() {
        return "IFNULL,USER";
    }

    @Override
    public String getTimeDateFunctions() {
        return "CURRENT_DATE,CURRENT_TIME,CURRENT_TIMESTAMP,DAYOFMONTH,EXTRACT,HOUR,MINUTE,MONTH,NOW,QUARTER,SECOND,"
                + "TIMESTAMPADD,TIMESTAMPDIFF,YEAR";
    }

    @Override
    public Properties getRemoteAvaticaProperties() {
        return new Properties();
    }

    @Override
    public String getAvaticaServerVersion() {
        return "1.28.0";
    }
}
