using System.Globalization;
using Lumos.Abstractions;
using Lumos.Core.Ingest.Csv;

namespace Lumos.Core.Ingest.Reading;

/// <summary>Carries the layout of a delimited file into the catalog and back, so that a table is read again exactly as it was profiled.</summary>
internal static class CsvBridge
{
    /// <summary>The layout as the catalog reports it.</summary>
    public static CsvDialectReport ToReport(CsvLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        var table = layout.Table;
        return new CsvDialectReport
        {
            Encoding = layout.Encoding,
            ByteOrderMark = layout.HasByteOrderMark,
            Delimiter = layout.Delimiter,
            Quote = layout.Quote ?? "",
            Escape = layout.Escape ?? layout.Quote ?? "",
            Newline = layout.Newline,
            Header = table.HeaderLines > 0,
            HeaderLines = table.HeaderLines,
            PreambleLines = table.PreambleLines,
            FooterLines = table.FooterLines,
            Comment = layout.Comment,
            SkipInitialSpace = layout.SkipInitialSpace,
            CollapseDelimiters = layout.CollapseDelimiters,
            LeadingDelimiter = layout.LeadingDelimiter,
            CarriageReturnEndsRecord = layout.CarriageReturnEndsRecord,
            KeepsBlankRows = layout.KeepsBlankRows,
            DataStart = table.DataStart,
            DataStartLine = table.DataStartLine,
            TrailingFields = table.TrailingFields,
            DataEnd = table.DataEnd,
            Confidence = layout.Confidence,
            RunnerUp = layout.RunnerUp is { } second
                ? string.Create(CultureInfo.InvariantCulture, $"delimiter {Show(second.Delimiter)}, quote {Show(second.Quote ?? "")}, score {second.Score:0.###}: {second.Reason}")
                : null,
        };
    }

    /// <summary>The layout of a catalog table.</summary>
    public static CsvLayout ToLayout(CatalogTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var report = table.Source.Dialect!;
        return new CsvLayout
        {
            Encoding = report.Encoding,
            HasByteOrderMark = report.ByteOrderMark,
            Newline = report.Newline,
            Delimiter = report.Delimiter,
            Quote = report.Quote.Length == 0 ? null : report.Quote,
            Escape = report.Escape.StartsWith('\\') ? report.Escape : null,
            Comment = report.Comment,
            SkipInitialSpace = report.SkipInitialSpace,
            CollapseDelimiters = report.CollapseDelimiters,
            LeadingDelimiter = report.LeadingDelimiter,
            CarriageReturnEndsRecord = report.CarriageReturnEndsRecord,
            KeepsBlankRows = report.KeepsBlankRows,
            Confidence = report.Confidence,
            Tables =
            [
                new CsvTable
                {
                    Width = table.Columns.Count,
                    ColumnNames = [.. table.Columns.Select(c => c.SourceName)],
                    HeaderLines = report.HeaderLines,
                    PreambleLines = report.PreambleLines,
                    FooterLines = report.FooterLines,
                    DataStart = report.DataStart,
                    DataStartLine = report.DataStartLine,
                    TrailingFields = report.TrailingFields,
                    DataEnd = report.DataEnd,
                },
            ],
        };
    }

    /// <summary>What the contract says about a file's dialect.</summary>
    /// <exception cref="LumosException">It says something unknown.</exception>
    public static CsvSniffOptions OptionsFor(string location, RunOverrides? overrides, out int skipLines)
    {
        var options = new CsvSniffOptions();
        skipLines = 0;
        var name = location[(location.LastIndexOf('/') + 1)..];
        if (overrides?.Dialects is not { } dialects || !(dialects.TryGetValue(location, out var facts) || dialects.TryGetValue(name, out facts))) return options;
        foreach (var (key, value) in facts)
        {
            if (key == "skip_lines" && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out skipLines)) continue;
            options = key switch
            {
                "delimiter" => options with { Delimiter = value is "\\t" or "tab" ? "\t" : value },
                "quote" => options with { Quote = value },
                "encoding" => options with { Encoding = value },
                "header" when bool.TryParse(value, out var header) => options with { HasHeader = header },
                _ => throw new LumosException(ErrorCode.DeterministicFailure, "INGEST_DIALECT_OVERRIDE", $"The contract says something about a file's dialect that is not understood: '{key}'.",
                    new ErrorLocation(location, Key: $"overrides.dialects.{name}.{key}"), "Use delimiter, quote, encoding, header (true or false) or skip_lines (a number)."),
            };
        }

        return options;
    }

    /// <summary>Checks that what the contract says about dialects is about files of the run.</summary>
    /// <exception cref="LumosException">It names a file the run does not read.</exception>
    public static void CheckNames(RunOverrides? overrides, IReadOnlyList<string> locations)
    {
        foreach (var name in overrides?.Dialects?.Keys ?? [])
        {
            if (locations.Any(location => location == name || location.EndsWith("/" + name, StringComparison.Ordinal) && !name.Contains('/', StringComparison.Ordinal))) continue;
            throw new LumosException(ErrorCode.DeterministicFailure, "INGEST_DIALECT_OVERRIDE", "The contract says something about the dialect of a file the run does not read.",
                new ErrorLocation(Key: "overrides.dialects." + name), "Write the name of a source file, or its location as the run shows it.");
        }
    }

    private static string Show(string text) => text switch { "" => "none", "\t" => "tab", " " => "blank", _ => $"'{text}'" };
}
