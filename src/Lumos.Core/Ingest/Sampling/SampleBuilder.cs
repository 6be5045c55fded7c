using System.Text;
using Lumos.Abstractions;
using Lumos.Core.Ingest.Typing;
using Lumos.Core.Policy.Masking;
using Lumos.Core.Supervision;

namespace Lumos.Core.Ingest.Sampling;

/// <summary>Masks chosen rows and makes them the sample of a table.</summary>
internal sealed class SampleBuilder(IPiiMasker masker)
{
    /// <summary>The sample, and how its columns are masked; raw values end here.</summary>
    public (TableSample Sample, IReadOnlyList<ColumnMask> Masks) Build(string table, IReadOnlyList<string> names, IReadOnlyList<string> sourceNames, IReadOnlyList<ColumnFinding> findings, IReadOnlyList<SampleRow> rows, string? stratifiedBy)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var values = new string?[rows.Count][];
        for (var r = 0; r < rows.Count; r++) values[r] = [.. rows[r].Cells.Select(c => c is null ? null : Encoding.UTF8.GetString(c))];
        var masked = new List<string>();
        var masks = new List<ColumnMask>();
        for (var c = 0; c < names.Count; c++)
        {
            var present = values.Select(v => v[c]).OfType<string>().Where(v => v.Length > 0 && !findings[c].NullTokens.Contains(v)).ToList();
            var mask = masker.Inspect(table, sourceNames[c], findings[c].Type, present, sourceNames);
            masks.Add(mask);
            var changed = false;
            foreach (var row in values)
            {
                var value = masker.Mask(mask, row[c]);
                changed |= value != row[c];
                row[c] = value;
            }

            if (changed) masked.Add(names[c]);
        }

        var (safety, shown) = PreviewAnonymity.Protect(values, sourceNames, masks, masker.Previews);
        var sample = new TableSample
        {
            Table = table,
            StratifiedBy = stratifiedBy,
            Columns = names,
            Masked = masked,
            RowNumbers = [.. rows.Select(r => r.Row)],
            ByteOffsets = rows.All(r => r.ByteOffset >= 0) ? [.. rows.Select(r => r.ByteOffset)] : [],
            Safety = safety,
            Rows = shown,
        };
        return (sample, masks);
    }
}
