using System.Globalization;
using System.Text;

namespace Lumos.Dsl.Sql;

/// <summary>A statement cut into its projections, ready to be put into one another the way a dialect wants them.</summary>
/// <param name="Levels">Projections over one another, the innermost first; each item is <c>expression AS name</c> or a name handed through.</param>
/// <param name="Outputs">The final projection.</param>
/// <param name="Relation">SQL of the relation the innermost one reads.</param>
internal sealed record SqlStatement(IReadOnlyList<IReadOnlyList<string>> Levels, IReadOnlyList<SqlOutput> Outputs, string Relation)
{
    /// <summary>Name of the relation read, in dialects that name it.</summary>
    public const string RelationAlias = "l0";

    private const string Comma = ",\n  ";

    /// <summary>Subselects in subselects: <c>SELECT .. FROM (SELECT .. FROM relation AS l0 fence) AS l1</c>.</summary>
    /// <param name="fence">What ends each subselect to keep an optimizer from copying its expressions outwards, such as <c>OFFSET 0</c>; empty for none.</param>
    /// <param name="named">Whether the relation and every subselect get a name.</param>
    public string Nested(string fence = "", bool named = false)
    {
        var from = Relation + (named ? " AS " + RelationAlias : "");
        for (var level = 0; level < Levels.Count; level++)
        {
            from = "(\nSELECT " + string.Join(Comma, Levels[level]) + "\nFROM " + from + (fence.Length > 0 ? "\n" + fence : "") + ")" + (named ? " AS " + Alias(level) : "");
        }

        return "SELECT " + string.Join(Comma, Outputs) + "\nFROM " + from;
    }

    /// <summary>A chain of common table expressions: <c>WITH l1 AS MATERIALIZED (SELECT .. FROM relation AS l0), l2 AS .. SELECT .. FROM l2</c>.</summary>
    /// <param name="fence">The word after AS that keeps an optimizer from copying expressions outwards, such as <c>MATERIALIZED</c>; empty for none.</param>
    public string Chained(string fence = "")
    {
        var sql = new StringBuilder("WITH ");
        var from = Relation + " AS " + RelationAlias;
        for (var level = 0; level < Levels.Count; level++)
        {
            if (level > 0) sql.Append(",\n");
            sql.Append(Alias(level)).Append(" AS ").Append(fence).Append(fence.Length > 0 ? " " : "").Append("(\nSELECT ").AppendJoin(Comma, Levels[level]).Append("\nFROM ").Append(from).Append(')');
            from = Alias(level);
        }

        return sql.Append("\nSELECT ").AppendJoin(Comma, Outputs.Select(output => output.ToString())).Append("\nFROM ").Append(from).ToString();
    }

    private static string Alias(int level) => "l" + (level + 1).ToString(CultureInfo.InvariantCulture);
}

/// <summary>A column of the final projection.</summary>
/// <param name="Expression">SQL of its value.</param>
/// <param name="Name">Its name, quoted.</param>
internal sealed record SqlOutput(string Expression, string Name)
{
    public override string ToString() => Expression + " AS " + Name;
}
