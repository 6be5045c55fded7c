using Lumos.Dsl.Model;
using Lumos.Dsl.Sql.Shared;

namespace Lumos.Dsl.Sql.Sqlite;

/// <summary>SQLite's words for formatted numbers.</summary>
internal sealed class SqliteNumberWords : NumberWords
{
    public static SqliteNumberWords Instance { get; } = new();

    public override SqlFragment Accepts(SqlBinding x, NumberFormat format) => throw new NotSupportedException("There are no patterns: the grammar is held by SqliteNumberFormats.");

    public override SqlFragment TrimEnds(SqlFragment x, string characters) => SqlFragment.Of($"trim({x}, {SqlFragment.Text(characters)})");

    public override SqlFragment Position(SqlFragment x, string text) => SqlFragment.Of($"instr({x}, {SqlFragment.Text(text)})");

    public override SqlFragment Zeros(SqlFragment count) => SqlFragment.Of($"replace(printf('%*s', {count}, ''), ' ', '0')");

    public override SqlFragment Integer(SqlFragment digits) => SqlFragment.Of($"CAST({digits} AS INTEGER)");
}
