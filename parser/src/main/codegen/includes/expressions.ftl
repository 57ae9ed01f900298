<#-- Additions to types and expressions. -->

/** Type names of PostgreSQL and others; each is read as the standard type it stands for. */
SqlTypeNameSpec TypeAlias() :
{
    final SqlTypeName type;
    int precision = -1;
    final Span s;
}
{
    (
        ( <TEXT> | <STRING> ) { type = SqlTypeName.VARCHAR; }
    |
        <INT2> { type = SqlTypeName.SMALLINT; }
    |
        <INT4> { type = SqlTypeName.INTEGER; }
    |
        <INT8> { type = SqlTypeName.BIGINT; }
    |
        <FLOAT4> { type = SqlTypeName.REAL; }
    |
        <FLOAT8> { type = SqlTypeName.DOUBLE; }
    |
        <BOOL> { type = SqlTypeName.BOOLEAN; }
    |
        ( <BYTEA> | <BYTES> ) { type = SqlTypeName.VARBINARY; }
    |
        <JSON> { type = SqlTypeName.VARIANT; }
    )
    { return new SqlBasicTypeNameSpec(type, getPos()); }
|
    (
        <DATETIME> { type = SqlTypeName.TIMESTAMP; }
    |
        <TIMESTAMPTZ> { type = SqlTypeName.TIMESTAMP_TZ; }
    )
    { s = span(); }
    precision = PrecisionOpt()
    { return new SqlBasicTypeNameSpec(type, precision, s.end(this)); }
}

/** PostgreSQL's infix cast, x::type. */
void InfixCast(List<Object> list, ExprContext exprContext, Span s) :
{
    final SqlDataTypeSpec type;
}
{
    <INFIX_CAST> {
        checkNonQueryExpression(exprContext);
        s.clear().add(this);
    }
    type = ColumnType() {
        list.add(new SqlParserUtil.ToTreeListItem(ParserOperators.INFIX_CAST, s.pos()));
        list.add(type);
    }
}

/** timestamp AT TIME ZONE 'zone'. */
void AtTimeZone(List<Object> list, ExprContext exprContext, Span s) :
{
}
{
    <AT> <TIME> <ZONE> {
        checkNonQueryExpression(exprContext);
        list.add(new SqlParserUtil.ToTreeListItem(ParserOperators.AT_TIME_ZONE, getPos()));
    }
    AddExpression2b(list, ExprContext.ACCEPT_SUB_QUERY)
}

/** PostgreSQL's operators of JSON, of regular expressions and of bits. */
void InfixOperator(List<Object> list, ExprContext exprContext, Span s) :
{
    final SqlOperator operator;
}
{
    (
        <LAMBDA> { operator = ParserOperators.JSON_GET; }
    |
        <ARROW_TEXT> { operator = ParserOperators.JSON_GET_TEXT; }
    |
        <TILDE> { operator = ParserOperators.MATCHES; }
    |
        <TILDE_STAR> { operator = ParserOperators.MATCHES_ANY_CASE; }
    |
        <NOT_TILDE> { operator = ParserOperators.MATCHES_NOT; }
    |
        <NOT_TILDE_STAR> { operator = ParserOperators.MATCHES_NOT_ANY_CASE; }
    |
        <VERTICAL_BAR> { operator = ParserOperators.BIT_OR; }
    |
        <HASH> { operator = ParserOperators.BIT_XOR; }
    |
        <HASH_ARROW> { operator = ParserOperators.JSON_AT; }
    |
        <HASH_ARROW_TEXT> { operator = ParserOperators.JSON_AT_TEXT; }
    )
    {
        checkNonQueryExpression(exprContext);
        list.add(new SqlParserUtil.ToTreeListItem(operator, getPos()));
    }
    AddExpression2b(list, ExprContext.ACCEPT_SUB_QUERY)
}

/** (row).field, of any expression. */
void FieldAccess(List<Object> list, ExprContext exprContext, Span s) :
{
    final SqlIdentifier field;
}
{
    <DOT> {
        checkNonQueryExpression(exprContext);
        s.clear().add(this);
    }
    field = SimpleIdentifier() {
        list.add(new SqlParserUtil.ToTreeListItem(SqlStdOperatorTable.DOT, s.pos()));
        list.add(field);
    }
}

/** ON (key, …) behind SELECT DISTINCT. */
SqlNodeList DistinctOn(List<SqlLiteral> keywords) :
{
    final Span s;
    final List<SqlNode> keys = new ArrayList<SqlNode>();
}
{
    <ON> { s = span(); }
    <LPAREN>
    AddExpression(keys, ExprContext.ACCEPT_SUB_QUERY)
    ( <COMMA> AddExpression(keys, ExprContext.ACCEPT_SUB_QUERY) )*
    <RPAREN> {
        keywords.remove(keywords.size() - 1);
        return new SqlNodeList(keys, s.end(this));
    }
}

SqlNode FilteredJsonObjectAgg() :
{
    SqlNode call;
}
{
    call = JsonObjectAggFunctionCall()
    call = FilterOpt(call)
    call = OverOpt(call)
    { return call; }
}

SqlNode FilteredJsonArrayAgg() :
{
    SqlNode call;
}
{
    call = JsonArrayAggFunctionCall()
    call = FilterOpt(call)
    call = OverOpt(call)
    { return call; }
}

/** OVER behind an aggregate of the grammar's own. */
SqlNode OverOpt(SqlNode call) :
{
    final SqlNode window;
}
{
    [
        <OVER>
        (
            window = SimpleIdentifier()
        |
            window = WindowSpecification()
        )
        {
            return SqlStdOperatorTable.OVER.createCall(
                call.getParserPosition().plus(getPos()), call, window);
        }
    ]
    { return call; }
}

/** FILTER (WHERE …) behind an aggregate of the grammar's own. */
SqlNode FilterOpt(SqlNode call) :
{
    final SqlNode condition;
}
{
    [
        LOOKAHEAD(2)
        <FILTER> <LPAREN> <WHERE> condition = Expression(ExprContext.ACCEPT_SUB_QUERY) <RPAREN> {
            return SqlStdOperatorTable.FILTER.createCall(
                call.getParserPosition().plus(getPos()), call, condition);
        }
    ]
    { return call; }
}

/** SAVEPOINT s, where a point in time is wanted: FOR SYSTEM_TIME AS OF SAVEPOINT s. */
SqlNode SavepointReference() :
{
    final Span s;
    final SqlIdentifier name;
}
{
    <SAVEPOINT> { s = span(); }
    name = SimpleIdentifier()
    { return ParserOperators.SAVEPOINT.createCall(s.end(this), name); }
}
