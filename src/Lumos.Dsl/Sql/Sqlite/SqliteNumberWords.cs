using Lumos.Dsl.Sql.Shared;

namespace Lumos.Dsl.Sql.Sqlite;

/// <summary>SQLite's words for formatted numbers. It has no patterns: <see cref="SqliteNumberFormats"/> holds the grammar.</summary>
internal sealed class SqliteNumberWords : NumberWords
{
    public static SqliteNumberWords Instance { get; } = new();

    public override SqlFragment Position(SqlFragment x, string text) => SqlFragment.Of($"instr({x}, {SqlFragment.Text(text)})");

    public override SqlFragment Zeros(SqlFragment count) => SqlFragment.Of($"replace(printf('%*s', {count}, ''), ' ', '0')");

    public override SqlFragment Integer(SqlFragment digits) => SqlFragment.Of($"CAST({digits} AS INTEGER)");
}
