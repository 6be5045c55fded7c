using Lumos.Abstractions;
using Lumos.Core.Ingest.Keys;
using Lumos.Core.Ingest.Profiling;
using Lumos.Core.Ingest.Typing;
using Lumos.Dsl.Canonical;
using Lumos.Dsl.Text;

namespace Lumos.Core.Ingest;

/// <summary>Writes profiles as the tables of the catalog and the shim.</summary>
internal static class CatalogWriter
{
    private const double RoleKeyScore = 0.5;

    /// <summary>Catalog entry of a table.</summary>
    public static CatalogTable Table(TableProfile profile, IReadOnlyList<CatalogForeignKey> references)
    {
        ArgumentNullException.ThrowIfNull(profile);
        var keys = profile.DeclaredKeys?.ToList() ?? profile.Keys.Select(k => new CatalogKey([profile.Names[k.Ordinal]], k.Score, k.Duplicates)).Concat(profile.PairKeys).ToList();
        var keyColumns = keys.Where(k => k.Score >= RoleKeyScore).Take(1).SelectMany(k => k.Columns).ToHashSet(StringComparer.Ordinal);
        var referring = references.Where(r => r.Table == profile.Name).Select(r => r.Column).ToHashSet(StringComparer.Ordinal);
        return new CatalogTable
        {
            Name = profile.Name,
            Source = profile.Origin,
            RowCount = profile.Unread is { } unread ? unread.EstimatedRows : profile.Rows,
            Columns = [.. profile.Columns.Select((c, i) => Column(c, i, profile.Names[i], profile.Findings[i], keyColumns.Contains(profile.Names[i]), referring.Contains(profile.Names[i]), profile.Unread?.Table.Columns[i], [.. profile.Roles.Where(r => r.Ordinal == i).Select(static r => r.Role)]))],
            Keys = keys,
            Notes = profile.Notes,
            Increment = profile.Increment is { Column: { } column } increment && profile.Unread is null ? increment with { Dsl = DslText.Print(profile.Plan.Pipelines[profile.Columns.ToList().FindIndex(c => c.Name == column)].Expression) } : profile.Increment,
        };
    }

    /// <summary>Shim of a table.</summary>
    public static StandardizedTable Shim(TableProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return new StandardizedTable(profile.Name, DslText.Print(profile.Plan), CanonicalJson.HashOf(profile.Plan));
    }

    private static CatalogColumn Column(ColumnProfiler column, int ordinal, string name, ColumnFinding finding, bool isKey, bool refers, TargetColumn? unread, IReadOnlyList<string> made)
    {
        var distinct = ColumnCounting.Distinct(column);
        return new CatalogColumn
        {
            Name = name,
            SourceName = column.Name,
            Ordinal = ordinal,
            Type = finding.Type,
            Formats = finding.Formats.Count > 0 ? finding.Formats : null,
            NullTokens = finding.NullTokens.Count > 0 ? finding.NullTokens : null,
            Unit = finding.Unit,
            Nullable = unread?.Nullable ?? finding.Nulls > 0,
            Counts = unread is not null ? null : new ColumnCounts
            {
                Nulls = finding.Nulls,
                Distinct = distinct,
                Misfits = finding.Misfits,
                MinLength = column.MaxLength == 0 ? 0 : column.MinLength,
                MaxLength = column.MaxLength,
                Fits = finding.Fits,
            },
            Roles = [.. made, .. Roles(column, name, finding, distinct, isKey, refers)],
        };
    }

    private static IEnumerable<string> Roles(ColumnProfiler column, string name, ColumnFinding finding, long distinct, bool isKey, bool refers)
    {
        if (isKey) yield return "key";
        if (refers) yield return "foreign_key";
        if (column.Rows > 1 && distinct <= 1) yield return "constant";
        if (isKey || refers || distinct <= 1) yield break;
        var kind = finding.Type.Kind;
        if (kind == ColumnKind.Decimal || (kind == ColumnKind.Int64 && (finding.Unit is not null || new NameCues(name).Number))) yield return "measure";
        else if (kind == ColumnKind.Bool || (kind is ColumnKind.Text or ColumnKind.Int64 && distinct <= 50 && distinct * 5 <= column.Rows)) yield return "category";
        else if (kind == ColumnKind.Text && column.Prose && column.MaxLength > 40) yield return "text";
    }
}
