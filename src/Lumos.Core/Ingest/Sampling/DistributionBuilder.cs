using System.Text;
using Lumos.Abstractions;
using Lumos.Core.Ingest.Profiling;
using Lumos.Core.Supervision;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Interpreter;
using Lumos.Dsl.Model;

namespace Lumos.Core.Ingest.Sampling;

/// <summary>
/// Counts how the values of a table are distributed over the rows the reservoir kept by hash: an even sample, whatever the length of the source. Two such samples are
/// joined by keeping the smaller hashes, so that parts can be counted apart.
/// </summary>
internal static class DistributionBuilder
{
    private const int MostCells = 400_000;
    private const int FewestRows = 40;
    private const int MostQuantiles = 257;
    private const int MostCategories = 50;
    private const int MostDifferent = 2000;
    private const int Buckets = 64;

    /// <summary>Above this share of different values a column names its rows, and its distribution says nothing.</summary>
    private const double MostUnique = 0.9;

    /// <summary>The distributions of a table.</summary>
    /// <param name="profile">Table.</param>
    /// <param name="masks">What is personal, by column.</param>
    public static TableDistributions Build(TableProfile profile, IReadOnlyList<ColumnMask> masks)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(masks);
        var rows = (profile.Even ?? []).Take(Math.Max(FewestRows, MostCells / Math.Max(1, profile.Columns.Count))).ToList();
        var schema = new ColumnSchema([.. profile.Columns.Select(static column => new ColumnField(column.Name, ColumnType.Text))]);
        var keys = profile.Keys.Take(1).Select(static key => key.Ordinal).ToHashSet();
        List<ColumnDistribution> columns = [];
        for (var c = 0; c < profile.Columns.Count; c++)
        {
            // What is in a document is no category, and may be anybody's.
            if (profile.Roles.Any(role => role.Ordinal == c && role.Role is (CatalogRoles.Object or CatalogRoles.Document))) continue;
            if (keys.Contains(c) || profile.Findings[c].Type.Kind is ColumnKind.Date or ColumnKind.Timestamp) continue;
            if (Column(profile, c, masks[c], rows, schema) is { } column) columns.Add(column);
        }

        return new TableDistributions(profile.Name, rows.Count, columns);
    }

    private static ColumnDistribution? Column(TableProfile profile, int column, ColumnMask mask, List<SampleRow> rows, ColumnSchema schema)
    {
        var (name, finding) = (profile.Names[column], profile.Findings[column]);
        var texts = rows.Select(row => row.Cells[column]).OfType<byte[]>().Select(static cell => Encoding.UTF8.GetString(Whitespace.Trim(cell, out _))).Where(text => text.Length > 0 && !finding.NullTokens.Contains(text)).ToList();
        if (texts.Count < FewestRows / 2) return null;
        var groups = texts.CountBy(static text => text, StringComparer.Ordinal).ToList();
        var unique = groups.Count > texts.Count * MostUnique;
        if (mask.Grade != PiiGrade.None) return unique ? null : Hashed(name, texts);
        if (finding.Type.Kind is ColumnKind.Int64 or ColumnKind.Decimal or ColumnKind.Float64)
        {
            // A whole number that never repeats is a number of something, not a measure.
            return finding.Type.Kind == ColumnKind.Int64 && unique && rows.Count >= 200 ? null : Numbers(profile, column, texts, schema);
        }

        if (unique || groups.Count > MostDifferent) return null;
        if (groups.Count > MostCategories * 4) return Hashed(name, texts);
        var top = groups.OrderByDescending(static group => group.Value).ThenBy(static group => group.Key, StringComparer.Ordinal).Take(MostCategories).Select(static group => new CategoryCount(group.Key, group.Value)).ToList();
        return new ColumnDistribution { Column = name, Kind = DistributionKind.Categories, Values = texts.Count, Categories = top, Other = texts.Count - top.Sum(static category => category.Rows) };
    }

    private static ColumnDistribution Hashed(string name, List<string> texts)
    {
        var buckets = new long[Buckets];
        foreach (var text in texts) buckets[CellHash.Of(Encoding.UTF8.GetBytes(text)) % Buckets]++;
        return new ColumnDistribution { Column = name, Kind = DistributionKind.Hashed, Values = texts.Count, Buckets = buckets };
    }

    // Numbers are read the way the standardisation plan reads them, so that 1.234,50 is a number too.
    private static ColumnDistribution? Numbers(TableProfile profile, int column, List<string> texts, ColumnSchema schema)
    {
        if (PlanChecker.Check(new TransformPlan([profile.Plan.Pipelines[column]]), schema).Plan is not { } plan) return null;
        var (interpreter, type, row) = (new PlanInterpreter(plan), plan.Pipelines[0].Value.Type, new object?[schema.Fields.Count]);
        List<double> numbers = new(texts.Count);
        foreach (var text in texts)
        {
            row[column] = text;
            if (interpreter.EvaluateColumn(0, row) is not { Failure: null, Value: { } value }) continue;
            var number = value switch { long whole => whole, Int128 scaled => (double)scaled / Math.Pow(10, type.Scale), double real => real, _ => double.NaN };
            if (double.IsFinite(number)) numbers.Add(number);
        }

        if (numbers.Count < FewestRows / 2) return null;
        numbers.Sort();
        var points = Math.Min(MostQuantiles, numbers.Count);
        return new ColumnDistribution
        {
            Column = profile.Names[column], Kind = DistributionKind.Quantiles, Values = numbers.Count,
            Quantiles = [.. Enumerable.Range(0, points).Select(i => numbers[points == 1 ? 0 : (int)((long)i * (numbers.Count - 1) / (points - 1))])],
        };
    }
}
