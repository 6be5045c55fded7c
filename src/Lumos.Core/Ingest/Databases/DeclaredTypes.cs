using Lumos.Abstractions;
using Lumos.Core.Ingest.Profiling;
using Lumos.Core.Ingest.Typing;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Ingest.Databases;

/// <summary>
/// What a database declares about a column counts more than what its values look like. A text says nothing: dates and numbers often stand in one, so it is looked
/// at like the column of a file. One that stays a text keeps every value: a database that means NULL says so, and an empty text or <c>NA</c> is none.
/// </summary>
internal static class DeclaredTypes
{
    private const string Day = "YYYY-MM-DD";
    private const string Moment = "YYYY-MM-DDTHH:mm:ss.SSSSSS";

    /// <summary>Findings with the declared types in place of the guessed ones.</summary>
    /// <param name="findings">What the values look like.</param>
    /// <param name="columns">Profiles in the same order.</param>
    /// <param name="declared">Declarations in the same order.</param>
    public static IReadOnlyList<ColumnFinding> Apply(IReadOnlyList<ColumnFinding> findings, IReadOnlyList<ColumnProfiler> columns, IReadOnlyList<TargetColumn> declared) =>
        [.. findings.Select((finding, i) => declared[i].Type.Kind != ColumnKind.Text ? Of(declared[i].Type, columns[i], finding.Fits) : finding.Type.Kind == ColumnKind.Text ? AsItIs(finding, columns[i]) : finding)];

    /// <summary>Findings of a table whose rows were not read.</summary>
    public static IReadOnlyList<ColumnFinding> WithoutRows(IReadOnlyList<TargetColumn> declared, IReadOnlyList<ColumnProfiler> columns) =>
        [.. declared.Select((column, i) => Of(column.Type, columns[i], new Dictionary<string, long>()))];

    private static ColumnFinding AsItIs(ColumnFinding finding, ColumnProfiler column) => finding with { NullTokens = [], KeepsEmpty = true, Nulls = column.Missing, StripsApostrophe = false, Notes = [.. finding.Notes.Where(static note => note.Code is not (TypeDecider.NullsRead or TypeDecider.ApostropheStripped))] };

    private static ColumnFinding Of(ColumnType type, ColumnProfiler column, IReadOnlyDictionary<string, long> fits)
    {
        var format = type.Kind switch
        {
            ColumnKind.Date => Day,
            ColumnKind.Timestamp => Moment,
            _ => null,
        };
        var zeros = format is null ? [] : column.Tally.All().Where(static shape => shape.Code.Kind == ShapeKind.Null && NullWords.ZeroDates.Contains(CellWords.NullText(shape.Code.Token), StringComparer.Ordinal)).ToList();
        return new ColumnFinding
        {
            Type = type,
            Formats = format is null ? [] : [format],
            Date = format is null ? null : new DateStyle([format], null),
            Number = type.Kind is ColumnKind.Int64 or ColumnKind.Decimal or ColumnKind.Float64 ? new NumberStyle() : null,
            NullTokens = [.. zeros.Select(static zero => CellWords.NullText(zero.Code.Token)).Order(StringComparer.Ordinal)],
            Nulls = column.Missing + zeros.Sum(static zero => zero.Cells),
            Fits = fits,
            Notes = [.. TypeDecider.NullNotes(zeros)],
        };
    }
}
