using Lumos.Dsl.Model;
using Lumos.Dsl.Numbers;
using Lumos.Dsl.Sql.Shared;

namespace Lumos.Dsl.Sql.ClickHouse;

/// <summary>ClickHouse's words for formatted numbers. Every branch of a CASE may be computed for every row, so no count is negative and no place is below 1.</summary>
internal sealed class ClickHouseNumberWords : PatternNumberWords
{
    public static ClickHouseNumberWords Instance { get; } = new();

    public override SqlFragment Accepts(SqlBinding x, NumberFormat format) => SqlFragment.Of($"match({x}, {SqlFragment.Text("^" + NumberPattern.Grammar(format, PatternSpelling.Re2) + "$")})");

    public override SqlFragment TrimEnds(SqlFragment x, string characters)
    {
        var set = "[" + string.Concat(characters.Select(c => PatternSpelling.Re2.Escape(c))) + "]+";
        return SqlFragment.Of($"replaceRegexpAll({x}, {SqlFragment.Text($"^{set}|{set}$")}, '')");
    }

    public override SqlFragment Position(SqlFragment x, string text) => SqlFragment.Of($"toInt32(position({x}, {SqlFragment.Text(text)}))");

    public override SqlFragment Joined(params IEnumerable<SqlFragment> parts) => SqlFragment.Of($"concat({SqlFragment.Join(", ", parts)})");

    public override SqlFragment Zeros(SqlFragment count) => SqlFragment.Of($"repeat('0', least(greatest({count}, 0), 2000))");

    public override SqlFragment Integer(SqlFragment digits) => SqlFragment.Of($"toInt32(ifNull(toInt16OrNull({digits}), 0))");

    public override SqlFragment From(SqlFragment x, SqlFragment place) => SqlFragment.Of($"substring({x}, greatest({place}, 1))");

    public override SqlFragment First(SqlFragment x, SqlFragment count) => SqlFragment.Of($"substring({x}, 1, greatest({count}, 0))");
}
