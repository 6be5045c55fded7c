using Lumos.Dsl.Sql.Shared;

namespace Lumos.Dsl.Sql.ClickHouse;

/// <summary>ClickHouse's words for dates.</summary>
internal sealed class ClickHouseDateWords : DateWords
{
    public static ClickHouseDateWords Instance { get; } = new();

    public override SqlFragment Integer(SqlFragment digits) => SqlFragment.Of($"toInt64OrNull({digits})");

    public override SqlFragment Divided(SqlFragment n, long d) => SqlFragment.Of($"toInt64(intDiv({n}, {d}))");

    public override SqlFragment Printed(SqlFragment n, int width) => SqlFragment.Of($"leftPad(toString({n}), {width}, '0')");

    public override SqlFragment Filled(SqlFragment text, int width) => SqlFragment.Of($"rightPad({text}, {width}, '0')");

    public override SqlFragment Joined(params IEnumerable<SqlFragment> parts) => SqlFragment.Of($"concat({SqlFragment.Join(", ", parts)})");
}
