using Lumos.Dsl.Model;
using Lumos.Dsl.Numbers;
using Lumos.Dsl.Sql.Shared;

namespace Lumos.Dsl.Sql.MariaDb;

/// <summary>MariaDB's words for formatted numbers.</summary>
internal sealed class MariaDbNumberWords(MariaDbDialect dialect) : PatternNumberWords
{
    public override SqlFragment Accepts(SqlBinding x, NumberFormat format) => dialect.Matches(x, "^" + NumberPattern.Grammar(format, PatternSpelling.Possessive) + dialect.EndAnchor);

    public override SqlFragment TrimEnds(SqlFragment x, string characters)
    {
        var set = PossessivePrinter.Class(characters);
        return dialect.Without(x, $"^{set}++|(?<!{set}){set}++{dialect.EndAnchor}");
    }

    public override SqlFragment Position(SqlFragment x, string text) => SqlFragment.Of($"instr({x}, {SqlFragment.Text(text)})");

    public override SqlFragment Joined(params IEnumerable<SqlFragment> parts) => SqlFragment.Of($"concat({SqlFragment.Join(", ", parts)})");

    public override SqlFragment Integer(SqlFragment digits) => SqlFragment.Of($"CAST({digits} AS SIGNED)");
}
