<#-- CREATE and DROP: tables, views, pipelines, functions, schemas. -->

boolean IfNotExistsOpt() :
{
}
{
    <IF> <NOT> <EXISTS> { return true; }
|
    { return false; }
}

boolean IfExistsOpt() :
{
}
{
    <IF> <EXISTS> { return true; }
|
    { return false; }
}

SqlNodeList ColumnNamesOpt() :
{
    final SqlNodeList columns;
}
{
    columns = ParenthesizedSimpleIdentifierList() { return columns; }
|
    { return null; }
}

/** WITH ('key' = value, …), or nothing. */
SqlNodeList WithOptionsOpt() :
{
    final SqlNodeList options;
}
{
    <WITH> options = OptionList() { return options; }
|
    { return SqlNodeList.EMPTY; }
}

SqlNodeList OptionList() :
{
    final Span s;
    final List<SqlNode> options = new ArrayList<SqlNode>();
}
{
    <LPAREN> { s = span(); }
    AddOption(options)
    ( <COMMA> AddOption(options) )*
    <RPAREN> { return new SqlNodeList(options, s.end(this)); }
}

void AddOption(List<SqlNode> options) :
{
    final SqlNode key;
    final SqlNode value;
}
{
    ( key = StringLiteral() | key = CompoundIdentifier() )
    <EQ>
    value = OptionValue() {
        options.add(new OptionAssignment(Span.of(key, value).pos(), key, value));
    }
}

/** A number, a string, TRUE, FALSE, NULL, an interval, ON or a name. */
SqlNode OptionValue() :
{
    final SqlNode value;
}
{
    value = NumericLiteral() { return value; }
|
    value = StringLiteral() { return value; }
|
    value = SpecialLiteral() { return value; }
|
    value = IntervalLiteral() { return value; }
|
    <ON> { return new SqlIdentifier("on", getPos()); }
|
    value = CompoundIdentifier() { return value; }
}

SqlNode CreateStatement() :
{
    final Span s;
    final SqlNode create;
}
{
    <CREATE> { s = span(); }
    (
        <OR> <REPLACE>
        (
            create = CreateView(s, true)
        |
            create = CreateFunction(s, true)
        )
    |
        create = CreateTable(s)
    |
        create = CreateView(s, false)
    |
        create = CreateMaterializedView(s)
    |
        create = CreatePipeline(s)
    |
        create = CreateFunction(s, false)
    |
        create = CreateSchema(s)
    )
    { return create; }
}

SqlNode CreateTable(Span s) :
{
    final boolean ifNotExists;
    final SqlIdentifier name;
    final List<SqlNode> elements = new ArrayList<SqlNode>();
    final Span elementSpan = Span.of();
    final SqlNodeList options;
}
{
    <TABLE>
    ifNotExists = IfNotExistsOpt()
    name = CompoundIdentifier()
    [
        <LPAREN> { elementSpan.add(this); }
        AddTableElement(elements)
        ( <COMMA> AddTableElement(elements) )*
        <RPAREN> { elementSpan.add(this); }
    ]
    options = WithOptionsOpt()
    {
        return new CreateTable(s.end(this), name, ifNotExists,
            elements.isEmpty() ? SqlNodeList.EMPTY : new SqlNodeList(elements, elementSpan.pos()), options);
    }
}

void AddTableElement(List<SqlNode> elements) :
{
    final Span s = Span.of();
    SqlIdentifier name = null;
    final SqlNode expression;
    final SqlNodeList columns;
}
{
    // A column may be called watermark.
    LOOKAHEAD(2)
    <WATERMARK> { s.add(this); } <FOR> name = CompoundIdentifier()
    <AS> expression = Expression(ExprContext.ACCEPT_NON_QUERY) {
        elements.add(new WatermarkDefinition(s.end(expression), name, expression));
    }
|
    [ <CONSTRAINT> { s.add(this); } name = SimpleIdentifier() ]
    <PRIMARY> { s.add(this); } <KEY>
    columns = ParenthesizedSimpleIdentifierList()
    [ <NOT> <ENFORCED> ] {
        elements.add(new PrimaryKeyDefinition(s.end(this), name, columns));
    }
|
    name = SimpleIdentifier() { s.add(name); }
    (
        <AS> expression = Expression(ExprContext.ACCEPT_NON_QUERY) {
            elements.add(ColumnDefinition.computed(s.end(expression), name, expression));
        }
    |
        expression = TypedColumn(s, name) { elements.add(expression); }
    )
}

/** A type, also one of intervals. */
SqlDataTypeSpec ColumnType() :
{
    final Span s;
    final SqlDataTypeSpec type;
    final SqlIntervalQualifier interval;
}
{
    <INTERVAL> { s = span(); } interval = IntervalQualifier() {
        return IntervalTypeName.spec(interval, s.end(this));
    }
|
    type = DataType() { return type; }
}

SqlNode TypedColumn(Span s, SqlIdentifier name) :
{
    SqlDataTypeSpec type;
    SqlNode defaultValue = null;
    SqlNode metadataKey = null;
    Boolean nullable = null;
    boolean primaryKey = false;
    boolean metadata = false;
    boolean virtual = false;
}
{
    type = ColumnType()
    (
        <NOT> <NULL> { nullable = Boolean.FALSE; }
    |
        <NULL> { nullable = Boolean.TRUE; }
    |
        <PRIMARY> <KEY> { primaryKey = true; }
        [ LOOKAHEAD(2) <NOT> <ENFORCED> ]
    |
        <DEFAULT_> defaultValue = Expression(ExprContext.ACCEPT_NON_QUERY)
    |
        <METADATA> { metadata = true; }
        [ <FROM> metadataKey = StringLiteral() ]
        [ <VIRTUAL> { virtual = true; } ]
    )*
    {
        return ColumnDefinition.typed(s.end(this), name,
            type.withNullable(nullable == null ? !primaryKey : nullable, type.getParserPosition()),
            primaryKey, defaultValue, metadata, metadataKey, virtual);
    }
}

SqlNode CreateView(Span s, boolean replace) :
{
    final boolean ifNotExists;
    final SqlIdentifier name;
    final SqlNodeList columns;
    final SqlParserPos start;
    final SqlNode query;
}
{
    <VIEW>
    ifNotExists = IfNotExistsOpt()
    name = CompoundIdentifier()
    columns = ColumnNamesOpt()
    <AS> { start = positionOf(getToken(1)); }
    query = OrderedQueryOrExpr(ExprContext.ACCEPT_QUERY)
    {
        return new CreateView(s.end(this), name, replace, ifNotExists, columns, query, start.plus(getPos()));
    }
}

/** Where the next token begins; with getPos() after it, the extent of what is parsed between. */
JAVACODE SqlParserPos positionOf(Token next) {
    return new SqlParserPos(next.beginLine, next.beginColumn, next.endLine, next.endColumn);
}

SqlNode CreateMaterializedView(Span s) :
{
    final boolean ifNotExists;
    final SqlIdentifier name;
    final SqlNodeList columns;
    SqlNodeList options = SqlNodeList.EMPTY;
    SqlIdentifier savepoint = null;
    boolean allowsStateLoss = false;
    final SqlParserPos start;
    final SqlNode query;
}
{
    <MATERIALIZED> <VIEW>
    ifNotExists = IfNotExistsOpt()
    name = CompoundIdentifier()
    columns = ColumnNamesOpt()
    (
        <FROM> <SAVEPOINT> savepoint = SimpleIdentifier()
        [ <ALLOW> <STATE> <LOSS> { allowsStateLoss = true; } ]
    |
        <WITH> options = OptionList()
    )*
    <AS> { start = positionOf(getToken(1)); }
    query = OrderedQueryOrExpr(ExprContext.ACCEPT_QUERY)
    {
        return new CreateMaterializedView(s.end(this), name, ifNotExists, columns, options,
            savepoint, allowsStateLoss, query, start.plus(getPos()));
    }
}

SqlNode CreatePipeline(Span s) :
{
    final boolean ifNotExists;
    final SqlIdentifier name;
    final SqlNodeList options;
    final SqlParserPos start;
    final SqlNode insert;
}
{
    <PIPELINE>
    ifNotExists = IfNotExistsOpt()
    name = CompoundIdentifier()
    options = WithOptionsOpt()
    <AS> { start = positionOf(getToken(1)); }
    insert = SqlInsert()
    {
        return new CreatePipeline(s.end(this), name, ifNotExists, options, (SqlInsert) insert,
            start.plus(getPos()));
    }
}

SqlNode CreateFunction(Span s, boolean replace) :
{
    final boolean ifNotExists;
    final SqlIdentifier name;
    final SqlNode className;
    SqlNode jar = null;
}
{
    <FUNCTION>
    ifNotExists = IfNotExistsOpt()
    name = CompoundIdentifier()
    <AS> className = StringLiteral()
    [ <USING> <JAR> jar = StringLiteral() ]
    { return new CreateFunction(s.end(this), name, replace, ifNotExists, className, jar); }
}

SqlNode CreateSchema(Span s) :
{
    final boolean ifNotExists;
    final SqlIdentifier name;
}
{
    <SCHEMA>
    ifNotExists = IfNotExistsOpt()
    name = CompoundIdentifier()
    { return new CreateSchema(s.end(this), name, ifNotExists); }
}

SqlNode DropStatement() :
{
    final Span s;
    final ObjectKind kind;
    final boolean ifExists;
    final List<SqlNode> names = new ArrayList<SqlNode>();
    SqlIdentifier name;
    DropObjects.Behavior behavior = DropObjects.Behavior.UNSPECIFIED;
}
{
    <DROP> { s = span(); }
    kind = ObjectKindName()
    ifExists = IfExistsOpt()
    name = CompoundIdentifier() { names.add(name); }
    ( <COMMA> name = CompoundIdentifier() { names.add(name); } )*
    [
        <CASCADE> { behavior = DropObjects.Behavior.CASCADE; }
    |
        <RESTRICT> { behavior = DropObjects.Behavior.RESTRICT; }
    ]
    { return new DropObjects(s.end(this), kind, ifExists, new SqlNodeList(names, Span.of(names).pos()), behavior); }
}

ObjectKind ObjectKindName() :
{
}
{
    <TABLE> { return ObjectKind.TABLE; }
|
    <VIEW> { return ObjectKind.VIEW; }
|
    <MATERIALIZED> <VIEW> { return ObjectKind.MATERIALIZED_VIEW; }
|
    <PIPELINE> { return ObjectKind.PIPELINE; }
|
    <FUNCTION> { return ObjectKind.FUNCTION; }
|
    <SCHEMA> { return ObjectKind.SCHEMA; }
}
