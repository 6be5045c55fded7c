using Lumos.Dsl.Sql.Shared;

namespace Lumos.Dsl.Sql.MariaDb;

/// <summary>MariaDB's words for dates.</summary>
internal sealed class MariaDbDateWords : DateWords
{
    public static MariaDbDateWords Instance { get; } = new();

    public override SqlFragment Integer(SqlFragment digits) => SqlFragment.Of($"CAST({digits} AS SIGNED)");

    public override SqlFragment Divided(SqlFragment n, long d) => SqlFragment.Of($"({n} DIV {d})");

    public override SqlFragment Printed(SqlFragment n, int width) => SqlFragment.Of($"lpad({n}, {width}, {SqlFragment.Text("0")})");

    public override SqlFragment Filled(SqlFragment text, int width) => SqlFragment.Of($"rpad({text}, {width}, {SqlFragment.Text("0")})");

    public override SqlFragment Joined(params IEnumerable<SqlFragment> parts) => SqlFragment.Of($"concat({SqlFragment.Join(", ", parts)})");
}
