using Lumos.Abstractions;

namespace Lumos.Core.TargetSchemas;

/// <summary>A table while its DDL is read; keys may come later than the columns they name.</summary>
internal sealed class TableDraft(string name)
{
    public string Name { get; } = name;

    public List<TargetColumn> Columns { get; } = [];

    public IReadOnlyList<string> PrimaryKey { get; set; } = [];

    public List<IReadOnlyList<string>> Unique { get; } = [];

    public List<(IReadOnlyList<string> Columns, string Table, IReadOnlyList<string> References)> ForeignKeys { get; } = [];

    public List<DdlCheck> Checks { get; } = [];

    public List<DdlColumn> Declared { get; } = [];

    public List<DeclaredType> Types { get; } = [];

    public TargetTable ToTable(List<TableDraft> all)
    {
        var key = PrimaryKey.Select(Spelling).ToList();
        return new TargetTable
        {
            Name = Name,
            Columns = [.. Columns.Select(c => key.Contains(c.Name, StringComparer.Ordinal) ? c with { Nullable = false } : c)],
            PrimaryKey = key,
            Unique = [.. Unique.Select(u => u.Select(Spelling).ToList())],
            ForeignKeys = [.. ForeignKeys.Select(f => Reference(f, all))],
            Declared = Items(key),
            DeclaredTypes = Types.Count == 0 ? null : [.. Types.DistinctBy(static type => type.Name, StringComparer.OrdinalIgnoreCase)],
            Checks = Checks.Count == 0 ? null : [.. Checks.Select(check => check.Of(Name, [.. Columns.Select(static column => column.Name)])).OfType<RowCheck>()],
        };
    }

    /// <summary>What the script says that columns do not: null where that is nothing.</summary>
    private List<DeclaredItem>? Items(IReadOnlyList<string> key)
    {
        if (Checks.Count == 0 && Declared.TrueForAll(static column => column.IsPlain)) return null;
        List<string> columns = [.. Columns.Select(static column => column.Name)];
        return
        [
            .. Declared.Select(column => column.ToItem(columns)),
            .. Checks.Where(static check => check.Column is null).Select(check => check.Of(Name, columns)).OfType<RowCheck>().Select(static check => new DeclaredItem($"CONSTRAINT {DdlCheck.Quote(check.Name, '"')} CHECK {check.Condition}", null)),
            .. key.Count == 0 ? Array.Empty<DeclaredItem>() : [new DeclaredItem($"PRIMARY KEY ({string.Join(", ", key.Select(static column => DdlCheck.Quote(column, '"')))})", null)],
        ];
    }

    // SQL names are compared without case; the artifact keeps the spelling of the definition.
    private string Spelling(string column) => Columns.Find(c => string.Equals(c.Name, column, StringComparison.OrdinalIgnoreCase))?.Name ?? column;

    private TargetForeignKey Reference((IReadOnlyList<string> Columns, string Table, IReadOnlyList<string> References) key, List<TableDraft> all)
    {
        var columns = key.Columns.Select(Spelling).ToList();
        if (all.Find(t => string.Equals(t.Name, key.Table, StringComparison.OrdinalIgnoreCase)) is not { } other) return new TargetForeignKey(columns, key.Table, key.References);
        var references = key.References.Count > 0 ? key.References : other.PrimaryKey;
        return new TargetForeignKey(columns, other.Name, [.. references.Select(other.Spelling)]);
    }
}
