using System.Globalization;
using Lumos.Abstractions;
using Lumos.Core.Ingest.Profiling;
using Lumos.Core.Ingest.Typing;
using Lumos.Dsl.Model;

namespace Lumos.Core.Ingest.Standardization;

/// <summary>
/// Writes the shim of a table: one pipeline per column from the raw text to the standard name and type. Every step is there because
/// some value of the column needs it, so a clean column is only renamed.
/// </summary>
internal static class StandardizationPlanner
{
    // Decimals with more digits are converted only where a pipeline asks for it.
    private const int MostDigits = 18;

    // Day 0 of spreadsheets, which count a 29th of February 1900 that never was.
    private static readonly DateOnly SpreadsheetEpoch = new(1899, 12, 30);

    /// <summary>The plan of a table.</summary>
    public static TransformPlan Plan(IReadOnlyList<ColumnProfiler> columns, IReadOnlyList<string> names, IReadOnlyList<ColumnFinding> findings)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var pipelines = columns.Select((c, i) => new Pipeline(names[i], findings[i].Type, Pipe(c, findings[i])));
        return new TransformPlan(ValueList.From(pipelines));
    }

    private static Expression Pipe(ColumnProfiler column, ColumnFinding finding)
    {
        var text = WithNulls(WithoutApostrophe(WithoutBlanks(new ColumnReference(column.Name), column, finding), finding), column, finding);
        return finding.Type.Kind switch
        {
            ColumnKind.Date or ColumnKind.Timestamp => Date(text, finding),
            ColumnKind.Bool => Bool(text, finding),
            ColumnKind.Int64 or ColumnKind.Decimal or ColumnKind.Float64 => Number(text, column, finding),
            _ => text,
        };
    }

    // Inner runs are collapsed in one-line texts only: line breaks inside a text are its author's, and blanks inside a document may be part of a value.
    private static Expression WithoutBlanks(Expression text, ColumnProfiler column, ColumnFinding finding)
    {
        if (finding.Type.Kind == ColumnKind.Text && column.InnerRuns && !column.LineBreaks && !column.Documents) return new CollapseWhitespace(text, WhitespaceSet.Unicode, true);
        if (column.PaddedUnicode > 0) return new Trim(text, TrimSide.Both, TrimSet.Unicode);
        return column.Padded > 0 ? new Trim(text, TrimSide.Both, TrimSet.Ascii) : text;
    }

    // The mark is no part of the text; a value with more than one fails instead of losing it.
    private static Expression WithoutApostrophe(Expression text, ColumnFinding finding) =>
        finding.StripsApostrophe ? new RegexExtract(text, @"^'?((?:[^'](?:.|\n)*)?)$", 1, NoMatchRule.Error) : text;

    private static Expression WithNulls(Expression text, ColumnProfiler column, ColumnFinding finding)
    {
        var entries = finding.NullTokens.Select(t => new MapEntry(t, null)).ToList();
        entries.AddRange(finding.DayNumbers.Select(static day => new MapEntry(day.ToString(CultureInfo.InvariantCulture), SpreadsheetEpoch.AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))));
        if (column.Blank > 0 && !finding.KeepsEmpty) entries.Insert(0, new MapEntry("", null));
        return entries.Count == 0 ? text : new MapDict(text, ValueList.From(entries), MissingRule.Keep, null);
    }

    private static DateParse Date(Expression text, ColumnFinding finding)
    {
        var style = finding.Date!;
        return new DateParse(text, ValueList.From(style.Formats), finding.Type.Kind == ColumnKind.Date ? DateTarget.Date : DateTarget.Timestamp, style.Pivot);
    }

    private static TypeCast Bool(Expression text, ColumnFinding finding)
    {
        if (finding.BoolWords.Count > 0)
        {
            var entries = finding.BoolWords.Select(w => new MapEntry(w.Word, w.Truth ? "true" : "false"));
            text = new MapDict(new Case(text, CaseMode.Lower, CaseAlphabet.Ascii), ValueList.From(entries), MissingRule.Keep, null);
        }

        return new TypeCast(text, ColumnType.Text, ColumnType.Bool, Rounding.Exact);
    }

    // The cast reads the column's own way of writing, so a number written otherwise fails (and goes to quarantine) instead of becoming another one.
    private static TypeCast Number(Expression text, ColumnProfiler column, ColumnFinding finding)
    {
        var format = finding.Number is { IsPlain: false } style ? FormatOf(style) : null;

        // One blank may stand between a number and what is beside it; where several do, as in columns aligned by hand, they become one. Not where a blank groups digits.
        if (format is not null && column.NumberRuns && finding.Number!.GroupMark != ' ') text = new CollapseWhitespace(text, WhitespaceSet.Unicode, true);
        return new TypeCast(text, ColumnType.Text, finding.Type, finding.Formats.Contains("rounded") ? Rounding.HalfAway : Rounding.Exact) { Format = format, Wide = finding.Type.Precision > MostDigits };
    }

    // A percent sign is part of how the column is written, and not of the value.
    private static NumberFormat FormatOf(NumberStyle style)
    {
        List<string> symbols = [];
        if (style.Currency is { } currency) symbols.Add(currency);
        if (style.Percent) symbols.Add("%");
        return new NumberFormat
        {
            DecimalMark = style.DecimalMark.ToString(),
            GroupMarks = style.GroupMark switch { '\0' => null, ' ' => " \u00A0\u202F\u2009", '\'' => "'\u2019", var mark => mark.ToString() },
            Sign = style.TrailingMinus ? SignPlace.Either : SignPlace.Leading,
            Parentheses = style.Parentheses,
            Exponent = style.Exponent,
            Symbols = ValueList.From(symbols),
        };
    }
}
