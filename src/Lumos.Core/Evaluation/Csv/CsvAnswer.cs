using System.Text.Json;

namespace Lumos.Core.Evaluation.Csv;

/// <summary>What Lumos says about one file before anybody looks at the label.</summary>
internal sealed record CsvAnswer
{
    public required string File { get; init; }

    /// <summary>Reason sub-code when the file was refused.</summary>
    public string? Refused { get; init; }

    public string Encoding { get; init; } = string.Empty;

    public string Delimiter { get; init; } = string.Empty;

    public string? Quote { get; init; }

    public bool QuoteSeen { get; init; }

    public string? Escape { get; init; }

    public int HeaderLines { get; init; }

    public int PreambleLines { get; init; }

    public int FooterLines { get; init; }

    public long Rows { get; init; }

    public int Columns { get; init; }

    public int Tables { get; init; }

    public IReadOnlyList<string> ColumnNames { get; init; } = [];

    public IReadOnlyList<IReadOnlyList<string?>> FirstRows { get; init; } = [];

    public long RowsWithIssues { get; init; }

    /// <summary>Bytes that are in no row and no skipped range.</summary>
    public long BytesLost { get; init; }

    public double Confidence { get; init; }

    public string? RunnerUp { get; init; }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteString("file", File);
        if (Refused is not null)
        {
            json.WriteString("refused", Refused);
            return;
        }

        json.WriteString("encoding", Encoding);
        json.WriteString("delimiter", Delimiter);
        json.WriteString("quote", Quote);
        json.WriteBoolean("quote_seen", QuoteSeen);
        json.WriteString("escape", Escape);
        json.WriteBoolean("header", HeaderLines > 0);
        json.WriteNumber("header_lines", HeaderLines);
        json.WriteNumber("preamble_lines", PreambleLines);
        json.WriteNumber("footer_lines", FooterLines);
        json.WriteNumber("rows", Rows);
        json.WriteNumber("columns", Columns);
        json.WriteNumber("tables", Tables);
        json.WriteStartArray("column_names");
        foreach (var name in ColumnNames) json.WriteStringValue(name);
        json.WriteEndArray();
        json.WriteStartArray("first_rows");
        foreach (var row in FirstRows)
        {
            json.WriteStartArray();
            foreach (var cell in row) json.WriteStringValue(cell);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteNumber("rows_with_issues", RowsWithIssues);
        json.WriteNumber("bytes_lost", BytesLost);
        json.WriteNumber("confidence", Confidence);
        json.WriteString("runner_up", RunnerUp);
    }
}
