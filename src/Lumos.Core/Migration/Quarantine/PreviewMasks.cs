using Lumos.Abstractions;
using Lumos.Core.Migration.Planning;
using Lumos.Core.Supervision;

namespace Lumos.Core.Migration.Quarantine;

/// <summary>
/// How the columns of one source and one target table are masked in previews. It follows from the domain assignments and the
/// headers alone, so a resumed run masks as the first one did.
/// </summary>
internal sealed class PreviewMasks
{
    // In a row whose fields do not line up, any column may hold any other's value.
    private static readonly ColumnMask Everything = new("unknown", PiiGrade.Direct, []);

    private readonly IPiiMasker _masker;
    private readonly Dictionary<string, ColumnMask> _source = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ColumnMask> _target = new(StringComparer.Ordinal);

    public PreviewMasks(IPiiMasker masker, DomainAssignmentsArtifact domains, CatalogTable source, PassTable table)
    {
        _masker = masker;
        foreach (var column in source.Columns)
        {
            var assigned = domains.Columns.FirstOrDefault(candidate => candidate.Table == source.Name && candidate.Column == column.Name);
            var mask = masker.Inspect(source.Name, column.SourceName, column.Type, []);
            if (assigned is not null && assigned.Pii > mask.Grade) mask = new ColumnMask(assigned.Domain, assigned.Pii, assigned.PiiEvidence);
            _source[column.SourceName] = mask;
        }

        foreach (var column in table.Table.Table.Columns)
        {
            var mask = masker.Inspect(table.Table.Name, column.Name, column.Type, []);
            var mapped = table.Mapping.Columns.FirstOrDefault(candidate => candidate.Target == column.Name);

            // Made of several columns, a value may show what any of them hides.
            _target[column.Name] = masker.Combine([mask, .. (mapped?.Sources ?? []).Select(name => _source.GetValueOrDefault(name)).OfType<ColumnMask>()]);
        }
    }

    /// <summary>Masks a source value.</summary>
    public string? Source(string column, string? value, bool aligned) => _masker.Mask(aligned ? _source.GetValueOrDefault(column, Everything) : Everything, value);

    /// <summary>Masks a target value.</summary>
    public string? Target(string column, string? value, bool aligned) => _masker.Mask(aligned ? _target.GetValueOrDefault(column, Everything) : Everything, value);
}
