using Lumos.Abstractions;

namespace Lumos.Core.Evaluation.Mapping;

/// <summary>A ranked pair under its unambiguous names.</summary>
internal sealed record NamedPair(string Source, string Target, double Score, Func<IReadOnlyList<string>> Explain);

/// <summary>A column of the plan under its unambiguous names.</summary>
internal sealed record PlannedColumn(IReadOnlyList<string> Sources, string Target, ColumnMapping Column);

/// <summary>Brings the gold's names and the answer's to the same form: table and column for sources, column or table and column for targets.</summary>
internal sealed class GoldNames
{
    private readonly MappingAnswer _answer;
    private readonly Dictionary<string, string> _sources = new(StringComparer.Ordinal);
    private readonly HashSet<string> _qualified;

    public GoldNames(MappingAnswer answer)
    {
        _answer = answer;
        foreach (var table in answer.Sources)
        {
            var stem = Path.GetFileNameWithoutExtension(table.Source.Location);
            foreach (var column in table.Columns)
            {
                var name = Key(table.Name, column.SourceName);
                foreach (var spelling in new[] { column.SourceName, column.SourceName.Trim(), table.Name + "." + column.SourceName, stem + "." + column.SourceName }) _sources.TryAdd(spelling, name);
            }
        }

        // A column name that several target tables share must be told apart by its table.
        _qualified = [.. answer.Case.Targets.SelectMany(static t => t.Columns.Select(static c => c.Name)).GroupBy(static n => n, StringComparer.Ordinal).Where(static g => g.Count() > 1).Select(static g => g.Key)];
    }

    /// <summary>A source column of the gold.</summary>
    public string Source(string name) => _sources.GetValueOrDefault(name, "\u001f" + name);

    /// <summary>A target column of the gold.</summary>
    public string Target(string name)
    {
        var dot = name.LastIndexOf('.');
        if (dot > 0 && _answer.Case.Targets.Any(t => t.Name == name[..dot] && t.Columns.Any(c => c.Name == name[(dot + 1)..]))) return TargetOf(name[..dot], name[(dot + 1)..]);
        return _qualified.Contains(name) ? TargetOf(_answer.Case.Targets.First(t => t.Columns.Any(c => c.Name == name)).Name, name) : name;
    }

    /// <summary>The ranking, a pair once.</summary>
    public IEnumerable<NamedPair> Distinct(IReadOnlyList<MappingAnswerPair> ranking) =>
        ranking.Select(p => new NamedPair(Key(p.Table, p.Source), TargetOf(p.TargetTable, p.Target), p.Score, p.Explain)).DistinctBy(static p => (p.Source, p.Target));

    /// <summary>The columns of a plan.</summary>
    public IEnumerable<PlannedColumn> Planned(MappingPlanArtifact plan) =>
        plan.Tables.SelectMany(t => t.Inputs.SelectMany(i => i.Columns.Select(c => new PlannedColumn([.. c.Sources.Select(i.Locate).Select(static s => Key(s.Table, s.Column))], TargetOf(t.Target, c.Target), c))));

    private string TargetOf(string table, string column) => _qualified.Contains(column) ? table + "." + column : column;

    private static string Key(string table, string column) => table + "\u001f" + column;
}
