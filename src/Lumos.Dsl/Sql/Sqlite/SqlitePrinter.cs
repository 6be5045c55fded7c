namespace Lumos.Dsl.Sql.Sqlite;

/// <summary>SQLite's quoting. Names stand in backquotes: a name in double quotes that is no column counts as a text there.</summary>
internal sealed class SqlitePrinter : SqlPrinter
{
    protected override char IdentifierQuote => '`';
}
