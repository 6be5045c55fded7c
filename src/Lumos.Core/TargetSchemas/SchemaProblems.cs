using Lumos.Abstractions;

namespace Lumos.Core.TargetSchemas;

/// <summary>Collects everything wrong with a target schema, so that it is reported at once.</summary>
internal sealed class SchemaProblems(string file)
{
    private readonly List<string> _problems = [];

    public void Add(string problem) => _problems.Add(problem);

    /// <exception cref="LumosException"><c>TARGET_SCHEMA_INVALID</c>, when anything was collected.</exception>
    public void ThrowIfAny()
    {
        if (_problems.Count == 0) return;
        var text = _problems.Count == 1 ? _problems[0] : $"{_problems.Count} things are wrong with the target schema:\n- " + string.Join("\n- ", _problems);
        throw new LumosException(ErrorCode.DeterministicFailure, "TARGET_SCHEMA_INVALID", text, new ErrorLocation(File: file), "Mend the schema file and run again; docs/targets.md shows the forms.");
    }

    /// <summary>Holds references, keys and names against the tables themselves.</summary>
    public void CheckWhole(IReadOnlyList<TargetTable> tables)
    {
        if (tables.Count == 0) Add("The schema describes no table.");
        foreach (var twice in tables.GroupBy(t => t.Name, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1)) Add($"Table '{twice.Key}' is described twice.");
        foreach (var table in tables)
        {
            var names = table.Columns.Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
            if (table.Columns.Count == 0) Add($"Table '{table.Name}' has no column.");
            foreach (var twice in table.Columns.GroupBy(c => c.Name, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1)) Add($"Column '{table.Name}.{twice.Key}' is described twice.");
            foreach (var column in table.PrimaryKey.Where(c => !names.Contains(c))) Add($"The primary key of '{table.Name}' names '{column}', which is not a column.");
            foreach (var column in table.Unique.SelectMany(u => u).Where(c => !names.Contains(c))) Add($"A unique set of '{table.Name}' names '{column}', which is not a column.");
            foreach (var key in table.ForeignKeys) CheckReference(tables, table, names, key);
        }
    }

    private void CheckReference(IReadOnlyList<TargetTable> tables, TargetTable table, HashSet<string> names, TargetForeignKey key)
    {
        foreach (var column in key.Columns.Where(c => !names.Contains(c))) Add($"A reference of '{table.Name}' names '{column}', which is not a column.");
        if (tables.FirstOrDefault(t => t.Name == key.Table) is not { } other)
        {
            Add($"'{table.Name}' refers to table '{key.Table}', which the schema does not describe.");
            return;
        }

        if (key.References.Count != key.Columns.Count) Add($"The reference from '{table.Name}' to '{key.Table}' pairs {key.Columns.Count} column(s) with {key.References.Count}.");
        foreach (var column in key.References.Where(c => other.Columns.All(o => o.Name != c))) Add($"'{table.Name}' refers to '{key.Table}.{column}', which is not a column.");
    }
}
