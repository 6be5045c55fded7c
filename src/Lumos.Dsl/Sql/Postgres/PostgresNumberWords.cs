using Lumos.Dsl.Model;
using Lumos.Dsl.Numbers;
using Lumos.Dsl.Sql.Shared;

namespace Lumos.Dsl.Sql.Postgres;

/// <summary>PostgreSQL's words for formatted numbers.</summary>
internal sealed class PostgresNumberWords : PatternNumberWords
{
    public static PostgresNumberWords Instance { get; } = new();

    public override SqlFragment Accepts(SqlBinding x, NumberFormat format) => SqlFragment.Of($"{x} ~ {SqlFragment.Text("^" + NumberPattern.Grammar(format, PatternSpelling.Are) + "$")}");

    public override SqlFragment TrimEnds(SqlFragment x, string characters) => SqlFragment.Of($"btrim({x}, {SqlFragment.Text(characters)})");

    public override SqlFragment Position(SqlFragment x, string text) => SqlFragment.Of($"strpos({x}, {SqlFragment.Text(text)})");

    public override SqlFragment Integer(SqlFragment digits) => SqlFragment.Of($"CAST({digits} AS integer)");
}
