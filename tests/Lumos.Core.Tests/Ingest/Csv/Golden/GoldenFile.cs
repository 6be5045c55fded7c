using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Lumos.Core.Tests.Ingest.Csv.Golden;

/// <summary>Builds one file line by line and keeps the label beside it: what is written here is what is expected, whatever a sniffer thinks.</summary>
internal sealed class GoldenFile(string name, params string[] pathologies)
{
    private readonly StringBuilder _text = new();
    private readonly List<string[]> _firstRows = [];
    private bool _quoted;

    public string Name { get; } = name;

    public string Delimiter { get; set; } = ",";

    public char Quote { get; set; } = '"';

    public bool QuoteAll { get; set; }

    public bool NeverQuote { get; set; }

    public bool Backslash { get; set; }

    public bool TrailingDelimiter { get; set; }

    /// <summary>What stands before and after a delimiter besides itself.</summary>
    public string Before { get; set; } = string.Empty;

    public string After { get; set; } = string.Empty;

    public string Newline { get; set; } = "\n";

    public string EncodingName { get; set; } = "utf-8";

    public bool Mark { get; set; }

    public int HeaderLines { get; private set; }

    public int PreambleLines { get; private set; }

    public int FooterLines { get; private set; }

    public int Rows { get; private set; }

    public int Columns { get; private set; }

    public string[] ColumnNames { get; private set; } = [];

    public string? Refused { get; set; }

    public byte[]? Raw { get; set; }

    public GoldenFile Preamble(params string[] lines)
    {
        foreach (var line in lines) Line(line);
        PreambleLines += lines.Length;
        return this;
    }

    public GoldenFile Header(string[] cells, string[]? names = null)
    {
        Line(Join(cells));
        HeaderLines++;
        ColumnNames = names ?? cells;
        Columns = ColumnNames.Length;
        return this;
    }

    public GoldenFile Table(GoldenTable table, bool header = true)
    {
        if (header) Header(table.Names);
        Columns = table.Width;
        foreach (var row in table.Rows) Row(row);
        return this;
    }

    /// <summary>A row, written by the rules of the file.</summary>
    public GoldenFile Row(string[] cells) => RawRow(Join(cells), cells);

    /// <summary>A row whose text breaks the rules, with the cells a careful reader should get.</summary>
    public GoldenFile RawRow(string line, string[] cells)
    {
        Line(line);
        if (Columns == 0) Columns = cells.Length;
        Rows++;
        if (_firstRows.Count < 6) _firstRows.Add([.. cells.Concat(Enumerable.Repeat(string.Empty, Math.Max(0, Columns - cells.Length)))]);
        return this;
    }

    /// <summary>A line that is neither row nor footer: a blank or a comment.</summary>
    public GoldenFile Aside(string line)
    {
        Line(line);
        return this;
    }

    public GoldenFile Footer(params string[] lines)
    {
        foreach (var line in lines) Line(line);
        FooterLines += lines.Length;
        return this;
    }

    public GoldenFile WithoutLastNewline()
    {
        _text.Length -= Newline.Length;
        return this;
    }

    public GoldenFile MarkQuoted()
    {
        _quoted = true;
        return this;
    }

    public string Join(params string[] cells) => string.Join(Before + Delimiter + After, cells.Select(Cell)) + (TrailingDelimiter ? Before + Delimiter : string.Empty);

    public byte[] Bytes()
    {
        if (Raw is not null) return Raw;
        var encoding = EncodingName switch
        {
            "utf-8" => new UTF8Encoding(false),
            "utf-16le" => new UnicodeEncoding(false, false),
            "utf-16be" => (Encoding)new UnicodeEncoding(true, false),
            _ => CodePagesEncodingProvider.Instance.GetEncoding(EncodingName)!,
        };
        var bytes = encoding.GetBytes(_text.ToString());
        if (!Mark) return bytes;
        byte[] mark = EncodingName switch { "utf-8" => [0xEF, 0xBB, 0xBF], "utf-16le" => [0xFF, 0xFE], _ => [0xFE, 0xFF] };
        return [.. mark, .. bytes];
    }

    public string Label()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("file", Name);
            Strings(json, "pathology", pathologies);
            if (Refused is not null)
            {
                json.WriteString("refused", Refused);
            }
            else
            {
                json.WriteString("encoding", EncodingName);
                json.WriteString("delimiter", Columns == 1 ? null : Delimiter);
                json.WriteString("quote", _quoted ? Quote.ToString() : null);
                json.WriteBoolean("header", HeaderLines > 0);
                json.WriteNumber("header_lines", HeaderLines);
                json.WriteNumber("preamble_lines", PreambleLines);
                json.WriteNumber("footer_lines", FooterLines);
                json.WriteNumber("rows", Rows);
                json.WriteNumber("columns", Columns);
                Strings(json, "column_names", HeaderLines > 0 ? ColumnNames : []);
                json.WriteStartArray("first_rows");
                foreach (var row in _firstRows) Strings(json, null, row);
                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    private void Line(string line) => _text.Append(line).Append(Newline);

    private string Cell(string cell)
    {
        if (NeverQuote) return cell;
        var needs = QuoteAll || cell.Contains(Delimiter, StringComparison.Ordinal) || cell.Contains('\n') || cell.Contains('\r') || cell.StartsWith(Quote)
            || (Delimiter == " " && cell.Length == 0) || (cell.Contains(Quote) && Quote == '"');
        if (!needs) return cell;
        _quoted = true;
        return Quote + cell.Replace(Quote.ToString(), Backslash ? "\\" + Quote : new string(Quote, 2), StringComparison.Ordinal) + Quote;
    }

    private static void Strings(Utf8JsonWriter json, string? name, IEnumerable<string> items)
    {
        if (name is null) json.WriteStartArray();
        else json.WriteStartArray(name);
        foreach (var item in items) json.WriteStringValue(item);
        json.WriteEndArray();
    }
}
