using Lumos.Dsl.Sql.Shared;

namespace Lumos.Dsl.Sql.Sqlite;

/// <summary>SQLite's words for dates.</summary>
internal sealed class SqliteDateWords : DateWords
{
    public static SqliteDateWords Instance { get; } = new();

    public override SqlFragment Integer(SqlFragment digits) => SqlFragment.Of($"CAST({digits} AS INTEGER)");

    public override SqlFragment Divided(SqlFragment n, long d) => SqlFragment.Of($"({n} / {d})");

    // printf makes 0 of NULL.
    public override SqlFragment Printed(SqlFragment n, int width) => SqlFragment.Of($"substr({SqlFragment.Text(new string('0', width))} || ({n}), -{width})");

    public override SqlFragment Filled(SqlFragment text, int width) => SqlFragment.Of($"substr({text} || {SqlFragment.Text(new string('0', width))}, 1, {width})");
}
