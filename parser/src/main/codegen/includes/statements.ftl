<#-- Statements other than CREATE and DROP. -->

SqlNode TruncateStatement() :
{
    final Span s;
    final SqlIdentifier name;
}
{
    <TRUNCATE> { s = span(); }
    [ <TABLE> ]
    name = CompoundIdentifier()
    { return new TruncateTable(s.end(this), name); }
}

/** INSERT, with PostgreSQL's ON CONFLICT. */
SqlNode InsertStatement() :
{
    final SqlNode insert;
    final SqlNodeList conflictColumns;
    final SqlNodeList targets = new SqlNodeList(SqlParserPos.ZERO);
    final SqlNodeList values = new SqlNodeList(SqlParserPos.ZERO);
    SqlNode where = null;
    SqlIdentifier target;
}
{
    insert = SqlInsert()
    [
        <ON> <CONFLICT>
        conflictColumns = ColumnNamesOpt()
        <DO>
        (
            <NOTHING> {
                return InsertOnConflict.doNothing(
                    Span.of(insert).end(this), (SqlInsert) insert, conflictColumns);
            }
        |
            <UPDATE> <SET>
            target = SimpleIdentifier() { targets.add(target); }
            <EQ> AddExpression(values, ExprContext.ACCEPT_SUB_QUERY)
            (
                <COMMA> target = SimpleIdentifier() { targets.add(target); }
                <EQ> AddExpression(values, ExprContext.ACCEPT_SUB_QUERY)
            )*
            [ where = Where() ]
            {
                return InsertOnConflict.doUpdate(Span.of(insert).end(this), (SqlInsert) insert,
                    conflictColumns, targets, values, where);
            }
        )
    ]
    { return insert; }
}

SqlNode SavepointStatement() :
{
    final Span s;
    final SqlIdentifier name;
    final List<SqlNode> queries = new ArrayList<SqlNode>();
    SqlIdentifier query;
    boolean all = false;
}
{
    <SAVEPOINT> { s = span(); }
    name = SimpleIdentifier()
    [
        <FOR>
        (
            <ALL> { all = true; }
        |
            <QUERY>
            query = CompoundIdentifier() { queries.add(query); }
            ( <COMMA> query = CompoundIdentifier() { queries.add(query); } )*
        )
    ]
    {
        return new TakeSavepoint(s.end(this), name, all,
            queries.isEmpty() ? SqlNodeList.EMPTY : new SqlNodeList(queries, Span.of(queries).pos()));
    }
}

SqlNode RollbackStatement() :
{
    final Span s;
    final SqlIdentifier savepoint;
}
{
    <ROLLBACK> { s = span(); }
    (
        <TO> savepoint = SavepointName()
        { return new RollbackToSavepoint(s.end(this), savepoint); }
    |
        [ <WORK> | <TRANSACTION> ]
        { return EndTransaction.rollback(s.end(this)); }
    )
}

/** SAVEPOINT s, or s alone; a savepoint may be called savepoint. */
SqlIdentifier SavepointName() :
{
    final SqlIdentifier name;
}
{
    [ LOOKAHEAD(<SAVEPOINT> SimpleIdentifier()) <SAVEPOINT> ]
    name = SimpleIdentifier()
    { return name; }
}

SqlNode CommitStatement() :
{
    final Span s;
}
{
    <COMMIT> { s = span(); }
    [ <WORK> | <TRANSACTION> ]
    { return EndTransaction.commit(s.end(this)); }
}

SqlNode ReleaseStatement() :
{
    final Span s;
    final SqlIdentifier savepoint;
}
{
    <RELEASE> { s = span(); }
    savepoint = SavepointName()
    { return new ReleaseSavepoint(s.end(this), savepoint); }
}

SqlNode CheckpointStatement() :
{
}
{
    <CHECKPOINT> { return new ForceCheckpoint(getPos()); }
}

SqlNode StopStatement() :
{
    final Span s;
    final SqlIdentifier query;
    SqlIdentifier savepoint = null;
}
{
    <STOP> { s = span(); }
    <QUERY> query = CompoundIdentifier()
    [ <WITH> <SAVEPOINT> savepoint = SimpleIdentifier() ]
    { return new StopQuery(s.end(this), query, savepoint); }
}

SqlNode ResumeStatement() :
{
    final Span s;
    final SqlIdentifier query;
}
{
    <RESUME> { s = span(); }
    <QUERY> query = CompoundIdentifier()
    { return new ResumeQuery(s.end(this), query); }
}

SqlNode CancelStatement() :
{
    final Span s;
    final SqlNode query;
}
{
    <CANCEL> { s = span(); }
    <QUERY>
    (
        query = UnsignedNumericLiteral()
    |
        query = StringLiteral()
    |
        query = CompoundIdentifier()
    )
    { return new CancelQuery(s.end(this), query); }
}

SqlNode AlterQueryStatement() :
{
    final Span s;
    final SqlIdentifier query;
    final SqlNodeList options;
}
{
    <ALTER> { s = span(); }
    <QUERY> query = CompoundIdentifier()
    (
        <SET> options = OptionList()
        { return new AlterQuery(s.end(this), query, options); }
    |
        <RESTART>
        { return new RestartQuery(s.end(this), query); }
    )
}

SqlNode ShowStatement() :
{
    final Span s;
    final ShowObjects.Subject subject;
    final ObjectKind kind;
    final SqlIdentifier name;
    SqlNode pattern = null;
}
{
    <SHOW> { s = span(); }
    (
        <CREATE> kind = ObjectKindName() name = CompoundIdentifier()
        { return new ShowCreate(s.end(this), kind, name); }
    |
        LOOKAHEAD(2)
        subject = ShowSubject()
        [ <LIKE> pattern = StringLiteral() ]
        { return new ShowObjects(s.end(this), subject, pattern); }
    |
        name = CompoundIdentifier()
        { return new ShowSetting(s.end(this), name); }
    )
}

ShowObjects.Subject ShowSubject() :
{
}
{
    <TABLES> { return ShowObjects.Subject.TABLES; }
|
    <VIEWS> { return ShowObjects.Subject.VIEWS; }
|
    <MATERIALIZED> <VIEWS> { return ShowObjects.Subject.MATERIALIZED_VIEWS; }
|
    <PIPELINES> { return ShowObjects.Subject.PIPELINES; }
|
    <QUERIES> { return ShowObjects.Subject.QUERIES; }
|
    <SAVEPOINTS> { return ShowObjects.Subject.SAVEPOINTS; }
|
    <CHECKPOINTS> { return ShowObjects.Subject.CHECKPOINTS; }
|
    <FUNCTIONS> { return ShowObjects.Subject.FUNCTIONS; }
|
    <CONNECTORS> { return ShowObjects.Subject.CONNECTORS; }
|
    <SCHEMAS> { return ShowObjects.Subject.SCHEMAS; }
|
    <ALL> { return ShowObjects.Subject.ALL; }
}

SqlNode DescribeStatement() :
{
    final Span s;
    final SqlIdentifier name;
}
{
    ( <DESCRIBE> | <DESC> ) { s = span(); }
    [ <TABLE> ]
    name = CompoundIdentifier()
    { return new DescribeTable(s.end(this), name); }
}

/** SET name = value, SET name TO value, SET 'name' = value; DEFAULT resets. */
SqlNode SetStatement() :
{
    final Span s;
    final SqlNode name;
    final SqlNode value;
}
{
    <SET> { s = span(); }
    ( name = StringLiteral() | name = CompoundIdentifier() )
    ( <EQ> | <TO> )
    (
        <DEFAULT_> { return new ResetOption(s.end(this), name); }
    |
        value = OptionValue() { return new SetOption(s.end(this), name, value); }
    )
}

SqlNode ResetStatement() :
{
    final Span s;
    final SqlNode name;
}
{
    <RESET> { s = span(); }
    (
        <ALL> { return new ResetOption(s.end(this), null); }
    |
        ( name = StringLiteral() | name = CompoundIdentifier() )
        { return new ResetOption(s.end(this), name); }
    )
}

/** EXPLAIN [PLAN] [AS TEXT | DOT | JSON] [FOR] statement; EXPLAIN ANALYZE QUERY v. */
SqlNode ExplainStatement() :
{
    final Span s;
    final SqlIdentifier query;
    Explain.Format format = Explain.Format.TEXT;
    final SqlNode statement;
}
{
    <EXPLAIN> { s = span(); }
    (
        LOOKAHEAD(1)
        <ANALYZE> <QUERY> query = CompoundIdentifier()
        { return new ExplainAnalyze(s.end(this), query); }
    |
        [ LOOKAHEAD(1) <PLAN> ]
        [ format = ExplainFormatClause() ]
        [ <FOR> [ format = ExplainFormatClause() ] ]
        statement = ExplainedStatement()
        { return new Explain(s.end(this), format, statement); }
    )
}

Explain.Format ExplainFormatClause() :
{
}
{
    <AS>
    (
        <TEXT> { return Explain.Format.TEXT; }
    |
        <DOT_FORMAT> { return Explain.Format.DOT; }
    |
        <JSON> { return Explain.Format.JSON; }
    )
}

SqlNode ExplainedStatement() :
{
    final SqlNode statement;
}
{
    (
        statement = CreateStatement()
    |
        statement = InsertStatement()
    |
        statement = SqlDelete()
    |
        statement = SqlUpdate()
    |
        statement = OrderedQueryOrExpr(ExprContext.ACCEPT_QUERY)
    )
    { return statement; }
}
