using System.Globalization;

namespace Lumos.Dsl.Sql;

/// <summary>
/// The bindings of a statement, printed as one projection per level: each level computes what the ones above read. Equal expressions
/// share a binding, and a branch of a CASE is only computed for the rows that reach it.
/// </summary>
internal sealed class LetChain(SqlDialect dialect)
{
    private readonly Dictionary<string, SqlBinding> _byText = new(StringComparer.Ordinal);
    private readonly List<SqlBinding> _all = [];

    /// <summary>The dialect it is printed in.</summary>
    public SqlDialect Dialect => dialect;

    /// <summary>Names an expression.</summary>
    public SqlBinding Bind(SqlFragment expression)
    {
        if (expression is SqlBinding already) return already;
        var level = 1 + expression.Reads.Select(read => read.Level).DefaultIfEmpty(0).Max();
        return Add(expression, level);
    }

    /// <summary>Names a column of the relation the statement reads.</summary>
    public SqlBinding BindSource(SqlFragment expression) => Add(expression, level: 0);

    /// <summary>Prints the statement.</summary>
    /// <param name="outputs">Final expressions and their column names.</param>
    /// <param name="carried">Columns of the relation to hand through unchanged.</param>
    /// <param name="relation">SQL of the relation read.</param>
    public string Print(IReadOnlyList<(SqlFragment Value, string Name)> outputs, IReadOnlyList<string> carried, string relation)
    {
        var layout = new LetLayout(_all, [.. outputs.Select(output => output.Value)], dialect.Printer, dialect.InlinesSingleReads);
        var printer = dialect.Printer;
        var levels = new List<IReadOnlyList<string>>();
        for (var level = 0; level <= layout.Top; level++)
        {
            var columns = new List<string>();
            foreach (var binding in layout.Needed)
            {
                // The last level a binding is read at decides how far it is handed up.
                if (layout.LastRead(binding) <= level) continue;
                if (layout.LevelOf(binding) < level) columns.Add(binding.Name);
                else if (layout.LevelOf(binding) == level) columns.Add(layout.Print(binding.Expression) + " AS " + binding.Name);
            }

            for (var i = 0; i < carried.Count; i++) columns.Add(level == 0 ? dialect.Carried(carried[i]).Print(printer) + " AS " + Carried(i) : Carried(i));
            if (columns.Count == 0) columns.Add("NULL AS v");
            levels.Add(columns);
        }

        var final = outputs.Select(output => new SqlOutput(layout.Print(output.Value), printer.Identifier(output.Name))).ToList();
        for (var i = 0; i < carried.Count; i++) final.Add(new(Carried(i), printer.Identifier(carried[i])));
        return dialect.PrintStatement(new SqlStatement(levels, final, relation));
    }

    private static string Carried(int index) => "c" + (index + 1).ToString(CultureInfo.InvariantCulture);

    private SqlBinding Add(SqlFragment expression, int level)
    {
        var key = expression.Print(SqlPrinter.Standard);
        if (_byText.TryGetValue(key, out var known) && known.Level == level) return known;
        var binding = new SqlBinding("v" + (_all.Count + 1).ToString(CultureInfo.InvariantCulture), expression, level);
        _byText[key] = binding;
        _all.Add(binding);
        return binding;
    }
}
